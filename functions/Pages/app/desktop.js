/** The desktop that shows the pages in a frame: what it says is heeded from the start, and it hears what happened here. */

let origin = null;
let open = null;

/** What was said before the pages could show it; the last of it counts. */
let early = null;

/** Whether an event is a word of the desktop, and of nobody else. */
const isOfDesktop = event => origin && event.origin === origin && event.source === window.parent && event.source !== window
  && event.data?.type === 'customerOpened' && typeof event.data.customerId === 'string';

addEventListener('message', event => {
  if (!open)
    early = event.source === window.parent && event.data?.type === 'customerOpened' ? event : early;
  else if (isOfDesktop(event))
    open(event.data.customerId);
});

/**
 * From here on customers can be opened: the desktop is told so, once.
 * @param desktopOrigin Null where no desktop is heeded.
 * @param show Called with the id of the customer that the desktop has opened.
 */
export function readyForDesktop(desktopOrigin, show) {
  origin = desktopOrigin;
  open = show;
  if (early && isOfDesktop(early))
    open(early.data.customerId);
  early = null;
  tellDesktop({ type: 'ready' });
}

/** Says to the desktop what happened here. */
export function tellDesktop(message) {
  if (origin && window.parent !== window)
    window.parent.postMessage({ source: 'reap', ...message }, origin);
}

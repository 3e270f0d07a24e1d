/** Asks before anything is done that everybody feels. */

/**
 * @param type What must be typed before it can be done; without, a click will do.
 * @returns A promise of whether it is to be done.
 */
export function question({ el, words }, { title, text, act, type }) {
  return new Promise(resolve => {
    const typed = type && el('input', { id: 'typed', autocomplete: 'off', required: true });
    const dialog = el('dialog', { 'aria-labelledby': 'question', 'aria-describedby': 'question-text' },
      el('h2', { id: 'question' }, title), el('p', { id: 'question-text' }, text),
      el('form', {
        onsubmit: event => {
          event.preventDefault();
          if (!typed || typed.value === type)
            dialog.close('do');
          else
            typed.setCustomValidity(words('operations.typeAgain', { text: type })), typed.reportValidity();
        },
      },
      typed && el('div', { class: 'field' }, el('label', { for: 'typed' }, words('operations.typeIt', { text: type })), typed),
      el('p', { class: 'row' },
        el('button', { class: 'main' }, act),
        el('button', { type: 'button', onclick: () => dialog.close('') }, words('operations.cancel')))));
    typed?.addEventListener('input', () => typed.setCustomValidity(''));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'do');
    });
    document.getElementById('main').append(dialog);
    dialog.showModal();
  });
}

/**
 * Charts: a line, bars, and estimates with their intervals. Each is a figure with its text alternative and its table. They are
 * drawn at the width that there is, so that letters keep their size in a narrow window.
 */

import { table } from './table.js';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const LETTER = 7.2;
const ROW = 28;

function shape(tag, attributes = {}, ...children) {
  const node = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes))
    node.setAttribute(name, typeof value === 'number' ? Math.round(value * 10) / 10 : value);
  node.append(...children);
  return node;
}

const text = (x, y, content, anchor = 'start', kind = '') => shape('text', { x, y, 'text-anchor': anchor, class: kind }, content);

/**
 * A figure with a drawing and its table.
 * @param says What the drawing shows, in a sentence.
 * @param draw Given a width, { height, shapes }.
 */
function figure(context, { title, says, draw, of, beside = [] }) {
  const { el, words } = context;
  const drawing = shape('svg', { role: 'img', 'aria-label': says });
  const frame = el('figure', { class: 'chart' }, el('figcaption', {}, title), drawing, ...beside,
    el('details', {}, el('summary', {}, words('chart.table'), el('span', { class: 'unseen' }, ` ${title}`)), table(context, of)));
  const redraw = width => {
    const { height, shapes } = draw(width);
    drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
    drawing.setAttribute('height', height);
    drawing.replaceChildren(...shapes);
  };
  let drawn = 640;
  frame.redraw = () => redraw(drawn);
  redraw(drawn);
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && width !== drawn)
      redraw(drawn = width);
  }).observe(frame);
  return frame;
}

/** Round numbers from below the least to above the greatest. */
export function ticks(low, high, count = 4) {
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step = power * [1, 2, 2.5, 5, 10].find(factor => factor * power >= span / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** A scale: a number of one range as a place in another. */
const scale = (low, high, from, to) => value =>
  (high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from));

/**
 * A line with a goal, and a control that walks along it point by point and says each.
 * @param points Each { x, y, at } where at is x in words; those without y are left out.
 * @param show Writes a y.
 * @param diagonal Whether y is held against x itself, by a line from corner to corner.
 * @param start The point that is shown first; without, the last.
 * @param ends What stands below the first and the last point; without, their at.
 */
export function lineChart(context, { title, points, goal, show, of, ends, level, diagonal, start }) {
  const { el, words } = context;
  const there = points.filter(point => typeof point.y === 'number');
  if (there.length === 0)
    return el('p', { class: 'none' }, words('chart.none'));
  const [first, last] = [there[0], there[there.length - 1]];
  const ys = there.map(point => point.y);
  const says = words('chart.line', {
    title, first: show(first.y), from: first.at, last: show(last.y), to: last.at,
    low: show(Math.min(...ys)), high: show(Math.max(...ys)),
  }) + (typeof goal === 'number' ? ` ${words('chart.goal', { goal: show(goal) })}` : '');
  let chosen = start ?? there.length - 1;
  const spoken = () => `${there[chosen].at}: ${show(there[chosen].y)}`;
  const said = el('output', {}, spoken());
  const walk = el('input', {
    type: 'range', min: '0', max: String(there.length - 1), step: '1', value: String(chosen),
    'aria-label': words('chart.walk', { title }), 'aria-valuetext': spoken(),
  });
  const choose = index => {
    chosen = index;
    said.textContent = spoken();
    walk.value = String(index);
    walk.setAttribute('aria-valuetext', spoken());
    frame.redraw();
  };
  walk.addEventListener('input', () => choose(Number(walk.value)));
  const lines = { there, goal, show, ends, level, diagonal, chosen: () => chosen, words };
  const frame = figure(context, {
    title, says, of, draw: width => drawLine(width, lines),
    beside: there.length > 1 ? [el('p', { class: 'walk' }, walk, said)] : [said],
  });
  frame.querySelector('svg').addEventListener('pointermove', event => {
    const box = event.currentTarget.getBoundingClientRect();
    const near = nearest(there, (event.clientX - box.left) * (frame.span.width / box.width), frame.span.place);
    if (near !== chosen)
      choose(near);
  });
  lines.keep = span => { frame.span = span; };
  frame.redraw();
  return frame;
}

function nearest(points, place, placeOf) {
  let best = 0;
  for (let index = 1; index < points.length; index++) {
    if (Math.abs(placeOf(points[index].x) - place) < Math.abs(placeOf(points[best].x) - place))
      best = index;
  }
  return best;
}

function drawLine(width, { there, goal, show, ends, level, diagonal, chosen, words, keep }) {
  const height = 220;
  const ys = there.map(point => point.y)
    .concat(typeof goal === 'number' ? [goal] : [], level ?? [], diagonal ? there.map(point => point.x) : []);
  const marks = ticks(Math.min(...ys), Math.max(...ys));
  const left = Math.max(...marks.map(mark => show(mark).length)) * LETTER + 10;
  const [right, top, bottom] = [width - 14, 14, height - 28];
  const x = scale(there[0].x, there[there.length - 1].x, left + 6, right);
  const y = scale(marks[0], marks[marks.length - 1], bottom, top);
  keep?.({ width, place: x });
  const shapes = marks.flatMap(mark => [
    shape('line', { x1: left, x2: right, y1: y(mark), y2: y(mark), class: 'grid' }),
    text(left - 6, y(mark) + 4, show(mark), 'end'),
  ]);
  if (typeof goal === 'number') {
    shapes.push(
      shape('line', { x1: left, x2: right, y1: y(goal), y2: y(goal), class: 'goal' }),
      text(right, y(goal) - 5, words('chart.goal', { goal: show(goal) }), 'end', 'goal'));
  }
  if (diagonal) {
    const [from, to] = [there[0].x, there[there.length - 1].x];
    shapes.push(shape('line', { x1: x(from), x2: x(to), y1: y(from), y2: y(to), class: 'goal' }));
  }
  const at = there[chosen()];
  shapes.push(
    shape('line', { x1: x(at.x), x2: x(at.x), y1: top, y2: bottom, class: 'walked' }),
    shape('path', {
      d: there.map((point, index) => `${index ? 'L' : 'M'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`).join(''), class: 'line',
    }),
    ...(there.length <= 40 ? there : [at]).map(point =>
      shape('circle', { cx: x(point.x), cy: y(point.y), r: point === at ? 5 : 3, class: 'point' })),
    text(left, height - 8, ends?.[0] ?? there[0].at));
  if (there.length > 1)
    shapes.push(text(right, height - 8, ends?.[1] ?? there[there.length - 1].at, 'end'));
  return { height, shapes };
}

/** Shortens a name to a width. */
function fitted(name, width) {
  const letters = Math.max(4, Math.floor(width / LETTER));
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}

const labelWidth = (names, width) => Math.min(width * 0.38, Math.max(...names.map(name => name.length)) * LETTER + 10);

/**
 * Bars from a line at zero, one a row.
 * @param bars Each { name, value }.
 */
export function barChart(context, { title, bars, show, of }) {
  const { el, words } = context;
  if (bars.length === 0)
    return el('p', { class: 'none' }, words('chart.none'));
  const sorted = [...bars].sort((left, right) => right.value - left.value);
  const [most, least] = [sorted[0], sorted[sorted.length - 1]];
  const says = words('chart.bars', { title, most: most.name, high: show(most.value), least: least.name, low: show(least.value) });
  return figure(context, { title, says, of, draw: width => drawBars(width, bars, show) });
}

function drawBars(width, bars, show) {
  const left = labelWidth(bars.map(bar => bar.name), width);
  const [low, high] = [Math.min(0, ...bars.map(bar => bar.value)), Math.max(0, ...bars.map(bar => bar.value))];
  const room = Math.max(...bars.map(bar => show(bar.value).length)) * LETTER + 8;
  const x = scale(low, high || (low ? 0 : 1), left + (low < 0 ? room : 0), width - (high > 0 || low === 0 ? room : 4));
  const shapes = bars.flatMap((bar, index) => {
    const [top, end] = [index * ROW + 4, x(bar.value)];
    const negative = bar.value < 0;
    return [
      text(0, top + 15, fitted(bar.name, left)),
      shape('rect', {
        x: Math.min(end, x(0)), y: top, width: Math.max(1, Math.abs(end - x(0))), height: ROW - 8,
        class: negative ? 'bar less' : 'bar',
      }),
      text(end + (negative ? -5 : 5), top + 15, show(bar.value), negative ? 'end' : 'start'),
    ];
  });
  shapes.push(shape('line', { x1: x(0), x2: x(0), y1: 0, y2: bars.length * ROW, class: 'axis' }));
  return { height: bars.length * ROW + 2, shapes };
}

/**
 * Estimates with their intervals, one a row, and a line at zero or a mark that each is held against.
 * @param estimates Each { name, estimate, low, high, against }; against may be missing.
 */
export function intervalChart(context, { title, estimates, show, of, zero = true }) {
  const { el, words } = context;
  if (estimates.length === 0)
    return el('p', { class: 'none' }, words('chart.none'));
  const clear = estimates.filter(row => (zero ? row.low > 0 || row.high < 0 : row.against < row.low || row.against > row.high));
  const says = words(zero ? 'chart.intervals' : 'chart.calibration', {
    title, all: estimates.length, clear: clear.length, names: clear.map(row => row.name).join(', ') || '–',
  });
  return figure(context, { title, says, of, draw: width => drawIntervals(width, estimates, show, zero) });
}

function drawIntervals(width, estimates, show, zero) {
  const all = estimates.flatMap(row => [row.low, row.high, row.against].filter(value => typeof value === 'number'));
  const marks = ticks(Math.min(...all, ...(zero ? [0] : [])), Math.max(...all, ...(zero ? [0] : [])), width < 420 ? 2 : 4);
  const left = labelWidth(estimates.map(row => row.name), width);
  const half = Math.max(...marks.map(mark => show(mark).length)) * LETTER / 2;
  const x = scale(marks[0], marks[marks.length - 1], left + half, width - half - 2);
  const bottom = estimates.length * ROW;
  const shapes = marks.flatMap(mark => [
    shape('line', { x1: x(mark), x2: x(mark), y1: 0, y2: bottom, class: zero && mark === 0 ? 'axis' : 'grid' }),
    text(x(mark), bottom + 16, show(mark), 'middle'),
  ]);
  estimates.forEach((row, index) => {
    const y = index * ROW + ROW / 2;
    shapes.push(
      text(0, y + 4, fitted(row.name, left)),
      shape('line', { x1: x(row.low), x2: x(row.high), y1: y, y2: y, class: 'whisker' }),
      shape('circle', { cx: x(row.estimate), cy: y, r: 4.5, class: 'point' }));
    if (typeof row.against === 'number')
      shapes.push(shape('path', { d: `M${x(row.against).toFixed(1)} ${y - 8}l5 8l-5 8l-5-8z`, class: 'against' }));
  });
  return { height: bottom + 22, shapes };
}

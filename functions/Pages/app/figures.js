/** How figures and times are written, in the language of the page as its reader writes it. */

import { locale } from './words.js';

const NONE = '–';
const known = new Map();

function cached(kind, options) {
  const key = `${locale()} ${kind.name} ${JSON.stringify(options)}`;
  if (!known.has(key))
    known.set(key, new kind(locale(), options));
  return known.get(key);
}

/** A function that writes a number; what is not there is a dash. */
const numbers = options => value =>
  value === null || value === undefined || Number.isNaN(value) ? NONE : cached(Intl.NumberFormat, options).format(value);

const times = options => value => (value ? cached(Intl.DateTimeFormat, options).format(new Date(value)) : NONE);

export const whole = numbers({ maximumFractionDigits: 0 });
export const decimal = numbers({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
export const share = numbers({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const coarseShare = numbers({ style: 'percent', maximumFractionDigits: 0 });
export const change = numbers({ minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero' });

/** A change of a share, in points of a per cent. */
export const points = value => (value === null || value === undefined ? NONE : `${tenths(100 * value)} pp`);

const tenths = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });

export const money = (currency, signDisplay = 'auto', digits = 0) =>
  numbers({ style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay });

/** A day, of its text yyyy-MM-dd. */
export const day = times({ dateStyle: 'medium', timeZone: 'UTC' });
export const moment = times({ dateStyle: 'medium', timeStyle: 'medium' });

/** Seconds between two moments, in the largest unit that says something. */
export function duration(from, to) {
  if (!from || !to)
    return NONE;
  const seconds = Math.max(0, (new Date(to) - new Date(from)) / 1000);
  const [amount, unit] = seconds < 90 ? [seconds, 'second']
    : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return numbers({ style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 })(amount);
}

/** Whether figures are written with a comma: then cells of a file are told apart by semicolons. */
export const decimalComma = () => numbers({ minimumFractionDigits: 1 })(0.5).includes(',');

/** An interval as it is shown. */
export const ends = ({ estimate, low, high }, show) => ({ estimate: show(estimate), low: show(low), high: show(high) });

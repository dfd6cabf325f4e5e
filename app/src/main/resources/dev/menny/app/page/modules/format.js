// Numbers as people read them; a number and its unit are never torn apart by the end of a line.

const SPACE = '\u00a0';

const whole = new Intl.NumberFormat('en');

/** 0.5432 as "54.3 %". */
export const percent = (share, digits = 1) => `${(share * 100).toFixed(digits)}${SPACE}%`;

/** 268531268 as "268,531,268". */
export const count = (number) => whole.format(number);

/** "1 picture", "2 pictures". */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** Milliseconds: "8.4 ms", "120 ms", "1.3 s". */
export function milliseconds(ms) {
  if (ms < 10) return `${ms.toFixed(1)}${SPACE}ms`;
  return ms < 1000 ? `${Math.round(ms)}${SPACE}ms` : `${(ms / 1000).toFixed(1)}${SPACE}s`;
}

/** Seconds: "9 s", "2 min 5 s". */
export function duration(seconds) {
  const rounded = Math.max(0, Math.round(seconds));
  return rounded < 60 ? `${rounded}${SPACE}s` : `${Math.floor(rounded / 60)}${SPACE}min${SPACE}${rounded % 60}${SPACE}s`;
}

/** A weight or a sum: at most `digits` decimals, none that say nothing, a true minus sign. */
export function decimal(value, digits = 3) {
  const text = value.toFixed(digits);
  const trimmed = digits > 0 ? text.replace(/\.?0+$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed.replace('-', '−');
}

// One pixel of the feature map worked out: its window in the input, the nine products, their sum.

import { byId, element, place, setText } from './dom.js';
import { decimal } from './format.js';
import { bytes } from './images.js';

const SIDE = 3;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LEAP = 8;

export function slidingWindow() {
  const stage = byId('play-output-stage');
  const windowBox = byId('play-window');
  const pixelBox = byId('play-pixel');
  const grid = byId('sum-grid');
  let answer = null;
  let input = null;
  let output = null;
  let at = null;

  function show(x, y) {
    at = { x: clamp(x, answer.output.width), y: clamp(y, answer.output.height) };
    const { stride, padding } = answer;
    const left = at.x * stride - padding;
    const top = at.y * stride - padding;
    place(pixelBox, cells(at.x, at.y, 1, answer.output));
    place(windowBox, cells(left, top, SIDE, answer.input));
    pixelBox.hidden = false;
    windowBox.hidden = false;
    grid.hidden = false;
    grid.replaceChildren(...answer.kernel.map((weight, index) => {
      const column = left + (index % SIDE);
      const row = top + Math.floor(index / SIDE);
      return product(weight, pixel(column, row));
    }));
    // The sum is the server's: nothing is convolved here.
    const sum = decimal(output[at.y * answer.output.width + at.x]);
    setText(byId('sum-text'), `Row ${at.y + 1}, column ${at.x + 1} of the feature map: the nine products add up to ${sum}.`);
  }

  /** The input's brightness, 0 black to 1 white; null in the padding around it. */
  function pixel(column, row) {
    const { width, height } = answer.input;
    if (column < 0 || row < 0 || column >= width || row >= height) return null;
    return input[row * width + column] / 255;
  }

  stage.addEventListener('pointermove', (event) => {
    if (!answer) return;
    const box = stage.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left) / box.width * answer.output.width);
    const row = Math.floor((event.clientY - box.top) / box.height * answer.output.height);
    show(column, row);
  });

  stage.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || !answer) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : 1;
    show(at.x + arrow[0] * step, at.y + arrow[1] * step);
  });

  return {
    /** Takes a new answer of the server; the window stays at the same part of the picture, at first in the middle. */
    use(fresh) {
      at = {
        x: Math.floor(at ? (at.x / answer.output.width) * fresh.output.width : fresh.output.width / 2),
        y: Math.floor(at ? (at.y / answer.output.height) * fresh.output.height : fresh.output.height / 2),
      };
      answer = fresh;
      input = bytes(fresh.input.values);
      output = new Float32Array(bytes(fresh.output.values).buffer);
      show(at.x, at.y);
    },
  };
}

function product(weight, brightness) {
  const padding = brightness === null;
  const text = padding
    ? `padding 0 × ${decimal(weight)} = 0`
    : `${decimal(brightness)} × ${decimal(weight)} = ${decimal(brightness * weight)}`;
  return element('span', { 'data-padding': String(padding) }, text);
}

const clamp = (value, size) => Math.min(Math.max(value, 0), size - 1);

const cells = (x, y, side, { width, height }) =>
  ({ x: x / width, y: y / height, width: side / width, height: side / height });

// The nine numbers of the playground's kernel, its stride and padding, and ready-made kernels.

import { byId, element } from './dom.js';

const PRESETS = [
  { id: 'horizontal-edge', name: 'Horizontal edge', kernel: [-1, -2, -1, 0, 0, 0, 1, 2, 1] },
  { id: 'vertical-edge', name: 'Vertical edge', kernel: [-1, 0, 1, -2, 0, 2, -1, 0, 1] },
  { id: 'outline', name: 'Outline', kernel: [-1, -1, -1, -1, 8, -1, -1, -1, -1] },
  { id: 'blur', name: 'Blur', kernel: Array(9).fill(0.1111) },
  { id: 'sharpen', name: 'Sharpen', kernel: [0, -1, 0, -1, 5, -1, 0, -1, 0] },
  { id: 'emboss', name: 'Emboss', kernel: [-2, -1, 0, -1, 1, 1, 0, 1, 2] },
  { id: 'identity', name: 'Identity', kernel: [0, 0, 0, 0, 1, 0, 0, 0, 0] },
];

/**
 * @typedef {{kernel:number[],stride:number,padding:number}} Convolution
 * @param {() => void} onChange
 */
export function kernelForm(onChange) {
  const cells = Array.from({ length: 9 }, (_, index) => element('input', {
    id: `kernel-${index}`, type: 'number', min: '-100', max: '100', step: 'any', required: true,
    'aria-label': `Row ${Math.floor(index / 3) + 1}, column ${(index % 3) + 1}`,
  }));
  const numbers = [...cells, byId('stride'), byId('padding')];
  const presets = PRESETS.map(({ id, name, kernel }) =>
    element('button', { class: 'preset', type: 'button', 'data-preset': id, onclick: () => set(kernel) }, name));

  byId('kernel').append(...cells);
  byId('kernel-presets').append(...presets);
  for (const input of numbers) input.addEventListener('input', changed);
  fill(PRESETS[0].kernel);
  mark();

  function fill(kernel) {
    cells.forEach((cell, index) => (cell.value = String(kernel[index])));
  }

  function set(kernel) {
    fill(kernel);
    changed();
  }

  function changed() {
    mark();
    onChange();
  }

  function mark() {
    presets.forEach((button, index) => {
      const same = PRESETS[index].kernel.every((value, at) => value === cells[at].valueAsNumber);
      button.setAttribute('aria-pressed', String(same));
    });
    for (const input of numbers) input.setAttribute('aria-invalid', String(!input.checkValidity()));
  }

  return {
    /** @returns {Convolution|null} null while a number is missing or out of its range */
    read() {
      if (!numbers.every((input) => input.checkValidity())) return null;
      return {
        kernel: cells.map((cell) => cell.valueAsNumber),
        stride: byId('stride').valueAsNumber,
        padding: byId('padding').valueAsNumber,
      };
    },
  };
}

// One bar per class. Pressing one asks for the evidence that speaks for that class.

import { byId, element, setText } from './dom.js';
import { percent } from './format.js';

/** More classes than this are folded away behind a button. */
const FEW = 10;

/** @param {(label: string) => void} onChoose */
export function barChart(onChoose) {
  const list = byId('bars');
  const more = byId('bars-more');
  let shown = null;
  let all = false;

  more.addEventListener('click', () => {
    all = !all;
    fold();
  });

  function fold() {
    const rows = [...list.children];
    rows.forEach((row, index) => (row.hidden = !all && index >= FEW));
    more.hidden = rows.length <= FEW;
    setText(more, all ? 'Show fewer' : `Show all ${rows.length} classes`);
  }

  function build(probabilities) {
    const sorted = Object.entries(probabilities).sort(([, a], [, b]) => b - a);
    list.replaceChildren(...sorted.map(([label, probability]) => bar(label, probability, onChoose)));
    fold();
    // A frame later, so that the bars are seen growing from nothing.
    requestAnimationFrame(() => {
      for (const fill of list.querySelectorAll('.fill')) fill.style.transform = `scaleX(${fill.dataset.share})`;
    });
  }

  return {
    /**
     * @param {Object<string, number>} probabilities
     * @param {number} threshold 0 to 1
     */
    show(probabilities, threshold) {
      if (probabilities !== shown) build(probabilities);
      shown = probabilities;
      list.style.setProperty('--threshold', `${threshold * 100}%`);
      for (const row of list.children) row.dataset.sure = String(probabilities[row.dataset.class] >= threshold);
    },

    /** Marks whose evidence is shown. */
    mark(label) {
      for (const row of list.children) {
        row.querySelector('button').setAttribute('aria-pressed', String(row.dataset.class === label));
      }
    },
  };
}

function bar(label, probability, onChoose) {
  const share = percent(probability);
  return element('li', { class: 'bar', 'data-class': label, 'data-percent': (probability * 100).toFixed(1) },
    element('button', { class: 'bar-name', type: 'button', 'aria-pressed': 'false', onclick: () => onChoose(label) }, label),
    element('span', { class: 'bar-percent', 'aria-hidden': 'true' }, share),
    element('div', {
      class: 'track', role: 'meter', 'aria-label': label, 'aria-valuemin': '0', 'aria-valuemax': '100',
      'aria-valuenow': (probability * 100).toFixed(1), 'aria-valuetext': share,
    }, element('div', { class: 'fill', 'data-share': String(probability) })));
}

// The thumbnails of all pictures with their answers, one of them chosen.

import { byId, element, setText } from './dom.js';
import { percent } from './format.js';

/**
 * @param {import('./pictures.js').Pictures} pictures
 * @param {() => number} threshold
 */
export function filmstrip(pictures, threshold) {
  const list = byId('filmstrip');
  /** @type {Map<import('./pictures.js').Picture, HTMLElement>} */
  const shots = new Map();

  byId('clear').addEventListener('click', () => {
    pictures.clear();
    byId('file-input').focus();
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const index = pictures.list.indexOf(pictures.selected) + (step ?? 0);
    if (!step || !pictures.list[index]) return;
    event.preventDefault();
    pictures.select(pictures.list[index]);
    shots.get(pictures.list[index]).querySelector('.shot-pick').focus();
  });

  function remove(picture) {
    pictures.remove(picture);
    // The pressed button is gone: the focus goes to the picture that took its place.
    const next = shots.get(pictures.selected)?.querySelector('.shot-pick') ?? byId('file-input');
    next.focus();
  }

  function shot(picture) {
    return element('li', { class: 'shot' },
      element('button', { class: 'shot-pick', type: 'button', onclick: () => pictures.select(picture) },
        // Without an address a file that is no picture leaves an empty place, not a torn icon.
        element('img', { src: picture.url, alt: '', decoding: 'async', onerror: (event) => event.target.removeAttribute('src') }),
        element('span', { class: 'shot-text' })),
      element('button', { class: 'shot-drop', type: 'button', 'aria-label': `Take down ${picture.name}`, onclick: () => remove(picture) }, '×'));
  }

  /** Keeps the elements of pictures that stay, so that the keyboard's focus stays too. */
  return function draw() {
    for (const [picture, item] of shots) {
      if (pictures.list.includes(picture)) continue;
      item.remove();
      shots.delete(picture);
    }
    for (const picture of pictures.list) {
      if (!shots.has(picture)) {
        shots.set(picture, shot(picture));
        list.append(shots.get(picture));
      }
      const item = shots.get(picture);
      const said = summary(picture, threshold());
      item.dataset.state = picture.state;
      setText(item.querySelector('.shot-text'), said);
      const pick = item.querySelector('.shot-pick');
      pick.setAttribute('aria-label', `${picture.name}: ${said}`);
      pick.setAttribute('aria-pressed', String(picture === pictures.selected));
    }
    byId('strip').hidden = pictures.list.length === 0;
  };
}

function summary(picture, threshold) {
  if (picture.state === 'waiting') return 'Looking…';
  if (picture.state === 'failed') return 'No answer';
  const { label, probability } = picture.result;
  return probability < threshold ? 'Not sure' : `${label} ${percent(probability, 0)}`;
}

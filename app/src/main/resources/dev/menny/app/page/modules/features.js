// What the network sees and the maps that each of its blocks draws, for the picture in the frame.

import { api } from './api.js';
import { byId, element } from './dom.js';
import { counted } from './format.js';
import { showPng } from './images.js';
import { isAbort, newest } from './requests.js';

export function featureMaps() {
  const host = byId('features');
  const requests = newest();
  const enlarge = enlarger();

  const say = (text) => host.replaceChildren(element('p', { class: 'placeholder' }, text));

  return {
    /** @param {import('./pictures.js').Picture} picture */
    async show(picture) {
      const signal = requests.start();
      host.setAttribute('aria-busy', 'true');
      try {
        const { input, blocks } = await api.features(picture.blob, signal);
        const maps = await Promise.all([inputMap(input, enlarge), ...blocks.map((block) => blockMap(block, enlarge))]);
        if (!signal.aborted) host.replaceChildren(...maps);
      } catch (error) {
        if (!isAbort(error)) say(error.message);
      }
      if (!signal.aborted) host.setAttribute('aria-busy', 'false');
    },

    clear() {
      requests.stop();
      host.setAttribute('aria-busy', 'false');
      say('Once a portrait hangs in the frame, its feature maps appear here.');
    },
  };
}

async function inputMap(png, enlarge) {
  const { figure, image } = await map(png, 'What the network sees', enlarge);
  figure.querySelector('figcaption').append(`${image.naturalWidth} × ${image.naturalHeight} pixels: all it gets of the picture`);
  return figure;
}

async function blockMap(block, enlarge) {
  const { figure } = await map(block.png, `Block ${block.index + 1}`, enlarge);
  figure.querySelector('figcaption').append(`${counted(block.channels, 'map')} of ${block.height} × ${block.width}`);
  return figure;
}

async function map(png, title, enlarge) {
  const image = element('img', { class: 'pixels', alt: '' });
  await showPng(image, png);
  const caption = element('figcaption', {}, element('strong', {}, title));
  const open = element('button', {
    class: 'map-open', type: 'button', 'aria-label': `${title}: show it large`,
    onclick: () => enlarge(png, caption.textContent.replace(title, `${title}: `)),
  }, image);
  return { figure: element('figure', { class: 'map' }, open, caption), image };
}

/** The dialog that shows one grid large. */
function enlarger() {
  const dialog = byId('enlarged');
  const image = byId('enlarged-image');
  byId('enlarged-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  return async (png, title) => {
    byId('enlarged-title').textContent = title;
    image.alt = title;
    await showPng(image, png);
    dialog.showModal();
  };
}

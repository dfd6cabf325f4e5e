// The heat map over the picture in the frame, and the outline of the part that the network looks at.

import { api } from './api.js';
import { byId, place, remember, remembered, setText } from './dom.js';
import { percent } from './format.js';
import { showPng } from './images.js';
import { isAbort, newest } from './requests.js';

export function heatMap() {
  const heat = byId('heat');
  const region = byId('region');
  const note = byId('heat-note');
  const opacity = byId('heat-opacity');
  const requests = newest();

  const stored = remembered('heat-opacity');
  if (stored !== null) opacity.value = stored;
  const setOpacity = () => {
    heat.style.opacity = String(opacity.value / 100);
    setText(byId('heat-opacity-value'), percent(opacity.value / 100, 0));
  };
  opacity.addEventListener('input', () => {
    setOpacity();
    remember('heat-opacity', opacity.value);
  });
  setOpacity();

  function hide() {
    requests.stop();
    heat.hidden = true;
    heat.dataset.ready = 'false';
    region.hidden = true;
    setText(note, '');
  }

  return {
    hide,

    /**
     * Asks what in the picture spoke for a class, and draws it.
     *
     * @param {import('./pictures.js').Picture} picture
     * @param {string} label
     */
    async show(picture, label) {
      hide();
      outline(region, picture.result.region);
      setText(byId('heat-class'), label);
      const signal = requests.start();
      try {
        const explanation = await api.explain(picture.blob, label, signal);
        place(heat, explanation.region);
        await showPng(heat, explanation.png);
        if (signal.aborted) return;
        heat.alt = `Heat map: the places that spoke for ${label}`;
        heat.hidden = false;
        heat.dataset.class = label;
        heat.dataset.ready = 'true';
      } catch (error) {
        if (!isAbort(error)) setText(note, error.message);
      }
    },
  };
}

/** Dims what the network does not see; a picture that it sees whole needs no outline. */
function outline(box, region) {
  place(box, region);
  const edge = 0.002;
  const whole = region.x <= edge && region.y <= edge && region.x + region.width >= 1 - edge && region.y + region.height >= 1 - edge;
  box.hidden = whole;
}

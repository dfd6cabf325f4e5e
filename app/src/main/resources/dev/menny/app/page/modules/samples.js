// Portraits that the server's painter paints on demand: for those with no picture at hand, and for the playground.

import { api } from './api.js';
import { byId, element, setText } from './dom.js';

/**
 * @typedef {{name:string,url:string}} Sample
 * @param {{onPick: (blob: Blob, sample: Sample) => void, onPlay: (blob: Blob, name: string) => void}} actions
 */
export function samples({ onPick, onPlay }) {
  const more = byId('samples-more');
  /** @type {Sample[]} */
  let painted = [];
  /** @type {string[]} */
  let classes = [];
  /** @type {import('./pictures.js').Picture|null} */
  let current = null;
  let played = null;

  more.addEventListener('click', async () => {
    // Not disabled meanwhile: that would take the keyboard's focus away.
    if (more.getAttribute('aria-busy') === 'true') return;
    more.setAttribute('aria-busy', 'true');
    setText(more, 'Painting…');
    await load(Math.floor(Math.random() * 2 ** 31));
    more.setAttribute('aria-busy', 'false');
    setText(more, 'Paint others');
  });

  async function load(seed) {
    try {
      painted = (await api.samples(seed)).samples;
    } catch (error) {
      setText(byId('announcer'), error.message);
    }
    draw();
  }

  function draw() {
    const known = painted.filter(({ name }) => classes.includes(name));
    byId('samples').hidden = known.length === 0;
    byId('samples-row').replaceChildren(...known.map((sample) => face(sample, `${sample.name}, painted`, pick)));
    byId('first-faces').replaceChildren(...onePerName(painted).slice(0, 4).map(portrait));
    drawPlayground();
  }

  function drawPlayground() {
    const faces = onePerName(painted).map((sample) => face(sample, `Use the painted ${sample.name}`, play, played === sample.url));
    if (current) {
      const use = () => playCurrent(current);
      faces.unshift(face({ name: 'Yours', url: current.url }, 'Yours, the picture in the frame', use, played === current.url));
    }
    byId('play-faces').replaceChildren(...faces);
    byId('play-source-text').hidden = faces.length === 0;
  }

  async function pick(sample) {
    onPick(await api.sample(sample.url), sample);
  }

  async function play(sample) {
    played = sample.url;
    mark();
    onPlay(await api.sample(sample.url), `painted ${sample.name}`);
  }

  function playCurrent(picture) {
    played = picture.url;
    mark();
    onPlay(picture.blob, picture.name);
  }

  /** Only the marks change: the pressed button keeps the focus. */
  function mark() {
    for (const button of byId('play-faces').querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset.url === played));
    }
  }

  return {
    load,

    /** Offers as guesses only people that the model can know. */
    setClasses(names) {
      classes = names;
      draw();
    },

    /** The playground follows the picture in the frame; without one it takes the first painted portrait. */
    follow(picture) {
      current = picture;
      if (picture) playCurrent(picture);
      else if (painted.length > 0) report(play(painted[0]));
      drawPlayground();
    },
  };
}

function face(sample, words, action, pressed) {
  const state = pressed === undefined ? {} : { 'aria-pressed': String(pressed) };
  return element('li', {}, element('button', {
    class: 'face', type: 'button', 'aria-label': words, 'data-url': sample.url, 'data-name': sample.name, ...state,
    onclick: () => report(action(sample)),
  }, element('img', { src: sample.url, alt: '', decoding: 'async' }), element('span', { 'aria-hidden': 'true' }, sample.name)));
}

function portrait(sample) {
  return element('li', {}, element('img', { src: sample.url, alt: `A painted portrait of ${sample.name}` }));
}

function onePerName(painted) {
  return painted.filter((sample, index) => painted.findIndex(({ name }) => name === sample.name) === index);
}

/** A portrait that cannot be fetched is said, not thrown into the console. */
function report(work) {
  work?.catch((error) => setText(byId('intake-note'), error.message));
}

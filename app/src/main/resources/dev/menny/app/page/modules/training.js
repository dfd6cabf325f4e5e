// Starting, watching and stopping a training.

import { api } from './api.js';
import { byId, element, setText } from './dom.js';
import { counted } from './format.js';
import { progressView } from './progress.js';
import { pause } from './requests.js';

const LAST_EVENTS = ['done', 'stopped', 'failed'];
const RECONNECT_MS = 3000;
/** How long another's training may take to begin, once it keeps others from beginning theirs. */
const LONGEST_START_MS = 10_000;
const LOOK_MS = 300;
const FIRST = { model: 'simple', size: 128 };

/** @param {{onNewWeights: () => void, onChange: () => void}} listeners */
export function training({ onNewWeights, onChange }) {
  const view = progressView();
  /** @type {EventSource|null} */
  let source = null;
  let folders = [];
  let running = false;

  /** The folder that a first visit offers, if there is any. */
  const firstFolder = () => folders.find(({ bundled }) => bundled) ?? folders[0] ?? null;

  function setRunning(now) {
    running = now;
    onChange();
  }

  /** Listens to the story of the training; a story that was over before is only shown. */
  function follow() {
    source?.close();
    const listening = api.trainingEvents();
    source = listening;
    for (const [name, show] of Object.entries(view.events)) {
      listening.addEventListener(name, (event) => {
        const data = JSON.parse(event.data);
        try {
          show(data);
        } finally {
          // Whatever goes wrong with showing it, it is over.
          if (LAST_EVENTS.includes(name)) finish(data.used === true);
        }
      });
    }
    let lost = false;
    listening.addEventListener('error', () => {
      lost = true;
      setText(byId('stop-message'), 'The connection to the server is lost; trying again…');
      // The browser reconnects by itself, except where the server (or a proxy) said no.
      if (listening.readyState === EventSource.CLOSED) setTimeout(() => source === listening && resume(), RECONNECT_MS);
    });
    listening.addEventListener('open', () => {
      if (lost) resume();
      lost = false;
    });
  }

  /** After a break: a server that was started anew knows nothing of the training that was watched. */
  async function resume() {
    const listening = source;
    try {
      const { state } = await api.training();
      if (source !== listening) return;
      setText(byId('stop-message'), '');
      if (state !== 'idle') {
        if (listening.readyState === EventSource.CLOSED) follow();
        return;
      }
      view.events.failed({ message: 'The training ended together with the server that ran it.' });
      finish(false);
    } catch {
      setTimeout(() => source === listening && resume(), RECONNECT_MS);
    }
  }

  /** @param {boolean} used whether new weights answer from now on */
  function finish(used) {
    // Else the browser would come back for the whole story as soon as the server closes the stream.
    source?.close();
    const watched = running;
    setRunning(false);
    byId('train-stop').disabled = false;
    if (watched && used) onNewWeights();
  }

  async function start(wish, message) {
    setText(message, '');
    try {
      await api.train(wish);
    } catch (error) {
      setText(message, error.message);
      // Refused because one runs, perhaps started elsewhere: then that one is shown.
      if (error.status !== 409 || running || !(await othersRuns())) return;
    }
    setRunning(true);
    follow();
  }

  /** Whether another's training runs, after waiting for its beginning: it may still be prepared. */
  async function othersRuns() {
    const end = performance.now() + LONGEST_START_MS;
    while (performance.now() < end) {
      const { state } = await api.training().catch(() => ({ state: 'unknown' }));
      if (state === 'running') return true;
      await pause(LOOK_MS);
    }
    return false;
  }

  byId('train-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const wish = { data: byId('train-data').value, model: byId('train-model').value, size: byId('train-size').valueAsNumber };
    // Left empty, the network's preset decides.
    const epochs = byId('train-epochs').valueAsNumber;
    start(Number.isNaN(epochs) ? wish : { ...wish, epochs }, byId('train-message'));
  });

  byId('first-train').addEventListener('click', () => {
    start({ data: firstFolder().id, ...FIRST }, byId('first-message')).then(() => {
      // The pressed button makes way for what is seen of the training: the focus goes there too.
      if (running) byId('train-state').focus({ preventScroll: true });
    });
  });

  byId('train-stop').addEventListener('click', async () => {
    byId('train-stop').disabled = true;
    try {
      await api.stopTraining();
    } catch (error) {
      byId('train-stop').disabled = false;
      setText(byId('stop-message'), error.message);
    }
  });

  byId('train-data').addEventListener('change', describe);

  function describe() {
    const folder = folders.find(({ id }) => id === byId('train-data').value);
    setText(byId('train-data-note'), folder
      ? `${counted(folder.pictures, 'picture')} of ${counted(folder.classes.length, 'class', 'classes')}: ${folder.classes.join(', ')}`
      : 'No folder of pictures was found on the server: one folder per class is all it takes.');
  }

  return {
    redraw: view.redraw,
    isRunning: () => running,

    /** Lists the folders, and takes up a training that runs or is over. */
    async load() {
      ({ folders } = await api.data());
      byId('train-data').replaceChildren(...folders.map(({ id, name }) => element('option', { value: id }, name)));
      byId('train-start').disabled = folders.length === 0;
      describe();
      const { state } = await api.training();
      if (state === 'idle') return;
      setRunning(state === 'running');
      follow();
    },

    firstFolder,
  };
}

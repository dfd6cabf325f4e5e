// Puts the parts of the page together.

import { api } from './api.js';
import { camera } from './camera.js';
import { byId, setText } from './dom.js';
import { featureMaps } from './features.js';
import { filmstrip } from './filmstrip.js';
import { counted } from './format.js';
import { frame } from './frame.js';
import { takeIn } from './intake.js';
import { showModel } from './model-card.js';
import { Pictures } from './pictures.js';
import { playground } from './playground.js';
import { markRooms } from './rooms.js';
import { samples } from './samples.js';
import { themeButton } from './theme.js';
import { training } from './training.js';

const pictures = new Pictures();
const easel = frame(pictures);
const drawStrip = filmstrip(pictures, easel.threshold);
const maps = featureMaps();
const bench = playground();
/** Until the server has said so, `loaded` is null: pictures that come that early are taken in too. */
let model = { loaded: null, classes: [] };

const painter = samples({
  onPlay: bench.use,
  onPick(blob, sample) {
    const name = `${sample.name}, painted as number ${sample.url.split('/').at(-1).replace('.png', '')}`;
    const hung = pictures.list.find((picture) => picture.name === name);
    hang(hung ?? pictures.add(blob, name, sample.name));
  },
});

const teacher = training({
  onChange: arrange,
  async onNewWeights() {
    await loadModel();
    pictures.recogniseAll();
  },
});

pictures.addEventListener('change', () => {
  easel.draw();
  drawStrip();
});
pictures.addEventListener('change', followPicture());
pictures.addEventListener('answer', ({ detail }) => {
  // Another page has trained meanwhile: another model has answered than the one on the card.
  const labels = Object.keys(detail.probabilities);
  const known = labels.length === model.classes.length && labels.every((label) => model.classes.includes(label));
  if (model.loaded && !known) loadModel().catch(complain);
});
easel.draw();

takeIn((files) => {
  const added = files.map((file) => pictures.add(file, file.name));
  hang(added[0]);
}, () => model.loaded !== false);
camera((photo) => hang(pictures.add(photo, 'From the camera')));
themeButton(teacher.redraw);
markRooms();

/** Shows a picture in the frame, and the frame itself if it has been scrolled away. */
function hang(picture) {
  pictures.select(picture);
  byId('drop-zone').scrollIntoView({ block: 'nearest' });
}

/** Below the frame the feature maps and the playground show the same picture, once the server has accepted it. */
function followPicture() {
  let played = null;
  let mapped = null;
  return () => {
    const { selected } = pictures;
    const accepted = selected?.state === 'ready' ? selected : null;
    if (accepted && accepted !== played) painter.follow(accepted);
    if (!selected && played) painter.follow(null);
    if (accepted || !selected) played = selected;

    if (accepted && accepted.result !== mapped) maps.show(accepted);
    if (!accepted && mapped) maps.clear();
    mapped = accepted?.result ?? null;
  };
}

async function loadModel() {
  model = { classes: [], ...(await api.model()) };
  showModel(model);
  painter.setClasses(model.classes);
  arrange();
}

/** Shows the easel or the first visit, and the running training where it is looked for. */
function arrange() {
  byId('easel').hidden = model.loaded === false;
  byId('first-visit').hidden = model.loaded !== false;
  const folder = teacher.firstFolder();
  byId('first-train').disabled = teacher.isRunning() || !folder;
  setText(byId('first-text'), `Nothing has been learned on this server so far. ${firstLesson(folder)}`);
  byId('first-visit').dataset.running = String(teacher.isRunning());
  const home = model.loaded === false && teacher.isRunning() ? byId('first-live') : byId('live-home');
  if (byId('live').parentElement !== home) home.append(byId('live'));
}

function firstLesson(folder) {
  if (!folder) return 'It found no folder of pictures either: put one folder per class where the server may look.';
  const source = folder.bundled ? 'the bundled portraits' : `what lies in ${folder.name}`;
  return `Teach it ${source}: ${counted(folder.pictures, 'picture')} of ${folder.classes.join(', ')}.`;
}

async function open() {
  // One part that fails must not take the others with it. The model comes last: once its name is there, all can be used.
  const parts = await Promise.allSettled([teacher.load(), painter.load()]);
  parts.push(...await Promise.allSettled([loadModel()]));
  arrange();
  if (!pictures.selected) painter.follow(null);
  complain(parts.find(({ status }) => status === 'rejected')?.reason);
}

/** @param {Error|undefined} failure of the page itself, if there is one */
function complain(failure) {
  setText(byId('page-error'), failure?.message ?? '');
  byId('page-error').hidden = !failure;
}

open();

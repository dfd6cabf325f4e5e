// The picture in the frame and the plaque beside it: name, bars, evidence, time.

import { barChart } from './bars.js';
import { byId, remember, remembered, setProportions, setText } from './dom.js';
import { milliseconds, percent } from './format.js';
import { heatMap } from './heat.js';
import { loaded } from './images.js';

/** @param {import('./pictures.js').Pictures} pictures */
export function frame(pictures) {
  const plaque = document.querySelector('.plaque');
  const threshold = byId('threshold');
  const heat = heatMap();
  const bars = barChart((label) => explain(label));
  let hung = null;
  let explained = null;

  const stored = remembered('threshold');
  if (stored !== null) threshold.value = stored;
  const limit = () => threshold.value / 100;

  function explain(label) {
    bars.mark(label);
    heat.show(pictures.selected, label);
  }

  function draw() {
    const picture = pictures.selected;
    setText(byId('threshold-value'), percent(limit(), 0));
    if (picture !== hung) hang(picture);
    hung = picture;
    setText(byId('source'), picture ? caption(picture) : 'An empty frame');
    setText(byId('message'), picture?.state === 'failed' ? picture.error : '');
    const words = verdict(picture, limit());
    plaque.dataset.answer = words.kind;
    setText(byId('result-label'), words.label);
    setText(byId('result-remark'), words.remark);
    setText(byId('nameplate'), words.label);
    byId('nameplate').hidden = picture?.state !== 'ready';
    byId('answer').hidden = !picture?.result;
    if (picture?.result) drawAnswer(picture);
    else heat.hide();
    if (picture?.state === 'ready') setText(byId('announcer'), `${picture.name}: ${words.label}. ${words.remark}`);
    if (picture?.result !== explained && picture?.result) explain(picture.result.label);
    explained = picture?.result ?? null;
  }

  function drawAnswer({ result, roundTrip }) {
    bars.show(result.probabilities, limit());
    setText(byId('timing'), `${milliseconds(result.ms)} on the server, ${milliseconds(roundTrip)} there and back`);
  }

  threshold.addEventListener('input', () => {
    remember('threshold', threshold.value);
    pictures.dispatchEvent(new Event('change'));
  });

  return { draw, threshold: limit };
}

/** Puts another picture into the frame. */
async function hang(picture) {
  const image = byId('picture');
  const canvas = byId('canvas');
  byId('invitation').hidden = picture !== null;
  byId('hanging').hidden = picture === null;
  image.removeAttribute('src');
  if (!picture) return;
  image.alt = picture.name;
  canvas.hidden = true;
  byId('unshowable').hidden = true;
  try {
    await loaded(image, picture.url);
    setProportions(canvas, image.naturalWidth, image.naturalHeight);
    canvas.hidden = false;
  } catch {
    // Another picture may have taken its place meanwhile.
    byId('unshowable').hidden = image.src !== picture.url;
  }
}

function caption(picture) {
  const size = picture.result?.picture;
  return size ? `${picture.name} · ${size.width} × ${size.height}` : picture.name;
}

function verdict(picture, threshold) {
  if (!picture) return { kind: 'none', label: 'Nobody yet', remark: 'Hang a portrait, or click one of the painted ones below.' };
  if (picture.state === 'waiting') return { kind: 'waiting', label: 'Looking…', remark: '' };
  if (picture.state === 'failed') return { kind: 'failed', label: 'No answer', remark: '' };
  const { label, probability } = picture.result;
  const painted = picture.truth === null ? '' : ` The painter says: ${picture.truth}.`;
  if (probability < threshold) {
    return { kind: 'unsure', label: 'Not sure', remark: `Nearest is ${label} with ${percent(probability)}, below your ${percent(threshold, 0)}.${painted}` };
  }
  return { kind: 'sure', label, remark: `${percent(probability)} sure.${painted}` };
}

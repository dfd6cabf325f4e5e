// The convolution playground: the server's own convolution of the picture with nine typed numbers.

import { api } from './api.js';
import { byId, element, setProportions, setText } from './dom.js';
import { decimal } from './format.js';
import { showPng } from './images.js';
import { kernelForm } from './kernel.js';
import { debounced, isAbort, newest } from './requests.js';
import { slidingWindow } from './sliding-window.js';

/** Typing "-12" must not ask for "-" and "-1" first. */
const TYPING_PAUSE_MS = 160;

export function playground() {
  const requests = newest();
  const form = kernelForm(debounced(ask, TYPING_PAUSE_MS));
  const sliding = slidingWindow();
  let picture = null;
  let name = '';

  async function ask() {
    const convolution = form.read();
    const message = byId('play-message');
    if (!convolution) {
      setText(message, 'Kernel numbers lie between −100 and 100, the stride between 1 and 8, the padding between 0 and 8.');
      return;
    }
    if (!picture) return;
    const signal = requests.start();
    try {
      const answer = await api.convolve(picture, convolution, signal);
      await Promise.all([showPng(byId('play-input'), answer.input.png), showPng(byId('play-output'), answer.output.png)]);
      if (signal.aborted) return;
      setText(message, '');
      draw(answer);
    } catch (error) {
      if (!isAbort(error)) setText(message, error.message);
    }
  }

  function draw(answer) {
    const { input, output, formula } = answer;
    setProportions(byId('play-input-stage'), input.width, input.height);
    setProportions(byId('play-output-stage'), output.width, output.height);
    setText(byId('play-input-caption'), `Input: ${name} in grey, ${input.width} × ${input.height}`);
    setText(byId('play-output-caption'),
      `Feature map: ${output.width} × ${output.height}, from ${decimal(output.min)} to ${decimal(output.max)}${output.min < 0 ? '; mid-grey is zero' : ''}`);
    byId('formula').replaceChildren(term('Height', formula.height), term('Width', formula.width));
    sliding.use(answer);
  }

  return {
    /**
     * @param {Blob} blob
     * @param {string} called
     */
    use(blob, called) {
      picture = blob;
      name = called;
      ask();
    },
  };
}

const term = (word, text) => element('div', {}, element('dt', {}, word), element('dd', {}, text));

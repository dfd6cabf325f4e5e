// The pictures on this page, which one hangs in the frame, and what the server said about each.

import { api } from './api.js';
import { isAbort } from './requests.js';

/**
 * @typedef {Object} Picture
 * @property {string} name a file's name or where it came from
 * @property {string|null} truth who it shows, where that is known: painted portraits
 * @property {Blob} blob
 * @property {string} url object URL of the blob
 * @property {'waiting'|'ready'|'failed'} state
 * @property {import('./api.js').Prediction|null} result
 * @property {string} error the server's sentence, if it failed
 * @property {number} roundTrip milliseconds from sending to the answer
 * @property {AbortController} request of the present recognition
 */

/**
 * Fires `change` when the set, the choice or an answer changed; the views draw what they find. Fires `answer` with each
 * answer of the server.
 */
export class Pictures extends EventTarget {
  /** @type {Picture[]} */
  list = [];

  /** @type {Picture|null} */
  selected = null;

  /**
   * Takes in a picture and asks the server who it is.
   *
   * @param {Blob} blob
   * @param {string} name
   * @param {string|null} [truth]
   * @returns {Picture}
   */
  add(blob, name, truth = null) {
    const picture = {
      name, truth, blob, url: URL.createObjectURL(blob),
      state: 'waiting', result: null, error: '', roundTrip: 0, request: new AbortController(),
    };
    this.list.push(picture);
    this.#recognise(picture);
    return picture;
  }

  /** @param {Picture} picture */
  select(picture) {
    this.selected = picture;
    this.#changed();
  }

  /** @param {Picture} picture */
  remove(picture) {
    const index = this.list.indexOf(picture);
    picture.request.abort();
    URL.revokeObjectURL(picture.url);
    this.list.splice(index, 1);
    if (this.selected === picture) this.selected = this.list[Math.min(index, this.list.length - 1)] ?? null;
    this.#changed();
  }

  clear() {
    for (const picture of this.list) {
      picture.request.abort();
      URL.revokeObjectURL(picture.url);
    }
    this.list = [];
    this.selected = null;
    this.#changed();
  }

  /** Asks again for all: another model answers now. */
  recogniseAll() {
    // The one in the frame first: somebody is looking at it.
    const order = this.list.toSorted((a, b) => Number(b === this.selected) - Number(a === this.selected));
    for (const picture of order) this.#recognise(picture);
  }

  async #recognise(picture) {
    picture.request.abort();
    picture.request = new AbortController();
    const { signal } = picture.request;
    Object.assign(picture, { state: 'waiting', result: null, error: '' });
    this.#changed();
    const sent = performance.now();
    try {
      const result = await api.predict(picture.blob, signal);
      Object.assign(picture, { state: 'ready', result, roundTrip: performance.now() - sent });
      this.dispatchEvent(new CustomEvent('answer', { detail: result }));
    } catch (error) {
      if (isAbort(error)) return;
      Object.assign(picture, { state: 'failed', error: error.message });
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

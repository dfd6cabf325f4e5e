// The server's answers. All addresses are relative, so that the page works below a proxy's prefix.

import { limiter, pause } from './requests.js';

const BUSY_TRIES = 6;
const LONGEST_WAIT_S = 10;

/** Uploads take turns: a strip of thirty pictures must not be thirty requests at once. */
const uploads = limiter(2);

/** An answer that says no; the message is the server's sentence for people. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @typedef {{x:number,y:number,width:number,height:number}} Region fractions of the upright picture
 * @typedef {{label:string,probability:number,probabilities:Object<string,number>,ms:number,
 *            picture:{width:number,height:number},region:Region}} Prediction
 * @typedef {{label:string,probability:number,region:Region,height:number,width:number,png:string,ms:number}} Explanation
 */

const get = (path, signal) => answer(path, { signal });

export const api = {
  model: (signal) => get('api/model', signal),
  data: () => get('api/data'),
  training: () => get('api/train'),

  /** @param {number} [seed] another set of portraits */
  samples: (seed) => get(seed === undefined ? 'api/samples' : `api/samples?seed=${seed}`),

  /** The bytes of a painted portrait. */
  async sample(url, signal) {
    return (await reach(url, { signal })).blob();
  },

  /** @returns {Promise<Prediction>} */
  predict: (picture, signal) => upload('api/predict', picture, signal),

  /** @returns {Promise<Explanation>} */
  explain: (picture, label, signal) => upload(`api/explain?class=${encodeURIComponent(label)}`, picture, signal),

  features: (picture, signal) => upload('api/features', picture, signal),

  convolve: (picture, { kernel, stride, padding }, signal) =>
    upload(`api/convolve?kernel=${kernel.join(',')}&stride=${stride}&padding=${padding}`, picture, signal),

  /** @param {{data:string,model?:string,size?:number,epochs?:number}} wish */
  train: (wish) =>
    answer('api/train', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wish) }),

  stopTraining: () => answer('api/train', { method: 'DELETE' }),

  /** The story of the present or last training, from its beginning. */
  trainingEvents: () => new EventSource('api/train/events'),
};

function upload(path, picture, signal) {
  return uploads(() => {
    signal?.throwIfAborted();
    const body = new FormData();
    body.append('file', picture);
    return answer(path, { method: 'POST', body, signal });
  });
}

async function answer(path, options) {
  const response = await reach(path, options);
  return response.status === 204 ? null : response.json();
}

/** Sends a request, again for as long as a busy server asks for patience. */
async function reach(path, options) {
  for (let attempt = 1; ; attempt++) {
    const response = await send(path, options);
    if (response.ok) return response;
    const failure = await refusal(response);
    if (response.status !== 503 || attempt === BUSY_TRIES) throw failure;
    await pause(1000 * patience(response), options.signal);
  }
}

async function send(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, 'The server could not be reached. Is it still running?');
  }
}

function patience(response) {
  const seconds = Number(response.headers.get('Retry-After') ?? 1);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0.2), LONGEST_WAIT_S) : 1;
}

async function refusal(response) {
  try {
    return new ApiError(response.status, String((await response.json()).error));
  } catch {
    // A proxy between page and server answers in its own words, not in JSON.
    return new ApiError(response.status, `The server answered with status ${response.status}.`);
  }
}

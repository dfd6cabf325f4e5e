// What keeps the page polite towards the server: few requests at once, patience when it is busy, no outdated ones.

/**
 * Lets at most so many jobs run at once; the others wait for their turn.
 *
 * @param {number} slots
 * @returns {<T>(job: () => Promise<T>) => Promise<T>}
 */
export function limiter(slots) {
  const waiting = [];
  let running = 0;
  return async (job) => {
    if (running < slots) running++;
    else await new Promise((resolve) => waiting.push(resolve));
    try {
      return await job();
    } finally {
      // A finished job hands its slot on: `running` stays as it is.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/**
 * Of requests of one kind only the newest matters: each call gives up the one before.
 *
 * @returns {{start: () => AbortSignal, stop: () => void}}
 */
export function newest() {
  let current = new AbortController();
  const stop = () => current.abort();
  const start = () => {
    stop();
    current = new AbortController();
    return current.signal;
  };
  return { start, stop };
}

/** Runs the action once calls have paused for so long. */
export function debounced(action, ms) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, ms);
  };
}

/** Waits, or fails as soon as the signal says that nobody wants the result any more. */
export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Whether an error only says that its request was given up. */
export const isAbort = (error) => error instanceof DOMException && error.name === 'AbortError';

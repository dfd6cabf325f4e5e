// Pictures that arrive as base64 text. The page's policy forbids data: addresses, so they become blobs.

/** @param {string} base64 */
export function bytes(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Shows a PNG in an image element.
 *
 * @param {HTMLImageElement} image
 * @param {string} base64 the PNG
 * @returns {Promise<void>} done when it is shown
 */
export async function showPng(image, base64) {
  const url = URL.createObjectURL(new Blob([bytes(base64)], { type: 'image/png' }));
  try {
    await loaded(image, url);
  } finally {
    // The element keeps what it has loaded; the address alone would keep the blob in memory.
    URL.revokeObjectURL(url);
  }
}

/** Loads an address into an image element; fails if the browser cannot show it. */
export function loaded(image, url) {
  return new Promise((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('The browser cannot show this picture.'));
    image.src = url;
  });
}

// The ways in: file button, drop anywhere on the window, paste.

import { byId, setText } from './dom.js';

/**
 * @param {(files: File[]) => void} take
 * @param {() => boolean} isOpen whether pictures can be taken in now
 */
export function takeIn(take, isOpen) {
  const note = byId('intake-note');
  const offer = (files) => {
    if (!isOpen()) return;
    setText(note, files.length > 0 ? '' : 'That held no picture file. Save the picture first, then drop or paste the file.');
    if (files.length > 0) take(files);
  };

  const input = byId('file-input');
  input.addEventListener('change', () => {
    offer([...input.files]);
    // Emptied, so that the same file can be chosen again.
    input.value = '';
  });

  // For the mouse; the keyboard has the button.
  byId('invitation').addEventListener('click', () => input.click());

  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const writing = event.target instanceof HTMLInputElement && event.target.type !== 'range';
    if (files.length === 0 && writing) return;
    event.preventDefault();
    offer(files);
  });

  dropAnywhere(offer, isOpen);
}

function dropAnywhere(offer, isOpen) {
  // Enter and leave fire for every element below the pointer: only their balance says whether it is over the window.
  let depth = 0;
  const over = (change) => {
    depth = Math.max(0, depth + change);
    document.body.dataset.dragging = String(depth > 0 && isOpen());
  };
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

  window.addEventListener('dragenter', (event) => carriesFiles(event) && over(1));
  window.addEventListener('dragleave', (event) => carriesFiles(event) && over(-1));
  window.addEventListener('dragover', (event) => {
    // Without this the browser would leave the page and open the dropped file.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = isOpen() ? 'copy' : 'none';
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    over(-depth);
    offer([...(event.dataTransfer?.files ?? [])]);
  });
}

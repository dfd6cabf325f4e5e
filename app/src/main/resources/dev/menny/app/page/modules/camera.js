// A dialog with the camera's live picture and a shutter.

import { byId, setText } from './dom.js';

const REFUSALS = {
  NotAllowedError: 'The browser was not allowed to use the camera. Allow it in the address bar, then try again.',
  NotFoundError: 'No camera was found on this device.',
  NotReadableError: 'The camera is busy: another program may be using it.',
};

/** @param {(photo: Blob) => void} onPhoto */
export function camera(onPhoto) {
  const open = byId('camera-open');
  // Browsers hand out the camera only to pages that came over https or from the machine itself.
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
    open.disabled = true;
    setText(byId('camera-note'), 'The camera works only over https or on this machine itself.');
    return;
  }

  const dialog = byId('camera');
  const view = byId('camera-view');
  const shutter = byId('camera-shutter');
  const turn = byId('camera-turn');
  /** @type {MediaStream|null} */
  let stream = null;
  let facing = 'user';

  async function start() {
    release();
    setText(byId('camera-message'), '');
    shutter.disabled = true;
    try {
      const answer = await navigator.mediaDevices.getUserMedia({ video: { facingMode: facing, width: { ideal: 1280 } } });
      stream = answer;
      // Closed while the browser was asking: the camera's light must not stay on.
      if (!dialog.open) return release();
      view.srcObject = stream;
      // People expect themselves as in a mirror; the photo taken is not mirrored.
      view.dataset.mirrored = String(facing === 'user');
      shutter.disabled = false;
      const devices = await navigator.mediaDevices.enumerateDevices();
      turn.hidden = devices.filter(({ kind }) => kind === 'videoinput').length < 2;
    } catch (error) {
      setText(byId('camera-message'), REFUSALS[error.name] ?? 'The camera could not be started.');
    }
  }

  function release() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    view.srcObject = null;
  }

  function shoot() {
    const canvas = document.createElement('canvas');
    canvas.width = view.videoWidth;
    canvas.height = view.videoHeight;
    canvas.getContext('2d').drawImage(view, 0, 0);
    canvas.toBlob((photo) => {
      dialog.close();
      if (photo) onPhoto(photo);
    }, 'image/jpeg', 0.92);
  }

  open.addEventListener('click', () => {
    dialog.showModal();
    start();
  });
  shutter.addEventListener('click', () => view.videoWidth > 0 && shoot());
  turn.addEventListener('click', () => {
    facing = facing === 'user' ? 'environment' : 'user';
    start();
  });
  byId('camera-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', release);
}

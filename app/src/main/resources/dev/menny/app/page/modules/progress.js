// What is seen of a training: its state in a sentence, bars, time left, curves, remarks.

import { curves } from './charts.js';
import { byId, element, setText } from './dom.js';
import { count, counted, duration, percent } from './format.js';

/** The time left is guessed from the latest epochs: the first is slower, while the machine warms up. */
const RECENT = 5;

export function progressView() {
  const charts = curves();
  let planned = 0;
  /** @type {import('./charts.js').Epoch[]} */
  let epochs = [];

  function state(name, sentence) {
    byId('train-state').dataset.state = name;
    setText(byId('train-state'), sentence);
    byId('train-stop').hidden = name !== 'running';
  }

  function bar(name, share, words) {
    byId(`${name}-progress`).value = share;
    setText(byId(`${name}-progress-text`), words);
  }

  /** @param {number} share of the present epoch that is done */
  function whole(share) {
    const done = Math.min(epochs.length + share, planned);
    bar('whole', planned > 0 ? done / planned : 0, `${counted(epochs.length, 'epoch')} of ${count(planned)}`);
    const recent = epochs.slice(-RECENT);
    if (recent.length === 0) return setText(byId('train-left'), '');
    const each = recent.reduce((sum, { seconds }) => sum + seconds, 0) / recent.length;
    setText(byId('train-left'), `At most ${duration(each * (planned - done))} left; it ends earlier when it stops getting better.`);
  }

  function end(name, sentence) {
    state(name, sentence);
    setText(byId('train-left'), '');
    charts.draw(epochs, epochs.at(-1)?.epoch ?? 1);
  }

  return {
    redraw: charts.redraw,

    /** What each event of the server changes. */
    events: {
      start(event) {
        planned = event.epochs;
        epochs = [];
        byId('live-body').hidden = false;
        byId('train-warnings').replaceChildren();
        setText(byId('stop-message'), '');
        setText(byId('train-plan'), `${event.data}: ${event.model}, ${event.size} × ${event.size}`);
        state('running', 'Getting ready…');
        bar('epoch', 0, '');
        whole(0);
        charts.draw(epochs, planned);
      },

      check({ done, total }) {
        state('running', 'Looking through the pictures…');
        bar('epoch', done / total, `picture ${count(done)} of ${count(total)}`);
      },

      plan(event) {
        setText(byId('train-plan'), `${byId('train-plan').textContent.split(' · ')[0]} · ${counted(event.training_images, 'picture')} to learn from, `
          + `${count(event.validation_images)} to judge by · ${event.device}`);
      },

      step({ epoch, step, steps, images_per_s: speed }) {
        state('running', `Learning: epoch ${epoch} of ${planned}`);
        bar('epoch', step / steps, `${count(step)} of ${count(steps)} steps · ${count(Math.round(speed))} pictures/s`);
        if (epoch === epochs.length + 1) whole(step / steps);
      },

      epoch(event) {
        epochs[event.epoch - 1] = event;
        bar('epoch', 1, `done in ${event.seconds.toFixed(1)} s`);
        whole(0);
        charts.draw(epochs, planned);
        state('running', `Learning: epoch ${Math.min(event.epoch + 1, planned)} of ${planned}`);
      },

      warning({ message }) {
        byId('train-warnings').append(element('li', {}, message));
      },

      done({ best_epoch: best, val_accuracy: accuracy, weights, seconds, stopped, used, obstacle }) {
        const outcome = used ? `Now in use: ${weights}, ${judgement(accuracy)}.` : `Saved as ${weights}, but not in use: ${obstacle}`;
        end('done', `${stopped ? 'Stopped. ' : ''}${outcome}`);
        bar('whole', 1, `epoch ${best} of ${epochs.length} kept · ${duration(seconds)}`);
      },

      stopped: ({ message }) => end('stopped', message),
      failed: ({ message }) => end('failed', message),
    },
  };
}

const judgement = (accuracy) => (typeof accuracy === 'number'
  ? `${percent(accuracy)} right on the validation pictures`
  : 'without validation pictures to judge it by');

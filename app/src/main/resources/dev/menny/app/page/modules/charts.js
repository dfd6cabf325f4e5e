// The loss and accuracy curves of a training, drawn by uPlot.

import uPlot from '../vendor/uplot/uPlot.esm.js';
import { byId } from './dom.js';
import { percent } from './format.js';

const HEIGHT = 240;
const EPOCH_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * @typedef {{epoch:number,train_loss:number,train_accuracy:number,val_loss:number|null,val_accuracy:number|null,
 *            best:boolean}} Epoch null where there were no pictures to judge by
 */

export function curves() {
  const charts = [
    curve('loss', 'Loss', (value) => value.toFixed(3), (least, most) => [0, (most ?? 1) * 1.05]),
    curve('accuracy', 'Accuracy', (value) => percent(value, 0), () => [0, 1.02]),
  ];
  return {
    /**
     * @param {Epoch[]} epochs in order
     * @param {number} total how many there may be
     */
    draw: (epochs, total) => charts.forEach((chart) => chart.draw(epochs, total)),

    /** After a change of theme. */
    redraw: () => charts.forEach((chart) => chart.redraw()),
  };
}

/** One chart of a figure, training against validation. */
function curve(figure, title, format, range) {
  const host = byId(`${figure}-chart`);
  const readout = byId(`${figure}-readout`);
  let epochs = [];
  let total = 1;

  const words = (value) => (typeof value === 'number' ? format(value) : 'none');
  const say = (epoch) => epoch
    ? `epoch ${epoch.epoch}: training ${words(epoch[`train_${figure}`])}, validation ${words(epoch[`val_${figure}`])}`
    : '';

  const axis = (more) => ({
    stroke: colour('--chart-text'), font: '12px system-ui, sans-serif',
    grid: { stroke: colour('--chart-grid'), width: 1 }, ticks: { show: false }, ...more,
  });
  const chart = new uPlot({
    width: 320,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'epochs' }, points: { size: 7 } },
    scales: { x: { time: false, range: () => [1, Math.max(total, 2)] }, y: { range: (u, least, most) => range(least, most) } },
    axes: [
      axis({ incrs: EPOCH_STEPS, size: 32 }),
      axis({ size: 48, values: (u, ticks) => ticks.map((tick) => (figure === 'accuracy' ? percent(tick, 0) : String(tick))) }),
    ],
    series: [
      {},
      { stroke: colour('--chart-training'), width: 1.5, dash: [5, 4], points: { show: () => epochs.length < 2 } },
      { stroke: colour('--chart-validation'), width: 2.5, points: { show: () => epochs.length < 2 } },
    ],
    hooks: {
      draw: [(u) => ringBest(u, epochs, figure)],
      setCursor: [(u) => (readout.textContent = say(epochs[u.cursor.idx ?? epochs.length - 1]))],
    },
  }, [[], [], []], host);

  new ResizeObserver(() => {
    // Zero while hidden: then there is nothing to fit into.
    if (host.clientWidth > 0) chart.setSize({ width: host.clientWidth, height: HEIGHT });
  }).observe(host);

  return {
    draw(all, most) {
      epochs = all;
      total = most;
      chart.setData([
        all.map(({ epoch }) => epoch), all.map((epoch) => epoch[`train_${figure}`]), all.map((epoch) => epoch[`val_${figure}`]),
      ]);
      readout.textContent = say(all.at(-1));
      host.dataset.epochs = String(all.length);
      host.setAttribute('aria-label', all.length > 0 ? `${title} by epoch, at present ${say(all.at(-1))}` : `${title} by epoch: nothing yet`);
    },
    redraw: () => chart.redraw(false),
  };
}

/** The style sheet decides on colours; a canvas has to ask for them anew whenever it draws. */
const colour = (name) => () => getComputedStyle(document.documentElement).getPropertyValue(name);

/** A ring around the best epoch so far: its weights are the ones that are kept. */
function ringBest(u, epochs, figure) {
  const best = epochs.findLast((epoch) => epoch.best);
  if (!best) return;
  const { ctx } = u;
  const x = u.valToPos(best.epoch, 'x', true);
  const y = u.valToPos(best[`val_${figure}`] ?? best[`train_${figure}`], 'y', true);
  ctx.save();
  ctx.strokeStyle = colour('--chart-validation')();
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(x, y, 6 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}

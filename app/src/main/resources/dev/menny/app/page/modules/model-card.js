// What answers: the model in use, in the masthead and on its card.

import { byId, element, setText } from './dom.js';
import { count, percent } from './format.js';

/** @param {any} model the answer of api/model */
export function showModel(model) {
  setText(byId('model-name'), model.loaded ? model.file : 'no model yet');
  byId('model-name').title = model.loaded ? model.summary ?? '' : '';
  byId('model-card').replaceChildren(...(model.loaded ? card(model) : [element('p', { class: 'placeholder' }, 'No model is loaded yet.')]));
}

function card(model) {
  const facts = [
    ['File', model.file],
    ['Learned from', model.trained_on],
    ['Knows', model.classes.join(', ')],
    ['Looks at', `${model.width} × ${model.height} pixels, ${model.channels === 1 ? 'grey' : 'colour'}, picture ${fitting(model.fit)}`],
    ['In short', model.summary],
    ['Parameters', count(model.parameters)],
    ['Computes on', model.device],
    ...Object.entries(model.notes ?? {}),
  ].filter(([, value]) => value !== null && value !== undefined && value !== '');
  const list = element('dl', { class: 'facts' }, ...facts.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, String(value)))));
  return [element('div', {}, ...accuracy(model), list), layers(model.layers ?? [])];
}

function fitting(fit) {
  return { crop: 'cropped to fit', pad: 'padded to fit', squash: 'squashed to fit' }[fit] ?? fit;
}

function accuracy({ accuracy: share, accuracy_of: of }) {
  if (typeof share !== 'number') return [];
  return [
    element('p', { class: 'accuracy' }, percent(share)),
    element('p', { class: 'small' }, `accuracy on the ${of} pictures, which it did not learn from`),
  ];
}

function layers(rows) {
  const head = element('tr', {},
    element('th', { scope: 'col' }, 'Layer'), element('th', { scope: 'col' }, 'Output'),
    element('th', { scope: 'col', class: 'number' }, 'Parameters'));
  const body = rows.map(({ name, output, parameters }) => element('tr', {},
    element('th', { scope: 'row' }, name), element('td', {}, output.replaceAll('x', ' × ')),
    element('td', { class: 'number' }, count(parameters))));
  return element('table', { class: 'layers' },
    element('caption', {}, 'Layer by layer'), element('thead', {}, head), element('tbody', {}, ...body));
}

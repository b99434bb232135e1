// What all tasks of the reach bench use: the model, the lists of prompts, and the rows that they add to.
import { parseArgs } from 'node:util';
import { readLists } from '../../golden/builtin/arguments.mjs';

export const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    model: { type: 'string', default: 'builtin' },
    write: { type: 'boolean', default: false },
  },
});
export const library = await import(new URL('../../../dist/index.mjs', import.meta.url).href);
export const lists = await readLists();
export const clip = await library.loadClip(values.model);
export const count = Number(values.count);
/** `[task, method, measure, value, interval]` each. */
export const rows = [];

export async function drawn(known, each, seed) {
  const images = [];
  const labels = [];
  for (const [label, { modality }] of known.entries()) {
    images.push(...(await library.phantoms({ modality, count: each, seed })));
    while (labels.length < images.length) labels.push(label);
  }
  return { images: await clip.encodeImage(images), labels };
}

export function part(embeddings, from, to) {
  return chosen(
    embeddings,
    Array.from({ length: to - from }, (_, at) => from + at),
  );
}

export function chosen({ data, dim, ids, model }, places) {
  const own = new Float32Array(places.length * dim);
  places.forEach((at, row) => own.set(data.subarray(at * dim, (at + 1) * dim), row * dim));
  return { data: own, count: places.length, dim, ids: places.map(at => ids[at]), model };
}

export function right(classes, labels) {
  return Array.from(classes, (found, at) => Number(found === labels[at]));
}

export function add(task, method, measure, hits) {
  const estimate = library.bootstrapCases(hits.length, cases => share(cases.map(at => hits[at])));
  rows.push([task, method, measure, number(estimate.value), interval(estimate.interval)]);
}

export function macro(task, method, measure, found) {
  const known = found.filter(value => value !== undefined);
  rows.push([task, method, measure, number(known.length === 0 ? undefined : share(known)), '']);
}

export function share(hits) {
  return hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
}

export function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}

export function number(value) {
  return value === undefined ? '–' : value.toFixed(3);
}

export function interval(range) {
  return range ? `${range.low.toFixed(3)}–${range.high.toFixed(3)}` : '';
}

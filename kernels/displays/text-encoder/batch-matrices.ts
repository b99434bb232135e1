import { transposed } from '../../analysis/contrastive-loss/contrastive-loss.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { MatrixPart, PartsByName } from '../../../webviews/protocol/sheet.ts';
import { shortened } from '../encoded-images/text-vectors.ts';
import { softmaxRows } from './batch-loss-rows.ts';
import type { BatchTargets, EncodedBatch } from './batch-loss.ts';

/** Pairs whose matrices are drawn. */
const mostInMatrix = 32;

/** Logits, probabilities both ways, the targets of each kind and the similarity of the reports: one at a time. */
export function batchMatrices(batch: EncodedBatch, { losses }: BatchTargets): PartsByName {
  const count = batch.reports.length;
  const forward = softmaxRows(batch.cosines, count, batch.logitScale);
  const back = transposed(softmaxRows(transposed(batch.cosines, count), count, batch.logitScale), count);
  const one = Float64Array.from({ length: count * count }, (_, at) => Number(at % (count + 1) === 0));
  const logits = batch.cosines.map(cosine => batch.logitScale * cosine);
  const part = (
    name: string,
    values: Float64Array,
    note: string,
    range: readonly [number, number],
  ): MatrixPart => matrixPart(batch, name, values, note, range);
  const shown = [
    part('Logits', logits, 'Cosines times the logit scale.', spanOf(logits)),
    part(
      'Probability of reports',
      forward,
      'Each row sums to 1: which report an image gives (Eq. 1).',
      [0, 1],
    ),
    part('Probability of images', back, 'Each column sums to 1: which image a report gives (Eq. 2).', [0, 1]),
    ...losses.map(({ name, targets }) => {
      const { imageToText = one, kept } = targets ?? {};
      const left = kept ? ' Empty cells are left out of the loss.' : '';
      const values = imageToText.map((value, at) => (kept?.[at] === 0 ? NaN : value));
      return part(`Targets: ${name}`, values, `Of images over reports; each row sums to 1.${left}`, [0, 1]);
    }),
    part(
      'Similarity of reports',
      batch.reportSimilarity,
      'Cosines of the reports among themselves (survey Fig. 8).',
      spanOf(batch.reportSimilarity),
    ),
  ];
  return {
    kind: 'by-name',
    id: 'matrices',
    title: 'Matrices',
    note: count > mostInMatrix ? `Of the first ${mostInMatrix} pairs.` : undefined,
    what: 'matrix',
    choices: shown.map(each => ({ name: each.title, parts: [each] })),
  };
}

function matrixPart(
  { images, reports }: EncodedBatch,
  title: string,
  values: Float64Array,
  note: string,
  range: readonly [number, number],
): MatrixPart {
  const count = reports.length;
  const size = Math.min(mostInMatrix, count);
  const kept = Float32Array.from(
    { length: size * size },
    (_, at) => values[Math.floor(at / size) * count + (at % size)]!,
  );
  return {
    kind: 'matrix',
    id: title,
    title,
    note: `${note} Images in rows, reports in columns.`,
    rows: images.slice(0, size),
    columns: reports.slice(0, size).map((report, at) => `${at + 1}: ${shortened(report, 60)}`),
    values: packArray(kept, [size, size]),
    range,
    colors: 'sequential',
    digits: 2,
    rowItems: images.slice(0, size).map(name => ({ kind: 'image', name })),
    columnItems: reports.slice(0, size).map(text => ({ kind: 'prompt', text })),
  };
}

function spanOf(values: Float64Array): readonly [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return [low, high > low ? high : low + 1];
}

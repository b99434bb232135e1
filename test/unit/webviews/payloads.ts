import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { Provenance, ViewPayload } from '../../../webviews/protocol/views.ts';

/** A gray square of 4 × 4 pixels, shaded by `level`. */
export function square(level: number): string {
  const side = `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4" fill="hsl(0 0% ${level}%)"/></svg>`;
  return `data:image/svg+xml;base64,${btoa(side)}`;
}

export const provenance: Provenance = {
  models: [{ name: 'builtin', digest: 'ab'.repeat(32), preset: 'openai 12', precision: 'fp32' }],
  n: 2,
  version: '0.1.0',
  made: '2026-01-31T10:00:00.000Z',
};

/** Two images against `texts`; text `n` has cosine 0.9 − n/10 with the first, and the other way round with the second. */
export function zeroShotPayload(texts: readonly string[], live?: string): ViewPayload<'zero-shot'> {
  const rising = texts.map((_, at) => 0.9 - at / 10);
  const cosine = Float32Array.from([...rising, ...[...rising].reverse()]);
  const powers = cosine.map(value => Math.exp(10 * value));
  const sum = powers.subarray(0, texts.length).reduce((left, right) => left + right, 0);
  const shape = [2, texts.length];
  return {
    view: 'zero-shot',
    version: 1,
    ...(live !== undefined && { live }),
    provenance,
    data: {
      texts,
      images: [
        { name: '/scans/one <b>.png', thumbnail: square(30), truth: texts[0]! },
        { name: 'two.png', thumbnail: square(70), truth: texts[0]! },
      ],
      total: 3,
      unreadable: [{ name: 'three.png', problem: 'three.png is empty.' }],
      accuracy: 0.5,
      cosine: packArray(cosine, shape),
      probability: packArray(
        powers.map(power => power / sum),
        shape,
      ),
      scoring: 'softmax',
      logitScale: 10,
    },
  };
}

import { ensembleRows } from '../../analysis/zero-shot.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { ZeroShotModel } from './zero-shot.ts';

/** One row a text. */
export interface ClassRows {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
}

/** Turns texts into rows through the templates, and keeps each: a text is encoded once. */
export function classEncoder(
  clip: Pick<ZeroShotModel, 'encodeText'>,
  templates: readonly string[],
): {
  encode(texts: readonly string[], signal?: AbortSignal): Promise<ClassRows>;
  /** Rows of texts that were encoded, by one template alone. */
  alone(texts: readonly string[], template: number): ClassRows;
} {
  if (templates.length === 0 || !templates.every(template => template.includes('{}')))
    throw failure('zero-shot-template', { template: templates.find(each => !each.includes('{}')) ?? '' });
  const known = new Map<string, Float32Array>();
  const single = new Map<string, Float32Array>();
  return {
    encode: async (texts, signal) => {
      if (texts.length === 0) throw failure('zero-shot-texts', { what: 'Zero-shot classification' });
      const fresh = [...new Set(texts)].filter(text => !known.has(text));
      if (fresh.length > 0) {
        const prompts = fresh.flatMap(text =>
          templates.map(template => template.replaceAll('{}', () => text)),
        );
        const rows = await clip.encodeText(prompts, { signal });
        const { data, dim } = ensembleRows(rows, templates.length);
        fresh.forEach((text, at) => {
          known.set(text, data.slice(at * dim, (at + 1) * dim));
          single.set(text, rows.data.slice(at * templates.length * dim, (at + 1) * templates.length * dim));
        });
      }
      const dim = known.get(texts[0]!)!.length;
      const data = new Float32Array(texts.length * dim);
      texts.forEach((text, at) => data.set(known.get(text)!, at * dim));
      return { data, count: texts.length, dim };
    },
    alone: (texts, template) => {
      const dim = known.get(texts[0]!)!.length;
      const data = new Float32Array(texts.length * dim);
      texts.forEach((text, at) =>
        data.set(single.get(text)!.subarray(template * dim, (template + 1) * dim), at * dim),
      );
      return { data, count: texts.length, dim };
    },
  };
}

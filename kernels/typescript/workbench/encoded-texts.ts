import type { Clip, TextEmbeddings } from '../../index.ts';

/** Texts of one model: each is encoded once. */
export interface EncodedTexts {
  /** As the model's own, from memory where it can. */
  readonly encodeText: (texts: readonly string[]) => Promise<TextEmbeddings>;
  /** How many were encoded since this was last asked. */
  newlyEncoded(): number;
}

/** Texts kept at most, 40 MB at 512 dimensions; beyond, all are forgotten. */
const most = 20_000;

export function encodedTexts(clip: Pick<Clip, 'encodeText'>): EncodedTexts {
  const known = new Map<string, Float32Array>();
  const truncated = new Set<string>();
  let latest: TextEmbeddings | undefined;
  let fresh = 0;
  return {
    newlyEncoded: () => {
      const count = fresh;
      fresh = 0;
      return count;
    },
    encodeText: async texts => {
      if (known.size > most) known.clear();
      const missing = [...new Set(texts)].filter(text => !known.has(text));
      if (missing.length > 0 || latest === undefined) {
        latest = await clip.encodeText(missing);
        const { data, dim } = latest;
        missing.forEach((text, at) => known.set(text, data.slice(at * dim, (at + 1) * dim)));
        for (const text of latest.truncated) truncated.add(text);
        fresh += missing.length;
      }
      const data = new Float32Array(texts.length * latest.dim);
      texts.forEach((text, at) => data.set(known.get(text)!, at * latest!.dim));
      return {
        ...latest,
        data,
        count: texts.length,
        ids: [...texts],
        truncated: texts.filter(text => truncated.has(text)),
      };
    },
  };
}

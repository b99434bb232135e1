import type { Clip } from '../../clip/encoders/load-clip.ts';

/** Vectors kept by their text: no text is encoded twice. */
export interface TextBank {
  /** Encodes those that are new. @throws Failure `cancelled`, `encoder-failed`. */
  learn(texts: readonly string[], signal?: AbortSignal): Promise<void>;
  /** The unit vector of a text that was learned. */
  vector(text: string): Float32Array;
  /** Whether its end did not fit into the model's context. */
  truncated(text: string): boolean;
}

export function textBank(clip: Pick<Clip, 'encodeText'>): TextBank {
  const vectors = new Map<string, Float32Array>();
  const cut = new Set<string>();
  return {
    learn: async (texts, signal) => {
      const fresh = [...new Set(texts)].filter(text => !vectors.has(text));
      if (fresh.length === 0) return;
      const { data, dim, truncated } = await clip.encodeText(fresh, { signal });
      fresh.forEach((text, row) => vectors.set(text, data.slice(row * dim, (row + 1) * dim)));
      for (const text of truncated) cut.add(text);
    },
    vector: text => vectors.get(text)!,
    truncated: text => cut.has(text),
  };
}

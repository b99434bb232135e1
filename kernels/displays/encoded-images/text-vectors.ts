import type { Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { textBank } from '../prompt-comparison/text-bank.ts';

/** Embeddings of texts; none is encoded twice. */
export interface TextVectors {
  /** `[texts, dim]`, in their order. @throws Failure `cancelled`, `encoder-failed`. */
  of(texts: readonly string[], signal?: AbortSignal): Promise<Vectors>;
  /** Those whose end did not fit into the model's context. */
  truncated(texts: readonly string[]): readonly string[];
}

export function textVectors(clip: Pick<Clip, 'encodeText'>): TextVectors {
  const bank = textBank(clip);
  return {
    of: async (texts, signal) => {
      await bank.learn(texts, signal);
      const dim = texts.length === 0 ? 0 : bank.vector(texts[0]!).length;
      const data = new Float32Array(texts.length * dim);
      texts.forEach((text, row) => data.set(bank.vector(text), row * dim));
      return { data, count: texts.length, dim, ids: texts };
    },
    truncated: texts => [...new Set(texts)].filter(text => bank.truncated(text)),
  };
}

/** What a reader is told of texts that the model cut. */
export function truncatedCaution(cut: readonly string[]): string[] {
  if (cut.length === 0) return [];
  const which = cut.length === 1 ? 'One text is' : `${cut.length} texts are`;
  return [
    `${which} longer than the model reads; the end plays no part: “${shortened(cut[0]!, 60)}”${cut.length > 1 ? ', …' : ''}`,
  ];
}

/** At most `most` characters, with `…` where something is left out. */
export function shortened(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}

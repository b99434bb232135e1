import type { SentencePieceModel } from './model-file.ts';
import { pieceNormalizer } from './normalize.ts';

interface Step {
  readonly score: number;
  readonly from: number;
  readonly known: boolean;
}

/**
 * Cuts text into the likeliest pieces as SentencePiece does (`Model::EncodeOptimized` of unigram_model.cc).
 * Scores are added in 32-bit floats, in which the reference breaks near ties differently from the 64-bit sums of
 * huggingface/tokenizers and of @huggingface/tokenizers; that is why the library's Unigram does not serve here.
 */
export function pieceCutter(model: SentencePieceModel): (text: string) => string[] {
  const normal = model.pieces.flatMap(({ score, type }) => (type === 'normal' ? [score] : []));
  const lowest = normal.reduce((low, score) => Math.min(low, score), Infinity);
  const highest = normal.reduce((high, score) => Math.max(high, score), -Infinity);
  const scores: Scores = new Map();
  for (const { text, score, type } of model.pieces) {
    if (type !== 'normal' && type !== 'user-defined') continue;
    for (let end = 1; end < text.length; end++) {
      const prefix = text.slice(0, end);
      if (!scores.has(prefix)) scores.set(prefix, null);
    }
    scores.set(text, type === 'normal' ? score : Buffer.byteLength(text) * highest - 0.1);
  }
  const unknown = Math.fround(lowest - 10);
  const normalize = pieceNormalizer(model);
  return text => {
    const normalized = normalize(text);
    const pieces = backtrack(normalized, bestSteps(normalized, scores, unknown));
    return model.byteFallback ? spelledInBytes(pieces) : joinUnknown(pieces);
  };
}

/** Log probability of each piece, null for what only begins one. */
type Scores = Map<string, number | null>;

/** The best way to each offset of `text`. */
function bestSteps(text: string, scores: Scores, unknown: number): (Step | undefined)[] {
  const best: (Step | undefined)[] = [{ score: 0, from: 0, known: true }];
  for (let start = 0; start < text.length;) {
    const next = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
    const here = best[start]!.score;
    const offer = (end: number, score: number, known: boolean): void => {
      const total = Math.fround(here + score);
      const before = best[end];
      if (before === undefined || total > before.score) best[end] = { score: total, from: start, known };
    };
    let single = false;
    for (let end = start + 1; end <= text.length; end++) {
      const score = scores.get(text.slice(start, end));
      if (score === undefined) break;
      if (score === null) continue;
      offer(end, score, true);
      single ||= end === next;
    }
    if (!single) offer(next, unknown, false);
    start = next;
  }
  return best;
}

function backtrack(text: string, best: readonly (Step | undefined)[]): { text: string; known: boolean }[] {
  const pieces: { text: string; known: boolean }[] = [];
  for (let end = text.length; end > 0;) {
    const { from, known } = best[end]!;
    pieces.push({ text: text.slice(from, end), known });
    end = from;
  }
  return pieces.reverse();
}

/** Neighbouring unknown characters become one piece. */
function joinUnknown(pieces: readonly { text: string; known: boolean }[]): string[] {
  const result: string[] = [];
  let open = false;
  for (const { text, known } of pieces) {
    if (!known && open) result[result.length - 1]! += text;
    else result.push(text);
    open = !known;
  }
  return result;
}

function spelledInBytes(pieces: readonly { text: string; known: boolean }[]): string[] {
  return pieces.flatMap(({ text, known }) =>
    known
      ? [text]
      : Array.from(
          new TextEncoder().encode(text),
          byte => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
        ),
  );
}

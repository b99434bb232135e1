import type { SentencePieceModel } from './model-file.ts';
import { normalizeForPieces } from './normalize.ts';

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
  const scores = new Map<string, number>();
  let lowest = Infinity;
  let highest = -Infinity;
  let longest = 1;
  for (const { score, type } of model.pieces) {
    if (type === 'normal') {
      lowest = Math.min(lowest, score);
      highest = Math.max(highest, score);
    }
  }
  for (const { text, score, type } of model.pieces) {
    if (type !== 'normal' && type !== 'user-defined') continue;
    scores.set(text, type === 'normal' ? score : Buffer.byteLength(text) * highest - 0.1);
    longest = Math.max(longest, text.length);
  }
  const unknown = Math.fround(lowest - 10);
  return text => cut(normalizeForPieces(text, model), scores, longest, unknown, model.byteFallback);
}

function cut(
  text: string,
  scores: ReadonlyMap<string, number>,
  longest: number,
  unknown: number,
  byteFallback: boolean,
): string[] {
  const best: (Step | undefined)[] = [{ score: 0, from: 0, known: true }];
  const offer = (start: number, end: number, score: number, known: boolean): void => {
    const total = best[start]!.score + score;
    const before = best[end];
    if (before === undefined || total > before.score)
      best[end] = { score: Math.fround(total), from: start, known };
  };
  for (let start = 0; start < text.length;) {
    const next = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
    let single = false;
    for (let end = next; end <= Math.min(text.length, start + longest); end++) {
      const score = scores.get(text.slice(start, end));
      if (score === undefined) continue;
      offer(start, end, score, true);
      single ||= end === next;
    }
    if (!single) offer(start, next, unknown, false);
    start = next;
  }
  return byteFallback ? spelledInBytes(backtrack(text, best)) : joinUnknown(backtrack(text, best));
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

/** A compiled SentencePiece normalisation table: byte sequences → replacement texts. */
export interface Charsmap {
  /** Shortest sequence that starts `bytes` at `start`, or null. */
  shortest(bytes: Uint8Array, start: number): Replacement | null;
  /** Longest sequence that starts `bytes` at `start`, or null. */
  longest(bytes: Uint8Array, start: number): Replacement | null;
}

/** What replaces the next `length` bytes. */
export interface Replacement {
  readonly length: number;
  readonly text: string;
}

/**
 * Reads a `precompiled_charsmap`: the byte length of a Darts-clone double-array trie, the trie, then the replacement
 * texts, each ended by NUL. Layout: sentencepiece's normalizer.cc and darts.h. Throws an Error if it is cut short.
 */
export function charsmapOf(blob: Uint8Array): Charsmap {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const trieBytes = blob.byteLength >= 4 ? view.getUint32(0, true) : Infinity;
  if (trieBytes % 4 !== 0 || 4 + trieBytes > blob.byteLength || trieBytes === 0)
    throw new Error('the normalisation table is cut short');
  const units = Uint32Array.from({ length: trieBytes / 4 }, (_, index) =>
    view.getUint32(4 + 4 * index, true),
  );
  const texts = blob.subarray(4 + trieBytes);
  const search = (bytes: Uint8Array, start: number, first: boolean): Replacement | null => {
    let found: Replacement | null = null;
    let node = offsetOf(units[0]!);
    for (let at = start; at < bytes.length && bytes[at] !== 0; at++) {
      node ^= bytes[at]!;
      const unit = units[node];
      if (unit === undefined || (unit & 0x800000ff) >>> 0 !== bytes[at]) return found;
      node ^= offsetOf(unit);
      if (((unit >>> 8) & 1) === 0) continue;
      found = { length: at + 1 - start, text: textAt(texts, (units[node] ?? 0) & 0x7fffffff) };
      if (first) return found;
    }
    return found;
  };
  return {
    shortest: (bytes, start) => search(bytes, start, true),
    longest: (bytes, start) => search(bytes, start, false),
  };
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function textAt(texts: Uint8Array, start: number): string {
  const end = texts.indexOf(0, start);
  return new TextDecoder().decode(texts.subarray(start, end < 0 ? texts.length : end));
}

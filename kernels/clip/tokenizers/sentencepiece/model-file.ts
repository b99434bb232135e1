import { charsmapOf, type Charsmap } from './charsmap.ts';
import { fieldsOf, type Field } from './protobuf.ts';

/** How a piece may be used; the numbers of sentencepiece_model.proto. */
export type PieceType = 'normal' | 'unknown' | 'control' | 'user-defined' | 'unused' | 'byte';

/** An entry of the vocabulary. */
export interface Piece {
  readonly text: string;
  /** Log probability, a 32-bit float. */
  readonly score: number;
  readonly type: PieceType;
}

/** The contents of a spiece.model or tokenizer.model file. */
export interface SentencePieceModel {
  readonly pieces: readonly Piece[];
  readonly unknownId: number;
  readonly byteFallback: boolean;
  readonly charsmap: Charsmap | null;
  /** The table as it lies in the file. */
  readonly charsmapBytes: Uint8Array;
  readonly addDummyPrefix: boolean;
  readonly removeExtraWhitespace: boolean;
  readonly escapeWhitespace: boolean;
}

/**
 * Reads a SentencePiece model (a protobuf `ModelProto`) of the Unigram type.
 * Throws an Error that says what is wrong with the file.
 */
export function sentencePieceModelOf(file: Uint8Array): SentencePieceModel {
  const fields = fieldsOf(file);
  const pieces = fields.filter(({ number }) => number === 1).map(({ value }) => pieceOf(message(value)));
  const [trainerSpec, normalizerSpec] = [last(fields, 2), last(fields, 3)];
  if (trainerSpec === undefined || normalizerSpec === undefined) throw new Error('the file is cut short');
  const trainer = fieldsOf(message(trainerSpec));
  const normalizer = fieldsOf(message(normalizerSpec));
  if (pieces.length === 0) throw new Error('it holds no vocabulary');
  if ((last(trainer, 3) ?? 1) !== 1) throw new Error('its model is not of the Unigram type');
  if ((last(trainer, 24) ?? 0) !== 0) throw new Error('whitespace as a suffix is not supported');
  const unknownId = pieces.findIndex(({ type }) => type === 'unknown');
  if (unknownId < 0) throw new Error('its vocabulary lacks the unknown piece');
  if (pieces.some(({ text }) => text.length > 1024)) throw new Error('a piece of its vocabulary is too long');
  if (new Set(pieces.map(({ text }) => text)).size !== pieces.length)
    throw new Error('a piece of its vocabulary is there twice');
  const charsmapBytes = message(last(normalizer, 2) ?? new Uint8Array());
  return {
    pieces,
    unknownId,
    byteFallback: last(trainer, 35) === 1,
    charsmap: charsmapBytes.length === 0 ? null : charsmapOf(charsmapBytes),
    charsmapBytes,
    addDummyPrefix: (last(normalizer, 3) ?? 1) !== 0,
    removeExtraWhitespace: (last(normalizer, 4) ?? 1) !== 0,
    escapeWhitespace: (last(normalizer, 5) ?? 1) !== 0,
  };
}

const types: readonly (PieceType | undefined)[] = [
  undefined,
  'normal',
  'unknown',
  'control',
  'user-defined',
  'unused',
  'byte',
];

function pieceOf(bytes: Uint8Array): Piece {
  const fields = fieldsOf(bytes);
  const number = last(fields, 3) ?? 1;
  const type = typeof number === 'number' ? types[number] : undefined;
  if (type === undefined) throw new Error('a piece of its vocabulary has no known type');
  const score = last(fields, 2);
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    message(last(fields, 1) ?? 0),
  );
  return { text, score: score === undefined ? 0 : float(message(score)), type };
}

function last(fields: readonly Field[], number: number): number | Uint8Array | undefined {
  return fields.findLast(field => field.number === number)?.value;
}

function message(value: number | Uint8Array): Uint8Array {
  if (typeof value === 'number') throw new Error('it is not a SentencePiece model');
  return value;
}

function float(bytes: Uint8Array): number {
  if (bytes.length !== 4) throw new Error('a score of its vocabulary is not a 32-bit float');
  const score = new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
  if (!Number.isFinite(score)) throw new Error('a score of its vocabulary is not finite');
  return score;
}

import { tripletTest, type TripletTest } from '../../analysis/embedding-space/triplet-test.ts';
import { shareOption } from '../../analysis/statistics/checked.ts';
import { medicalTriplets } from '../../analysis/vocabulary/triplets/medical-triplets.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import { failure } from '../../protocol/failures/index.ts';
import { cellSignal } from '../in-cell/with-bar.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { encodedBy, namedEncoders, type NamedEncoder, type TextEncoders } from './encoders.ts';
import { encoderProvenance } from './provenance.ts';
import { tripletRows, type TripletRow } from './triplet-rows.ts';
import { tripletSheet } from './triplet-sheet.ts';

/** A text, the same meaning in other words, and another meaning; `kind` names what the contrary differs in. */
export interface Triplet {
  readonly kind: string;
  readonly text: string;
  readonly synonym: string;
  readonly contrary: string;
}

/** One encoder on all triplets. */
export interface EncoderTriplets extends TripletTest {
  readonly name: string;
  readonly model: EmbeddingModel | undefined;
  /** Texts that were longer than the model reads. */
  readonly truncated: readonly string[];
}

/** Triplets to reword, and what each encoder says of them. */
export interface RewordedTriplets {
  readonly triplets: readonly Triplet[];
  readonly results: readonly EncoderTriplets[];
}

export interface TripletTestsOptions {
  /** Triplets that can be reworded in the picture; the worst of each kind for the first encoder unless given. */
  readonly own?: readonly Triplet[] | undefined;
  /** Of intervals, default 0.95. */
  readonly level?: number | undefined;
  /** Stops between encoders; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** Whether text encoders read negation, synonyms, severity and sides, as data and as a picture. */
export interface TripletTests extends LiveSheet<RewordedTriplets> {
  readonly triplets: readonly Triplet[];
  /** One an encoder, in the order given. */
  readonly results: readonly EncoderTriplets[];
  /** One row an encoder and kind, and one of all kinds: accuracy with its interval, mean margin. */
  toTable(): TripletRow[];
  /** Triplets whose contrary is as near as the synonym or nearer, worst first; of the first encoder unless another is named. */
  failed(
    encoder?: string,
  ): (Triplet & { 'cosine same': number; 'cosine contrary': number; margin: number })[];
}

/**
 * Tests whether text encoders put a sentence nearer to the same meaning in other words than to another meaning in nearly the same
 * words: negation, synonyms, severity, laterality (survey §5). Accuracy per kind with Wilson intervals; in a notebook the worst
 * triplets can be reworded in the picture, and `latest()` holds what that gave.
 * @param encoders models, or functions from texts to vectors; several by name.
 * @param triplets `medicalTriplets` unless given.
 * @throws Failure `encoder-missing`, `encoder-rows`, `triplets-invalid`, `option-invalid`, `cancelled`, `encoder-failed`.
 */
export async function tripletTests(
  encoders: TextEncoders,
  triplets: readonly Triplet[] = medicalTriplets,
  options: TripletTestsOptions = {},
): Promise<TripletTests> {
  const { level = 0.95 } = options;
  const signal = cellSignal(options.signal);
  shareOption('level', level);
  const named = namedEncoders(encoders);
  checkTriplets(triplets);
  const results = await tested(named, triplets, signal);
  const own = options.own ?? worstOfEachKind(triplets, results[0]!);
  checkTriplets(own);
  const reword = async (wanted: readonly Triplet[], ending?: AbortSignal): Promise<RewordedTriplets> => ({
    triplets: wanted,
    results: await tested(named, wanted, ending),
  });
  const made = new Date().toISOString();
  const sheet = liveSheet<RewordedTriplets>({
    first: await reword(own, signal),
    draw: (reworded, edited) => tripletSheet({ triplets, results, reworded, level, edited }),
    provenance: () =>
      encoderProvenance(results, { n: triplets.length, made, choices: { level, intervals: 'Wilson' } }),
    change: ({ triplets: latest }, edit) => {
      if (edit.kind !== 'set-texts' || edit.part !== 'reword' || edit.groups.length !== latest.length)
        throw failure('view-message', { view: 'triplet tests' });
      const wanted = edit.groups.map(([text = '', synonym = '', contrary = ''], at) => ({
        kind: latest[at]!.kind,
        text,
        synonym,
        contrary,
      }));
      checkTriplets(wanted);
      return reword(wanted);
    },
  });
  return {
    triplets,
    results,
    toTable: () => tripletRows(results, level),
    failed: name => {
      const result = name === undefined ? results[0] : results.find(each => each.name === name);
      return result ? failedOf(triplets, result) : [];
    },
    ...sheet,
  };
}

function failedOf(triplets: readonly Triplet[], result: EncoderTriplets): ReturnType<TripletTests['failed']> {
  return triplets
    .map((triplet, at) => ({
      ...triplet,
      'cosine same': result.synonymCosines[at]!,
      'cosine contrary': result.contraryCosines[at]!,
      margin: result.margins[at]!,
    }))
    .filter(({ margin }) => margin <= 0)
    .sort((one, other) => one.margin - other.margin);
}

async function tested(
  named: readonly NamedEncoder[],
  triplets: readonly Triplet[],
  signal: AbortSignal | undefined,
): Promise<EncoderTriplets[]> {
  const count = triplets.length;
  const texts = (['text', 'synonym', 'contrary'] as const).flatMap(part => triplets.map(each => each[part]));
  const kinds = triplets.map(({ kind }) => kind);
  const results: EncoderTriplets[] = [];
  for (const encoder of named) {
    if (signal?.aborted) throw failure('cancelled', { what: 'Testing triplets' }, signal.reason);
    const { data, dim, model, truncated } = await encodedBy(encoder, texts, signal);
    const part = (at: number): { data: Float32Array; count: number; dim: number } => ({
      data: data.subarray(at * count * dim, (at + 1) * count * dim),
      count,
      dim,
    });
    results.push({ ...tripletTest(kinds, part(0), part(1), part(2)), name: encoder.name, model, truncated });
  }
  return results;
}

function worstOfEachKind(triplets: readonly Triplet[], { margins }: EncoderTriplets): Triplet[] {
  const worst = new Map<string, number>();
  triplets.forEach(({ kind }, at) => {
    const known = worst.get(kind);
    if (known === undefined || margins[at]! < margins[known]!) worst.set(kind, at);
  });
  return [...worst.values()].slice(0, 6).map(at => triplets[at]!);
}

/** @throws Failure `triplets-invalid`. */
function checkTriplets(triplets: unknown): asserts triplets is readonly Triplet[] {
  if (!Array.isArray(triplets) || triplets.length === 0)
    throw failure('triplets-invalid', { problem: 'There are no triplets.' });
  triplets.forEach((each: unknown, at) => {
    const missing = ['kind', 'text', 'synonym', 'contrary'].find(part => {
      const value = (each as Record<string, unknown> | null)?.[part];
      return typeof value !== 'string' || value.trim() === '';
    });
    if (missing !== undefined)
      throw failure('triplets-invalid', { problem: `Triplet ${at + 1} has no ${missing}.` });
  });
}

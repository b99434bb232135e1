import { hubness, type Hubness } from '../../analysis/embedding-space/hubness.ts';
import { anisotropy, type Anisotropy } from '../../analysis/embedding-space/anisotropy.ts';
import {
  alignment,
  modalityGap,
  uniformity,
  type ModalityGap,
} from '../../analysis/embedding-space/image-text-geometry.ts';
import type { Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import { cosines } from '../../analysis/cosines.ts';
import { uniform } from '../../analysis/projections/random.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import { failure } from '../../protocol/failures/index.ts';
import { encodeShown } from '../encoded-images/encoded-images.ts';
import { cellSignal } from '../in-cell/with-bar.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { checkTexts, encodedBy, namedEncoders, type NamedEncoder, type TextEncoders } from './encoders.ts';
import { encoderProvenance } from './provenance.ts';
import { spaceRows, type SpaceRow } from './space-measures.ts';
import { spaceSheet } from './space-sheet.ts';

export interface EmbeddingSpaceInput {
  readonly texts: readonly string[];
  /** Encoded by those encoders that are models of images too. */
  readonly images?: readonly ImageSource[] | undefined;
}

export interface EmbeddingSpaceOptions {
  /** Whether text i belongs to image i; unless given, if there are as many. */
  readonly matched?: boolean | undefined;
  /** Neighbours that hubs are counted in, 10 unless given. */
  readonly neighbors?: number | undefined;
  /** Rows that are measured; of more, as many are drawn at random. 2,000 unless given. */
  readonly sample?: number | undefined;
  /** Of that draw, 0 unless given. */
  readonly seed?: number | undefined;
  /** Stops between encoders; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** One side of a space, texts or images. */
export interface SpaceSide extends Anisotropy {
  /** Wang and Isola 2020, t = 2: at most 0. */
  readonly uniformity: number;
  readonly hubness: Hubness;
  /** What each row is. */
  readonly ids: readonly string[];
}

/** How the vectors of one encoder lie. */
export interface EncoderSpace {
  readonly name: string;
  readonly model: EmbeddingModel | undefined;
  readonly texts: SpaceSide;
  readonly images: SpaceSide | undefined;
  readonly gap: ModalityGap | undefined;
  /** Of matched pairs, in [0, 4]. */
  readonly alignment: number | undefined;
  readonly failures: ImageEmbeddings['failures'];
  readonly truncated: readonly string[];
}

/** How the vectors of encoders lie in their spaces, as data and as a picture. */
export interface EmbeddingSpace extends LiveSheet<readonly EncoderSpace[]> {
  /** One an encoder, in the order given. */
  readonly spaces: readonly EncoderSpace[];
  /** One row a measure and side: its value in each encoder's space, and how it is read. */
  toTable(): SpaceRow[];
}

/**
 * Geometry of embedding spaces: anisotropy and effective rank, uniformity, hubs, and for models of images and texts the modality gap
 * and the alignment of matched pairs (Ethayarajh 2019, Wang and Isola 2020, Radovanović et al. 2010, Liang et al. 2022).
 * @param encoders models, or functions from texts to vectors; several by name.
 * @throws Failure `encoder-missing`, `encoder-rows`, `encoder-texts`, `pairs-unmatched`, `images-needed`, `option-invalid`,
 * `embedding-invalid`, `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function embeddingSpace(
  encoders: TextEncoders,
  { texts, images }: EmbeddingSpaceInput,
  options: EmbeddingSpaceOptions = {},
): Promise<EmbeddingSpace> {
  const { neighbors = 10, sample = 2000, seed = 0 } = options;
  wholeOption('neighbors', neighbors, 1);
  wholeOption('sample', sample, 2);
  wholeOption('seed', seed, 0);
  const named = namedEncoders(encoders);
  checkTexts('The list of texts', texts, 2);
  const matched = options.matched ?? images?.length === texts.length;
  if (matched && images?.length !== texts.length)
    throw failure('pairs-unmatched', { images: images?.length ?? 0, reports: texts.length });
  const signal = cellSignal(options.signal);
  const spaces: EncoderSpace[] = [];
  for (const encoder of named) {
    if (signal?.aborted) throw failure('cancelled', { what: 'Measuring embedding spaces' }, signal.reason);
    spaces.push(await measured(encoder, { texts, images, matched, neighbors, sample, seed, signal }));
    // Lets an interrupt through.
    await new Promise(resolve => setImmediate(resolve));
  }
  const made = new Date().toISOString();
  const sheet = liveSheet<readonly EncoderSpace[]>({
    first: spaces,
    draw: () =>
      spaceSheet(spaces, {
        neighbors,
        drawn: Math.max(texts.length, images?.length ?? 0) > sample ? sample : undefined,
      }),
    provenance: () =>
      encoderProvenance(spaces, {
        n: texts.length + (images?.length ?? 0),
        seed,
        made,
        choices: { texts: texts.length, images: images?.length ?? 0, neighbours: neighbors, sample },
      }),
  });
  return { spaces, toTable: () => spaceRows(spaces), ...sheet };
}

interface Measuring {
  readonly texts: readonly string[];
  readonly images: readonly ImageSource[] | undefined;
  readonly matched: boolean;
  readonly neighbors: number;
  readonly sample: number;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}

async function measured(encoder: NamedEncoder, given: Measuring): Promise<EncoderSpace> {
  const { texts, images, matched, signal } = given;
  const encoded = await encodedBy(encoder, texts, signal);
  const shown =
    images && seesImages(encoder.encoding)
      ? await encodeShown(encoder.encoding, images, { task: 'measure', signal })
      : undefined;
  const pictures = shown?.embeddings;
  const side = (vectors: Vectors): SpaceSide => sideOf(drawnFrom(vectors, given), given);
  const sampled = pictures && [drawnFrom(pictures, given), drawnFrom(encoded, given)];
  // The texts of those images that could be read.
  const pairs = matched && shown && rowsAt(encoded, shown.places);
  return {
    name: encoder.name,
    model: encoded.model,
    texts: side(encoded),
    images: pictures && pictures.count > 1 ? side(pictures) : undefined,
    gap: sampled && modalityGap(sampled[0]!, sampled[1]!),
    alignment: pairs ? alignment(pictures!, pairs) : undefined,
    failures: pictures?.failures ?? [],
    truncated: encoded.truncated,
  };
}

function sideOf(vectors: Vectors, { neighbors }: Measuring): SpaceSide {
  const similarity = cosines(vectors, vectors, ['rows', 'rows']);
  return {
    ...anisotropy(vectors),
    uniformity: uniformity(vectors),
    hubness: hubness(similarity, vectors.count, { k: Math.min(neighbors, vectors.count - 1), skipOwn: true }),
    ids: vectors.ids ?? Array.from({ length: vectors.count }, (_, row) => `row ${row}`),
  };
}

/** At most `sample` rows, drawn without replacement, in their order. */
function drawnFrom(vectors: Vectors, { sample, seed }: Measuring): Vectors {
  if (vectors.count <= sample) return vectors;
  const next = uniform(seed);
  const places = Array.from({ length: vectors.count }, (_, row) => ({ row, at: next() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, sample)
    .map(({ row }) => row)
    .sort((one, other) => one - other);
  return rowsAt(vectors, places);
}

function rowsAt({ data, dim, ids, model }: Vectors, places: readonly number[]): Vectors {
  const kept = new Float32Array(places.length * dim);
  places.forEach((row, at) => kept.set(data.subarray(row * dim, (row + 1) * dim), at * dim));
  return {
    data: kept,
    count: places.length,
    dim,
    ...(ids && { ids: places.map(row => ids[row]!) }),
    ...(model && { model }),
  };
}

function seesImages(encoding: unknown): encoding is Pick<Clip, 'encodeImage'> {
  return typeof encoding === 'object' && encoding !== null && 'encodeImage' in encoding;
}

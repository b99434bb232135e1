import type { LabelledRows } from '../../analysis/few-labels/labelled-rows.ts';
import type { Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import { shareOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { Embeddings } from '../../clip/embeddings/embeddings.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { createRandom } from '../../phantoms/drawing/random.ts';
import { failure } from '../../protocol/failures/index.ts';
import { encodeShown, unreadableCaution } from '../encoded-images/encoded-images.ts';

/** Images to learn from or to judge by, or their embeddings. */
export type FewShotImages = readonly ImageSource[] | Embeddings;

/** The class of each image; undefined leaves an image out. */
export type FewShotLabels = readonly (string | undefined)[];

/** Images with class indices. */
export interface FewShotSet extends LabelledRows {
  readonly images: Vectors & Pick<Embeddings, 'ids' | 'model'>;
  readonly labels: readonly number[];
  /** What a reader is told of images that are missing. */
  readonly cautions: readonly string[];
}

/**
 * The classes in their order: those that have prompts, else those that occur.
 * @throws Failure `few-shot-classes` if there are fewer than two.
 */
export function classNames(
  labels: FewShotLabels,
  prompts: Readonly<Record<string, unknown>> | undefined,
): string[] {
  const strange: unknown = labels.find((label: unknown) => label !== undefined && typeof label !== 'string');
  if (strange !== undefined)
    throw failure('few-shot-classes', { problem: `A label is of type ${typeof strange} and no string.` });
  const occurring = [...new Set(labels)].filter(label => label !== undefined);
  const classes = prompts ? Object.keys(prompts) : occurring;
  const unknown = occurring.find(label => !classes.includes(label));
  if (unknown !== undefined)
    throw failure('few-shot-classes', {
      problem: `The label "${unknown}" has no prompt; there are prompts for ${classes.join(', ')}.`,
    });
  if (new Set(occurring).size < 2)
    throw failure('few-shot-classes', {
      problem:
        occurring.length === 0
          ? 'No image has a label.'
          : `All images are of one class, "${occurring[0]!}": there is nothing to tell apart.`,
    });
  return classes;
}

/** Embeddings of the images that have a label. @throws Failure `values-unequal`, `images-needed`, `cancelled`, `encoder-failed`. */
export async function labelledSet(
  clip: Pick<Clip, 'encodeImage'>,
  images: FewShotImages,
  labels: FewShotLabels,
  classes: readonly string[],
  { what, signal }: { readonly what: string; readonly signal: AbortSignal | undefined },
): Promise<FewShotSet> {
  const count = isList(images) ? images.length : images.count;
  if (labels.length !== count)
    throw failure('values-unequal', {
      left: what,
      leftCount: count,
      right: 'their labels',
      rightCount: labels.length,
    });
  if (!isList(images)) {
    const rows = [...labels.keys()].filter(at => labels[at] !== undefined);
    return setOf(
      images,
      rows,
      rows.map(at => classes.indexOf(labels[at]!)),
      [],
    );
  }
  const kept = [...labels.keys()].filter(at => labels[at] !== undefined);
  const shown = await encodeShown(
    clip,
    kept.map(at => images[at]!),
    { task: 'learn from', signal },
  );
  const { embeddings, places } = shown;
  return setOf(
    embeddings,
    places.map((_, row) => row),
    places.map(place => classes.indexOf(labels[kept[place]!]!)),
    unreadableCaution(embeddings),
  );
}

/**
 * Parts images class by class: of each, `share` rounded down for the test, so that a single image is learned from.
 * @param share in (0, 1).
 * @throws Failure `option-invalid`.
 */
export function splitSet(
  { images, labels, cautions }: FewShotSet,
  classes: number,
  share: number,
  seed: number,
): { readonly train: FewShotSet; readonly test: FewShotSet } {
  shareOption('test', share);
  const random = createRandom(seed).fork('training and test images');
  const test = new Set(
    Array.from({ length: classes }, (_, index) => {
      const own = [...labels.keys()].filter(at => labels[at] === index);
      return random
        .fork(`class ${index}`)
        .shuffled(own)
        .slice(0, Math.floor(own.length * share));
    }).flat(),
  );
  const part = (wanted: boolean): FewShotSet => {
    const rows = [...labels.keys()].filter(at => test.has(at) === wanted);
    return setOf(
      images,
      rows,
      rows.map(at => labels[at]!),
      wanted ? [] : cautions,
    );
  };
  return { train: part(false), test: part(true) };
}

/** `[classes]`, images of each. */
export function countsOf({ labels }: FewShotSet, classes: number): number[] {
  return Array.from({ length: classes }, (_, index) => labels.filter(label => label === index).length);
}

function setOf(
  { data, dim, ids, model }: FewShotSet['images'],
  rows: readonly number[],
  labels: readonly number[],
  cautions: readonly string[],
): FewShotSet {
  const own = new Float32Array(rows.length * dim);
  rows.forEach((row, at) => own.set(data.subarray(row * dim, (row + 1) * dim), at * dim));
  return {
    images: { data: own, count: rows.length, dim, ids: rows.map(row => ids[row]!), model },
    labels,
    cautions,
  };
}

function isList(images: FewShotImages): images is readonly ImageSource[] {
  return Array.isArray(images);
}

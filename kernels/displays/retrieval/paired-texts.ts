import { failure } from '../../protocol/failures/index.ts';

/** Which texts belong to which images, equal texts taken for one. */
export interface PairedTexts {
  /** Each once, in the order in which they first came. */
  readonly texts: readonly string[];
  /** `[rows]`, indices into `texts`. */
  readonly textsOf: readonly (readonly number[])[];
  /** `[texts]`, rows of the images of each. */
  readonly imagesOf: readonly (readonly number[])[];
  /** Texts that were given more than once. */
  readonly repeated: number;
}

/**
 * Pairs of images and texts. Texts that are equal cannot be told apart by any model, so an image is right with each of them.
 * @param places `[rows]`, place of each row among the images given.
 * @param images that were given.
 * @param textsOf `[images]`, indices into `texts`; by default the text of the same place.
 * @throws Failure `texts-needed`, `values-unequal`, `value-invalid`.
 */
export function pairTexts(
  texts: readonly string[],
  places: readonly number[],
  images: number,
  textsOf?: readonly (number | readonly number[])[],
): PairedTexts {
  const trimmed = texts.map((text: unknown, position) => {
    const known = typeof text === 'string' ? text.trim() : '';
    if (known === '')
      throw failure('value-invalid', {
        what: 'texts',
        position,
        value: typeof text === 'string' ? 'empty' : typeof text,
        expected: 'a text with words in it',
      });
    return known;
  });
  if (trimmed.length === 0)
    throw failure('texts-needed', { task: 'compare with the images', example: 'a report for each image' });
  const given = textsOf ?? trimmed.map((_, at) => at);
  if (given.length !== images)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images,
      right: textsOf ? 'textsOf' : 'texts',
      rightCount: given.length,
    });
  const distinct = [...new Set(trimmed)];
  const indices = new Map(distinct.map((text, at) => [text, at]));
  const own = places.map(place => {
    const list = given[place]!;
    const chosen = (typeof list === 'number' ? [list] : list).map(at => {
      const text = trimmed[at];
      if (text === undefined)
        throw failure('value-invalid', {
          what: 'textsOf',
          position: place,
          value: String(at),
          expected: `the index of one of ${trimmed.length} texts`,
        });
      return indices.get(text)!;
    });
    return [...new Set(chosen)];
  });
  const imagesOf: number[][] = distinct.map(() => []);
  own.forEach((list, row) => list.forEach(text => imagesOf[text]!.push(row)));
  return { texts: distinct, textsOf: own, imagesOf, repeated: trimmed.length - distinct.length };
}

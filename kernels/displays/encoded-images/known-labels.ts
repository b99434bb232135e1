import { failure } from '../../protocol/failures/index.ts';

/** What is true of one image: a label, all that are there, each label with whether it is there, or undefined where it is not known. */
export type KnownLabels = string | readonly string[] | Readonly<Record<string, boolean>> | undefined;

/**
 * For each image, whether each of `names` is there; undefined where that is not known. A list says that all it leaves out are absent; a
 * record says nothing of names that it lacks.
 * @param truth `[images]`, or nothing.
 * @throws Failure `values-unequal`, `value-invalid`.
 */
export function knownLabels(
  truth: readonly KnownLabels[] | undefined,
  images: number,
  names: readonly string[],
): (readonly (boolean | undefined)[] | undefined)[] {
  if (truth && truth.length !== images)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images,
      right: 'truth',
      rightCount: truth.length,
    });
  return Array.from({ length: images }, (_, position) => {
    const own: unknown = truth?.[position] ?? undefined;
    if (own === undefined) return undefined;
    if (typeof own === 'string') return names.map(name => name === own);
    if (Array.isArray(own)) return names.map(name => own.includes(name));
    if (typeof own !== 'object')
      throw failure('value-invalid', {
        what: 'truth',
        position,
        value: typeof own,
        expected: 'a label, a list of labels, or a record such as { edema: true }',
      });
    return names.map(name => {
      const there = (own as Readonly<Record<string, unknown>>)[name];
      return there === undefined ? undefined : Boolean(there);
    });
  });
}

import type { KnownTruth } from '../../analysis/prompt-variants/known-truth.ts';
import type { Labelling } from '../../analysis/prompt-variants/decisions.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { PromptVariant } from '../../../webviews/protocol/prompt-comparison.ts';
import { classesNamed } from './variant-specs.ts';

/** What is true of one image: its class, all that are there, or undefined where it is not known. */
export type ImageTruth = string | readonly string[] | undefined;

/** The classes that are compared: those given, else those that variants have words for, else those that occur in the truth. */
export function classesOf(
  given: readonly string[] | undefined,
  variants: readonly PromptVariant[],
  truth: readonly ImageTruth[] | undefined,
): readonly string[] {
  const named = given ?? classesNamed(variants);
  const found = named.length > 0 ? named : (truth ?? []).flatMap(listed);
  const classes = [...new Set(found.map(label => label.trim()))].filter(label => label !== '');
  if (given && classes.length < given.length)
    throw failure('comparison-classes', { problem: 'A class is empty or there twice.' });
  if (classes.length === 0) throw failure('comparison-classes', { problem: 'There are no classes.' });
  return classes;
}

/** `any` where the truth lists classes, where there is one class only, or where nothing is known and every variant judges classes alone. */
export function labellingOf(
  truth: readonly ImageTruth[] | undefined,
  variants: readonly PromptVariant[],
  classes: readonly string[],
): Labelling {
  const known = (truth ?? []).filter(each => each !== undefined);
  if (classes.length === 1 || known.some(each => typeof each !== 'string')) return 'any';
  if (known.length > 0) return 'one';
  return variants.some(({ scoring }) => scoring === 'classes') ? 'one' : 'any';
}

/** Lists of classes, one an image. @throws Failure `comparison-truth`. */
export function checkTruth(
  truth: readonly ImageTruth[] | undefined,
  images: number,
  classes: readonly string[],
): (readonly string[] | undefined)[] {
  if (truth && truth.length !== images)
    throw failure('comparison-truth', {
      problem: `There are ${truth.length} truths for ${images} images.`,
    });
  return Array.from({ length: images }, (_, image) => {
    const each = truth?.[image] ?? undefined;
    if (each === undefined) return undefined;
    const strange = listed(each).find(label => !classes.includes(label));
    if (strange !== undefined)
      throw failure('comparison-truth', {
        problem: `The truth of image ${image + 1} is "${strange}", which is none of the classes ${classes.join(', ')}.`,
      });
    return listed(each);
  });
}

export function knownTruth(
  truth: readonly (readonly string[] | undefined)[],
  classes: readonly string[],
  labelling: Labelling,
): KnownTruth {
  const mask = new Uint8Array(truth.length * classes.length);
  truth.forEach((labels, image) => {
    for (const label of labels ?? []) mask[image * classes.length + classes.indexOf(label)] = 1;
  });
  const rows = truth.flatMap((labels, image) => (labels === undefined ? [] : [image]));
  return { rows, mask, classes: classes.length, labelling };
}

function listed(truth: ImageTruth): readonly string[] {
  return truth === undefined ? [] : typeof truth === 'string' ? [truth] : truth;
}

import { failure } from '../../protocol/failures/index.ts';
import type { PromptVariant, VariantPrompt } from '../../../webviews/protocol/prompt-comparison.ts';
import { textsOf, type Texts } from './texts.ts';

/** Prompts for and against a class. */
export interface PromptPair {
  readonly positive: Texts;
  readonly negative: Texts;
}

/**
 * What one variant says of the classes. Several texts of one class are ensembled.
 * - a sentence or several with `{}` where the name of each class goes: softmax over classes;
 * - `texts`: own words for each class, in place of its name;
 * - `positive` and `negative`: sentences with `{}`, each class alone (survey Fig. 10);
 * - `pairs`: own words for and against each class;
 * - `observations`: for each class what a reader would look for, put into `positive` and `negative` (survey Fig. 11).
 */
export type PromptVariantSpec =
  | Texts
  | { readonly templates: Texts }
  | { readonly texts: Readonly<Record<string, Texts>> }
  | PromptPair
  | { readonly pairs: Readonly<Record<string, PromptPair>> }
  | ({ readonly observations: Readonly<Record<string, Texts>> } & Partial<
      Readonly<Record<'positive' | 'negative', string>>
    >);

/** Variants by name, or as `comparison.latest().variants` gives them. */
export type PromptVariants = Readonly<Record<string, PromptVariantSpec>> | readonly PromptVariant[];

/** Every variant as a list of prompts. @throws Failure `comparison-variants`, `comparison-variant`. */
export function variantsFrom(given: PromptVariants): PromptVariant[] {
  if (!isObject(given)) throw failure('comparison-variants', { problem: `Variants are ${typeof given}.` });
  if (Array.isArray(given)) return [...(given as readonly PromptVariant[])];
  return Object.entries(given as Readonly<Record<string, PromptVariantSpec>>).map(([name, spec]) =>
    variantFrom(name, spec),
  );
}

/** Names of classes that the variants have words for, in the order in which they come. */
export function classesNamed(variants: readonly PromptVariant[]): string[] {
  const named = variants.flatMap(({ prompts }) => prompts.map(prompt => prompt.class));
  return [...new Set(named)].filter(name => name !== undefined);
}

function variantFrom(name: string, spec: PromptVariantSpec): PromptVariant {
  if (typeof spec === 'string' || Array.isArray(spec))
    return { name, scoring: 'classes', prompts: templates(spec as Texts, false) };
  if (isObject(spec)) {
    if ('templates' in spec) return { name, scoring: 'classes', prompts: templates(spec.templates, false) };
    if ('texts' in spec) return { name, scoring: 'classes', prompts: ofClasses(spec.texts) };
    if ('observations' in spec) return observations(name, spec);
    if ('pairs' in spec) return pairs(name, spec.pairs);
    if ('positive' in spec && 'negative' in spec)
      return {
        name,
        scoring: 'pairs',
        prompts: [...templates(spec.positive, false), ...templates(spec.negative, true)],
      };
  }
  throw failure('comparison-variant', {
    variant: name,
    problem: 'is nothing that prompts can be made of',
    remedy:
      'Give a sentence with {}, several, or an object with templates, texts, positive and negative, pairs, or observations.',
  });
}

function templates(texts: Texts, negative: boolean): VariantPrompt[] {
  return textsOf(texts).map(text => ({ text, ...(negative && { negative }) }));
}

function ofClasses(texts: Readonly<Record<string, Texts>>, negative = false): VariantPrompt[] {
  return Object.entries(texts).flatMap(([label, words]) =>
    textsOf(words).map(text => ({ text, class: label, ...(negative && { negative }) })),
  );
}

function pairs(name: string, given: Readonly<Record<string, PromptPair>>): PromptVariant {
  const prompts = Object.entries(given).flatMap(([label, { positive, negative }]) => [
    ...ofClasses({ [label]: positive }),
    ...ofClasses({ [label]: negative }, true),
  ]);
  return { name, scoring: 'pairs', prompts };
}

function observations(
  name: string,
  {
    observations: given,
    positive = 'there is {}',
    negative = 'there is no {}',
  }: Extract<PromptVariantSpec, { observations: unknown }>,
): PromptVariant {
  const prompts = Object.entries(given).flatMap(([label, words]) =>
    textsOf(words).flatMap(word => [
      { text: positive.replaceAll('{}', () => word), class: label },
      { text: negative.replaceAll('{}', () => word), class: label, negative: true },
    ]),
  );
  return { name, scoring: 'observations', prompts };
}

/** A cell is not checked against types before it runs. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

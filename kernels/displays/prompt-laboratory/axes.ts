import type { ImageMetadata } from '../../analysis/prompt-grid/prompt-grid.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import { failure } from '../../protocol/failures/index.ts';
import { knownPhantoms } from '../../phantoms/known-phantoms.ts';
import { textsOf, type Texts } from '../prompt-comparison/texts.ts';

/** What is varied. Every combination is a variant, and so is the ensemble of all templates. */
export interface LaboratoryPrompts {
  /** Sentences with `{}` for the class: a list, or by name, where a list under one name is an ensemble. `['{}']` unless given. */
  readonly templates?: readonly string[] | Readonly<Record<string, Texts>> | undefined;
  /** By name, other words for the classes: in their order, or by class. The classes' own names are always tried too. */
  readonly wordings?:
    Readonly<Record<string, readonly string[] | Readonly<Record<string, string>>>> | undefined;
  /** What denies a class, such as `no {}`: a list, or by name. Each class is then judged against its denial. */
  readonly negations?: readonly string[] | Readonly<Record<string, string>> | undefined;
  /** What comes before the prompt, such as `A {age}-year-old {sex}: `, filled in from the metadata of each image: a list, or by name. */
  readonly prefixes?: readonly string[] | Readonly<Record<string, string>> | undefined;
}

/** The same by name. */
export interface LaboratoryAxes {
  readonly templates: Readonly<Record<string, readonly string[]>>;
  readonly wordings: Readonly<Record<string, readonly string[]>>;
  readonly negations: Readonly<Record<string, string>>;
  readonly prefixes: Readonly<Record<string, string>>;
}

/** The variant that averages all single templates. */
export const allTemplates = 'all templates';

/** @throws Failure `values-empty`, `laboratory-wording`. */
export function axesFrom(
  { templates = ['{}'], wordings = {}, negations = [], prefixes = [] }: LaboratoryPrompts,
  classes: readonly string[],
): LaboratoryAxes {
  return {
    templates: Array.isArray(templates)
      ? Object.fromEntries(tidy(templates as readonly string[]).map(text => [nameOf(text), [text]]))
      : Object.fromEntries(
          Object.entries(templates as Readonly<Record<string, Texts>>).map(([name, texts]) => [
            name,
            tidy(textsOf(texts)),
          ]),
        ),
    wordings: Object.fromEntries(
      Object.entries(wordings).map(([name, words]) => [name, wordsOf(name, words, classes)]),
    ),
    negations: byName(negations),
    prefixes: byName(prefixes),
  };
}

/** The templates with their ensemble, where there are two or more of one text. */
export function withEnsemble(
  templates: LaboratoryAxes['templates'],
  wanted: boolean,
): LaboratoryAxes['templates'] {
  const single = singlesOf(templates);
  if (!wanted || single.length < 2 || allTemplates in templates) return templates;
  return { ...templates, [allTemplates]: single };
}

/** Texts of the templates that stand alone. */
export function singlesOf(templates: LaboratoryAxes['templates']): string[] {
  return Object.values(templates).flatMap(texts => (texts.length === 1 ? texts : []));
}

/** How a text is called where it has no name. */
export function nameOf(text: string): string {
  return text.length > 60 ? `${text.slice(0, 40)}…${text.slice(-18)}` : text;
}

/** Without doubles, empty ones and spaces around. */
export function tidy(texts: readonly string[]): string[] {
  return [...new Set(texts.map(text => text.trim()))].filter(text => text !== '');
}

/** What phantoms say of themselves, kind of image included; undefined for other images. */
export function metadataOf(images: readonly ImageSource[]): ImageMetadata[] | undefined {
  const kinds = new Map(
    knownPhantoms().map(({ modality, words }): [string, string] => [modality, words[0]!]),
  );
  const told = images.map(image => {
    if (typeof image === 'string') return {};
    const { metadata, modality } = image as { metadata?: unknown; modality?: unknown };
    return {
      ...(typeof modality === 'string' && { modality: kinds.get(modality) ?? modality }),
      ...(typeof metadata === 'object' && metadata !== null && metadata),
    };
  });
  return told.some(each => Object.keys(each).length > 0) ? told : undefined;
}

function byName(
  given: readonly string[] | Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (!Array.isArray(given)) return given as Readonly<Record<string, string>>;
  // A prefix may end with a space.
  const texts = [...new Set(given as readonly string[])].filter(text => text.trim() !== '');
  return Object.fromEntries(texts.map(text => [nameOf(text.trim()), text]));
}

function wordsOf(
  name: string,
  words: readonly string[] | Readonly<Record<string, string>>,
  classes: readonly string[],
): readonly string[] {
  if (Array.isArray(words)) return words as readonly string[];
  const given = words as Readonly<Record<string, string>>;
  const strange = Object.keys(given).find(label => !classes.includes(label));
  if (strange !== undefined)
    throw failure('laboratory-wording', {
      wording: name,
      problem: `has words for "${strange}", which is no class`,
      classes: classes.join(', '),
    });
  return classes.map(label => given[label] ?? label);
}

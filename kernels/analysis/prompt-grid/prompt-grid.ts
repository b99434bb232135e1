import { failure } from '../../protocol/failures/index.ts';

/** What is known of an image beside its pixels. */
export type ImageMetadata = Readonly<Record<string, string | number | undefined>>;

/** What is varied. Every combination of the four is a variant. */
export interface PromptGridOptions {
  /** Class names, in the order of the labels. */
  readonly classes: readonly string[];
  /** By name, with `{}` for the class: `{ plain: '{}', photo: 'a radiograph showing {}' }`. Default `{ plain: '{}' }`. */
  readonly templates?: Readonly<Record<string, string>>;
  /** By name, other words for every class, in the order of `classes`; the names themselves are always the wording `names`. */
  readonly wordings?: Readonly<Record<string, readonly string[]>>;
  /**
   * By name, with `{}` for the wording: `{ no: 'no {}', without: 'without evidence of {}' }`. A class is then judged by itself against
   * its negation; the variants without negation, `none`, are always there and compare the classes with each other.
   */
  readonly negations?: Readonly<Record<string, string>>;
  /**
   * By name, put before the prompt, with the image's metadata in braces: `{ full: 'A {modality} of a {age}-year-old {sex}, {view}
   * view, showing ' }`. Always there is `none`.
   */
  readonly prefixes?: Readonly<Record<string, string>>;
  /** `[images]`, for prefixes with braces. */
  readonly metadata?: readonly ImageMetadata[];
}

/** One way of writing the prompts of all classes. */
export interface PromptGridVariant {
  /** The four names joined: `photo · names · no · none`. */
  readonly name: string;
  readonly template: string;
  readonly wording: string;
  readonly negation: string;
  readonly prefix: string;
  /** For each distinct set of prompts (one, unless metadata is filled in) the index of each class's text. */
  readonly positive: readonly (readonly number[])[];
  /** The same of the negated prompts; empty without negation. */
  readonly negative: readonly (readonly number[])[];
  /** `[images]`, which set is an image's; undefined if there is one set for all. */
  readonly setOf: readonly number[] | undefined;
}

export interface PromptGrid {
  readonly classes: readonly string[];
  readonly variants: readonly PromptGridVariant[];
  /** All distinct prompts, to be encoded in this order. */
  readonly texts: readonly string[];
  /** What was asked for, with the names that are always there. */
  readonly axes: {
    readonly templates: Readonly<Record<string, string>>;
    readonly wordings: Readonly<Record<string, readonly string[]>>;
    readonly negations: Readonly<Record<string, string | undefined>>;
    readonly prefixes: Readonly<Record<string, string>>;
  };
}

/**
 * All variants of the prompts of some classes: templates × wordings × negations × metadata prefixes (survey §5 asks for the last).
 * @throws Failure `values-empty` without classes or templates, `values-unequal` for a wording of another number of classes,
 * `value-invalid` for an image without what a prefix names.
 */
export function promptGrid({
  classes,
  templates = { plain: '{}' },
  wordings = {},
  negations = {},
  prefixes = {},
  metadata,
}: PromptGridOptions): PromptGrid {
  if (classes.length === 0) throw failure('values-empty', { what: 'the list of classes' });
  if (Object.keys(templates).length === 0) throw failure('values-empty', { what: 'the set of templates' });
  const axes = {
    templates,
    wordings: { names: classes, ...wordings },
    negations: { none: undefined, ...negations },
    prefixes: { none: '', ...prefixes },
  };
  for (const [name, words] of Object.entries(axes.wordings))
    if (words.length !== classes.length)
      throw failure('values-unequal', {
        left: 'classes',
        leftCount: classes.length,
        right: `the wording "${name}"`,
        rightCount: words.length,
      });
  const texts = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = texts.get(text) ?? texts.size;
    texts.set(text, index);
    return index;
  };
  const filled = Object.entries(axes.prefixes).map(([prefix, pattern]) => ({
    prefix,
    ...filledPrefixes(pattern, metadata),
  }));
  const variants = Object.entries(axes.templates).flatMap(([template, pattern]) =>
    Object.entries(axes.wordings).flatMap(([wording, words]) =>
      Object.entries<string | undefined>(axes.negations).flatMap(([negation, negated]) =>
        filled.map(({ prefix, sets, setOf }) => {
          const promptsOf = (form: string): number[][] =>
            sets.map(before =>
              words.map(word => indexOf(before + pattern.replaceAll('{}', form.replaceAll('{}', word)))),
            );
          return {
            name: [template, wording, negation, prefix].join(' · '),
            template,
            wording,
            negation,
            prefix,
            positive: promptsOf('{}'),
            negative: negated === undefined ? [] : promptsOf(negated),
            setOf,
          };
        }),
      ),
    ),
  );
  return { classes, variants, texts: [...texts.keys()], axes };
}

/** The distinct prefixes and which is each image's. */
function filledPrefixes(
  pattern: string,
  metadata: readonly ImageMetadata[] | undefined,
): { sets: string[]; setOf: number[] | undefined } {
  if (!/\{[^{}]+\}/.test(pattern)) return { sets: [pattern], setOf: undefined };
  if (metadata === undefined || metadata.length === 0)
    throw failure('values-empty', { what: `the metadata that the prefix "${pattern}" fills in` });
  const sets = new Map<string, number>();
  const setOf = metadata.map((known, position) => {
    const text = pattern.replaceAll(/\{([^{}]+)\}/g, (_, key: string) => {
      const value = known[key];
      if (value === undefined || value === '')
        throw failure('value-invalid', {
          what: `metadata "${key}"`,
          position,
          value: String(value),
          expected: 'a word or a number',
        });
      return String(value);
    });
    const index = sets.get(text) ?? sets.size;
    sets.set(text, index);
    return index;
  });
  return { sets: [...sets.keys()], setOf };
}

import { failure } from '../../protocol/failures/index.ts';

/** What is known of an image beside its pixels. */
export type ImageMetadata = Readonly<Record<string, string | number | undefined>>;

/** What is varied. Every combination of the four is a variant. */
export interface PromptGridOptions {
  /** Class names, in the order of the labels. */
  readonly classes: readonly string[];
  /**
   * By name, with `{}` for the class: `{ plain: '{}', photo: 'a radiograph showing {}' }`; a list is an ensemble, whose vectors are
   * averaged. Default `{ plain: '{}' }`.
   */
  readonly templates?: Readonly<Record<string, string | readonly string[]>>;
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
  /** `[sets][classes][texts]`: for each distinct set of prompts (one, unless metadata is filled in) the indices of each class's texts. */
  readonly positive: readonly PromptSet[];
  /** The same of the negated prompts; empty without negation. */
  readonly negative: readonly PromptSet[];
  /** `[images]`, which set is an image's; undefined if there is one set for all. */
  readonly setOf: readonly number[] | undefined;
}

/** `[classes][texts]` indices; several texts of a class are averaged. */
type PromptSet = readonly (readonly number[])[];

export interface PromptGrid {
  readonly classes: readonly string[];
  readonly variants: readonly PromptGridVariant[];
  /** All distinct prompts, to be encoded in this order. */
  readonly texts: readonly string[];
  /** What was asked for, with the names that are always there. */
  readonly axes: {
    readonly templates: Readonly<Record<string, readonly string[]>>;
    readonly wordings: Readonly<Record<string, readonly string[]>>;
    readonly negations: Readonly<Record<string, string | undefined>>;
    readonly prefixes: Readonly<Record<string, string>>;
  };
}

/**
 * All variants of the prompts of some classes: templates × wordings × negations × metadata prefixes (survey §5 asks for the last).
 * @throws Failure `values-empty` without classes or templates, `values-unequal` for a wording of another number of classes,
 * `option-invalid` for a template without `{}`, `value-invalid` for an image without what a prefix names.
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
    templates: Object.fromEntries(
      Object.entries(templates).map(([name, given]) => [name, checkedTemplate(name, given)]),
    ),
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
  const variants = Object.entries(axes.templates).flatMap(([template, patterns]) =>
    Object.entries(axes.wordings).flatMap(([wording, words]) =>
      Object.entries<string | undefined>(axes.negations).flatMap(([negation, negated]) =>
        filled.map(({ prefix, sets, setOf }) => {
          const promptsOf = (form: string): PromptSet[] =>
            sets.map(before =>
              words.map(word => {
                const said = form.replaceAll('{}', () => word);
                return patterns.map(pattern => indexOf(before + pattern.replaceAll('{}', () => said)));
              }),
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

function checkedTemplate(name: string, given: string | readonly string[]): readonly string[] {
  const patterns = typeof given === 'string' ? [given] : given;
  if (patterns.length === 0) throw failure('values-empty', { what: `the template "${name}"` });
  const bare = patterns.find(pattern => !pattern.includes('{}'));
  if (bare === undefined) return patterns;
  throw failure('option-invalid', {
    option: 'template',
    value: bare.length > 60 ? `${bare.slice(0, 59)}…` : bare,
    expected: 'a sentence with {} where the name of the class goes',
  });
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

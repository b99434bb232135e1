import { failure } from '../../protocol/failures/index.ts';
import type { PromptVariant } from '../../../webviews/protocol/prompt-comparison.ts';

/** A picture of more is not read; and every two of them are compared. */
export const mostVariants = 12;

/** Texts of one class. */
export interface ClassTexts {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

/** Variants with trimmed prompts, each fit for all `classes`. @throws Failure `comparison-variants`, `comparison-variant`. */
export function checkVariants(
  variants: readonly PromptVariant[],
  classes: readonly string[],
): PromptVariant[] {
  if (variants.length === 0) throw failure('comparison-variants', { problem: 'There are no variants.' });
  if (variants.length > mostVariants)
    throw failure('comparison-variants', {
      problem: `There are ${variants.length} variants, and at most ${mostVariants} are compared at once.`,
    });
  const names = new Set<string>();
  return variants.map(variant => {
    const checked = checkVariant(variant, classes);
    if (names.has(checked.name))
      throw failure('comparison-variant', {
        variant: checked.name,
        problem: 'is there twice',
        remedy: 'Give one of them another name.',
      });
    names.add(checked.name);
    return checked;
  });
}

/** The texts that stand for class `label`, templates filled in. */
export function textsOfClass({ prompts }: PromptVariant, label: string): ClassTexts {
  const texts = (negative: boolean): string[] =>
    prompts
      .filter(prompt => (prompt.negative ?? false) === negative && (prompt.class ?? label) === label)
      .map(prompt => (prompt.class === undefined ? prompt.text.replaceAll('{}', () => label) : prompt.text));
  return { positive: texts(false), negative: texts(true) };
}

function checkVariant(given: PromptVariant, classes: readonly string[]): PromptVariant {
  const { scoring } = given;
  const name = given.name.trim();
  const refuse = (problem: string, remedy: string): never => {
    throw failure('comparison-variant', { variant: name, problem, remedy });
  };
  if (name === '') refuse('has no name', 'Give each variant a name of its own.');
  const prompts = given.prompts.map(prompt => ({ ...prompt, text: prompt.text.trim() }));
  if (prompts.length === 0 || prompts.some(({ text }) => text === ''))
    refuse('has an empty prompt', 'Write a prompt or remove it.');
  const bare = prompts.find(prompt => prompt.class === undefined && !prompt.text.includes('{}'));
  if (bare)
    refuse(
      `has the same sentence for every class: '${cut(bare.text)}'`,
      "Write {} where the name of the class goes, such as 'a chest X-ray showing {}'.",
    );
  const strange = prompts.find(prompt => prompt.class !== undefined && !classes.includes(prompt.class));
  if (strange)
    refuse(`has words for "${strange.class!}", which is no class`, `The classes are: ${classes.join(', ')}.`);
  const checked = { name, scoring, prompts };
  if (scoring === 'classes' && classes.length < 2)
    refuse(
      'has one class, and a softmax over one class is always 1',
      "Give a second class, or a pair: { positive: '{}', negative: 'no {}' }.",
    );
  for (const label of classes) {
    const { positive, negative } = textsOfClass(checked, label);
    if (positive.length === 0) refuse(`has no words for "${label}"`, 'Give it at least one text.');
    if (scoring === 'classes') continue;
    if (negative.length === 0)
      refuse(`has nothing against "${label}"`, `Give a negative prompt, such as 'no ${label}'.`);
    if (scoring === 'observations' && negative.length !== positive.length)
      refuse(
        `has ${positive.length} observations for "${label}" and ${negative.length} denials`,
        'Give each observation its denial.',
      );
  }
  return checked;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

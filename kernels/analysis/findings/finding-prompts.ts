import { failure } from '../../protocol/failures/index.ts';

/** What says that a finding is there, and what says that it is not: the k-th of one against the k-th of the other. */
export interface FindingPrompts {
  readonly finding: string;
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

/** Prompt templates, `{}` standing for the finding: CheXzero's single pair unless given. */
export interface FindingTemplates {
  /** Default `['{}']`. */
  readonly positive?: readonly string[];
  /** As many as positive ones; default `['no {}']`. */
  readonly negative?: readonly string[];
  /** Other words for a finding, by its name; each is put into every template, beside the name itself. */
  readonly wordings?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Pairs of prompts for findings that may occur together (CheXzero, Tiu et al. 2022).
 * @throws Failure `values-empty` without findings or templates, `values-unequal`.
 */
export function findingPrompts(
  findings: readonly string[],
  { positive = ['{}'], negative = ['no {}'], wordings = {} }: FindingTemplates = {},
): FindingPrompts[] {
  if (findings.length === 0) throw failure('values-empty', { what: 'the list of findings' });
  if (positive.length === 0) throw failure('values-empty', { what: 'the list of positive templates' });
  if (positive.length !== negative.length)
    throw failure('values-unequal', {
      left: 'positive templates',
      leftCount: positive.length,
      right: 'negative templates',
      rightCount: negative.length,
    });
  return findings.map(finding => {
    const words = [finding, ...(wordings[finding] ?? [])];
    const filled = (templates: readonly string[]): string[] =>
      words.flatMap(word => templates.map(template => template.replaceAll('{}', word)));
    return { finding, positive: filled(positive), negative: filled(negative) };
  });
}

/** All prompts in the order in which `findingScores` takes their embeddings: of each finding the positive ones, then the negative. */
export function findingTexts(prompts: readonly FindingPrompts[]): string[] {
  return prompts.flatMap(({ positive, negative }) => [...positive, ...negative]);
}

import { failure } from '../../protocol/failures/index.ts';

/** For each finding, what a reader would look for. */
export type DescriptorLists = Readonly<Record<string, readonly string[]>>;

/** One descriptor of a finding and its two prompts. */
export interface DescriptorPrompt {
  readonly finding: string;
  readonly descriptor: string;
  readonly positive: string;
  readonly negative: string;
}

/** `{descriptor}` and `{finding}` are filled in. */
export interface DescriptorTemplates {
  /** Default `There are {descriptor} indicating {finding}`, Xplainer's. */
  readonly positive?: string;
  /** Default `There are no {descriptor} indicating {finding}`. */
  readonly negative?: string;
}

/**
 * The prompts of descriptors (Xplainer, arXiv 2303.13391, survey Fig. 11).
 * @throws Failure `values-empty` without findings, or for a finding without descriptors.
 */
export function descriptorPrompts(
  descriptors: DescriptorLists,
  {
    positive = 'There are {descriptor} indicating {finding}',
    negative = 'There are no {descriptor} indicating {finding}',
  }: DescriptorTemplates = {},
): DescriptorPrompt[] {
  const lists = Object.entries(descriptors);
  if (lists.length === 0) throw failure('values-empty', { what: 'the list of findings' });
  return lists.flatMap(([finding, list]) => {
    if (list.length === 0) throw failure('values-empty', { what: `the list of descriptors of "${finding}"` });
    return list.map(descriptor => {
      const filled = (template: string): string =>
        template.replaceAll('{descriptor}', descriptor).replaceAll('{finding}', finding.toLowerCase());
      return { finding, descriptor, positive: filled(positive), negative: filled(negative) };
    });
  });
}

/** All prompts in the order in which `explainedDiagnosis` takes their embeddings: of each descriptor the positive, then the negative. */
export function descriptorTexts(prompts: readonly DescriptorPrompt[]): string[] {
  return prompts.flatMap(({ positive, negative }) => [positive, negative]);
}

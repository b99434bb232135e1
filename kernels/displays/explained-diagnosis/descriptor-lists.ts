import type { DescriptorLists } from '../../analysis/explained-diagnosis/descriptor-prompts.ts';
import { failure } from '../../protocol/failures/index.ts';

/** What is read on one page. */
const mostDescriptors = 400;

/** The lists with trimmed words. @throws Failure `diagnosis-words`. */
export function checkDescriptors(lists: DescriptorLists): DescriptorLists {
  // A cell is not checked against types before it runs.
  const given: unknown = lists;
  if (typeof given !== 'object' || given === null || Object.keys(given).length === 0)
    throw failure('diagnosis-words', { problem: 'There are no findings to explain.', remedy: example });
  const checked = Object.fromEntries(
    Object.entries(lists).map(([finding, list]) => {
      if (!Array.isArray(list) || list.length === 0)
        throw failure('diagnosis-words', {
          problem: `The finding "${finding}" has no descriptors.`,
          remedy: 'Say what a reader would look for, at least one, or leave the finding out.',
        });
      const words = (list as unknown[]).map(each => (typeof each === 'string' ? each.trim() : ''));
      if (words.includes(''))
        throw failure('diagnosis-words', {
          problem: `A descriptor of "${finding}" is empty.`,
          remedy: 'Write what a reader would look for, or remove it.',
        });
      const twice = words.find((word, at) => words.indexOf(word) !== at);
      if (twice !== undefined)
        throw failure('diagnosis-words', {
          problem: `The finding "${finding}" has the descriptor "${twice.slice(0, 60)}" twice, which would count it twice.`,
          remedy: 'Remove one of them.',
        });
      return [finding, words];
    }),
  );
  const count = Object.values(checked).reduce((sum, list) => sum + list.length, 0);
  if (count > mostDescriptors)
    throw failure('diagnosis-words', {
      problem: `There are ${count} descriptors, and at most ${mostDescriptors} are explained at once.`,
      remedy: 'Give fewer findings.',
    });
  return checked;
}

/** The lists as they were edited. @throws Failure `diagnosis-words`, `view-message` for other groups than findings. */
export function editedDescriptors(
  lists: DescriptorLists,
  groups: readonly (readonly string[])[],
): DescriptorLists {
  const findings = Object.keys(lists);
  if (groups.length !== findings.length) throw failure('view-message', { view: 'sheet' });
  return checkDescriptors(Object.fromEntries(findings.map((finding, at) => [finding, groups[at]!])));
}

const example = "Give descriptors by finding, such as { edema: ['hazy outlines of the vessels'] }.";

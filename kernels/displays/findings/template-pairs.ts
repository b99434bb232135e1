import { failure } from '../../protocol/failures/index.ts';

/** Templates with `{}` for the finding: the k-th positive one against the k-th negative one. */
export interface TemplatePairs {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

/** More are not told apart in a picture. */
const mostPairs = 40;

/** The templates with trimmed words. @throws Failure `diagnosis-words`. */
export function checkTemplates({ positive, negative }: TemplatePairs): TemplatePairs {
  const [yes, no] = [positive, negative].map(list => list.map(each => each.trim())) as [string[], string[]];
  if (yes.length === 0)
    refuse('There are no templates.', "Give at least one pair, such as '{}' and 'no {}'.");
  if (yes.length !== no.length)
    refuse(
      `There are ${yes.length} positive and ${no.length} negative templates.`,
      'Give each positive template its denial.',
    );
  if (yes.length > mostPairs)
    refuse(`There are ${yes.length} pairs of templates.`, `Give at most ${mostPairs}.`);
  const bare = [...yes, ...no].find(each => !each.includes('{}'));
  if (bare !== undefined)
    refuse(
      bare === ''
        ? 'A template is empty.'
        : `The template "${bare.slice(0, 80)}" is the same for every finding.`,
      'Write {} where the finding goes.',
    );
  const same = yes.find((each, at) => each === no[at]);
  if (same !== undefined)
    refuse(`The template "${same.slice(0, 80)}" is its own denial.`, 'Give it another, such as "no {}".');
  return { positive: yes, negative: no };
}

/** One line a pair, as it is edited: `{} | no {}`. */
export function pairLines({ positive, negative }: TemplatePairs): string[] {
  return positive.map((each, at) => `${each} | ${negative[at]!}`);
}

/** @throws Failure `diagnosis-words`. */
export function pairsOfLines(lines: readonly string[]): TemplatePairs {
  const pairs = lines.map(line => line.split('|'));
  const odd = pairs.findIndex(pair => pair.length !== 2);
  if (odd >= 0)
    refuse(
      `"${lines[odd]!.slice(0, 80)}" is not a pair.`,
      'Write what is there and what is not, with | between them: {} | no {}',
    );
  return checkTemplates({
    positive: pairs.map(([positive]) => positive!),
    negative: pairs.map(([, negative]) => negative!),
  });
}

function refuse(problem: string, remedy: string): never {
  throw failure('diagnosis-words', { problem, remedy });
}

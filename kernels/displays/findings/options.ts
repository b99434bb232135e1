import { failure } from '../../protocol/failures/index.ts';

/** `plain`: cosines as they are, CheXzero's. `temperature`: divided by one. `z-scores`: among the findings of one image. */
export type FindingScoringName = 'plain' | 'temperature' | 'z-scores';

/** The probability from which a finding is called: 0.5, or of the largest Youden index or Matthews correlation on labelled images. */
export type FindingRule = '0.5' | 'Youden' | 'Matthews';

export const scoringNames: readonly FindingScoringName[] = ['plain', 'temperature', 'z-scores'];
export const ruleNames: readonly FindingRule[] = ['0.5', 'Youden', 'Matthews'];

/** @throws Failure `option-invalid`. */
export function requireScoring(name: string, findings: number): asserts name is FindingScoringName {
  oneOf('scoring', name, scoringNames);
  if (name === 'z-scores' && findings < 2)
    throw failure('option-invalid', {
      option: 'scoring',
      value: name,
      expected: 'at least two findings, which z-scores compare within an image, or the scoring "plain"',
    });
}

/** @throws Failure `option-invalid`. */
export function requireRule(name: string): asserts name is FindingRule {
  oneOf('rule', name, ruleNames);
}

/** Trimmed names. @throws Failure `diagnosis-words`. */
export function checkFindings(findings: readonly string[]): string[] {
  // A cell is not checked against types before it runs.
  const given: unknown = findings;
  const names = Array.isArray(given) ? given.map(each => (typeof each === 'string' ? each.trim() : '')) : [];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (names.length === 0 || names.includes('') || twice !== undefined)
    throw failure('diagnosis-words', {
      problem:
        names.length === 0
          ? 'There are no findings to look for.'
          : names.includes('')
            ? 'The name of a finding is empty.'
            : `The finding "${twice!}" is there twice.`,
      remedy: "Name each once, such as ['edema', 'pleural effusion'].",
    });
  return names;
}

function oneOf(option: string, value: string, known: readonly string[]): void {
  if (!known.includes(value))
    throw failure('option-invalid', {
      option,
      value,
      expected: `one of ${known.map(each => `"${each}"`).join(', ')}`,
    });
}

import { failure } from '../../protocol/failures/index.ts';
import { binaryScores } from '../metrics/binary-scores.ts';

/** F1 of the findings that reports name. */
export interface ReportLabelScores {
  /** Mean over the findings that are named in either set; undefined if none is. */
  readonly macroF1: number | undefined;
  /** Of all findings of all reports together. */
  readonly microF1: number | undefined;
  readonly perFinding: readonly {
    readonly finding: string;
    readonly f1: number | undefined;
    readonly support: number;
  }[];
}

/** Words after which what follows in the same clause is said to be absent. */
const negation = /\b(no|not|without|free of|negative for|absence of|absent|resolved|ruled out|excluded)\b/;

/** What a report says of a finding. */
export interface ReportStatement {
  readonly finding: string;
  /** Said to be absent. */
  readonly denied: boolean;
}

/**
 * Findings that a report names and does not deny: a term in a clause without a word of negation before it. Clauses end at full stops,
 * semicolons and `but`. A plain stand-in for a trained labeller: it knows no uncertainty.
 * @param terms for each finding the words that name it, in any case.
 */
export function reportLabels(report: string, terms: Readonly<Record<string, readonly string[]>>): string[] {
  return reportStatements(report, terms).flatMap(({ finding, denied }) => (denied ? [] : [finding]));
}

/**
 * What a report says of each finding, at most once that it is there and once that it is not.
 * @param terms for each finding the words that name it, in any case.
 */
export function reportStatements(
  report: string,
  terms: Readonly<Record<string, readonly string[]>>,
): ReportStatement[] {
  const clauses = report.toLowerCase().split(/[.;\n]|\bbut\b|\bhowever\b/);
  return Object.entries(terms).flatMap(([finding, words]) => {
    const said = new Set<boolean>();
    for (const word of words) {
      const term = new RegExp(`(?<![a-z])${escaped(word.toLowerCase())}(?![a-z])`);
      for (const clause of clauses) {
        const found = term.exec(clause);
        if (found) said.add(negation.test(clause.slice(0, found.index)));
      }
    }
    return [false, true].filter(denied => said.has(denied)).map(denied => ({ finding, denied }));
  });
}

/**
 * Scores reports by the findings they name, as report generation is judged by clinical labels.
 * @param predicted `[reports]`, findings of each.
 * @param truth `[reports]`.
 * @param findings those that count.
 * @throws Failure `values-empty`, `values-unequal`.
 */
export function reportLabelScores(
  predicted: readonly (readonly string[])[],
  truth: readonly (readonly string[])[],
  findings: readonly string[],
): ReportLabelScores {
  if (findings.length === 0) throw failure('values-empty', { what: 'the list of findings' });
  if (predicted.length !== truth.length)
    throw failure('values-unequal', {
      left: 'labels of generated reports',
      leftCount: predicted.length,
      right: 'labels of true reports',
      rightCount: truth.length,
    });
  const has = (reports: readonly (readonly string[])[], finding: string): boolean[] =>
    reports.map(report => report.includes(finding));
  const perFinding = findings.map(finding => {
    const there = has(truth, finding);
    return {
      finding,
      f1: binaryScores(there, has(predicted, finding)).f1,
      support: there.filter(Boolean).length,
    };
  });
  const known = perFinding.flatMap(({ f1 }) => (f1 === undefined ? [] : [f1]));
  return {
    macroF1: known.length === 0 ? undefined : known.reduce((sum, f1) => sum + f1, 0) / known.length,
    microF1: binaryScores(
      findings.flatMap(finding => has(truth, finding)),
      findings.flatMap(finding => has(predicted, finding)),
    ).f1,
    perFinding,
  };
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

import type { SheetData, SheetPart } from '../../../webviews/protocol/sheet.ts';
import { accuracyTable } from '../labelled-images/accuracy-table.ts';
import { probabilityMatrix } from '../labelled-images/probability-matrix.ts';
import { findingCards } from './cards.ts';
import { findingsCautions } from './cautions.ts';
import { findingCurvesPart } from './curve-parts.ts';
import { ensembleTable } from './ensemble-table.ts';
import { ruleNames, scoringNames } from './options.ts';
import type { FindingsPicture } from './picture.ts';
import type { ScoredFindings } from './scored-findings.ts';
import { pairLines } from './template-pairs.ts';

/** What each finding reaches, the templates to edit, every probability, cards of images, and curves by finding. */
export function findingsSheet(scored: ScoredFindings, picture: FindingsPicture, edited: boolean): SheetData {
  const { findings, names, labels, rows, level, models, read } = picture;
  const { scoring, rule, thresholds, accuracy, probability, templates, ensemble } = scored;
  const known = accuracy.some(({ called }) => called !== undefined);
  const pairs = templates.positive.length;
  const parts: SheetPart[] = [
    {
      kind: 'choice',
      id: 'scoring',
      title: 'Scoring',
      note: 'Plain: cosines of a pair as they are, near 0.5. Temperature: divided by one, which spreads them. Z-scores: the positive prompts of one image against each other.',
      options: findings.length < 2 ? scoringNames.filter(name => name !== 'z-scores') : scoringNames,
      value: scoring,
    },
    {
      kind: 'choice',
      id: 'rule',
      title: 'Thresholds',
      note: `0.5, or the largest Youden index or Matthews correlation on ${rows.source}.`,
      options: ruleNames,
      value: rule,
    },
    ...(known
      ? [
          accuracyTable(findings, accuracy, {
            level,
            thresholds,
            calls: `measured on ${rows.measured.length} images; a finding is called from its threshold on`,
          }),
        ]
      : []),
    {
      kind: 'texts',
      id: 'templates',
      title: 'Templates',
      note: 'What is there | what is not, with {} for the finding; several are an ensemble. Only new prompts are encoded.',
      groups: [{ label: 'there | not there', texts: pairLines(templates) }],
      extensible: true,
    },
    ...(ensemble ? [ensembleTable(ensemble, level)] : []),
    findingCards(scored, picture),
    probabilityMatrix(probability, {
      id: 'probabilities',
      title: 'Probability of every finding',
      note: 'Of each finding by itself: rows do not sum to 1.',
      names,
      findings,
      labels,
      images: true,
    }),
    ...findingCurvesPart(scored, picture),
  ];
  return {
    title: 'Findings',
    summary: [
      `${names.length} ${names.length === 1 ? 'image' : 'images'}`,
      `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`,
      `${pairs} ${pairs === 1 ? 'pair' : 'pairs'} of templates`,
      ...(models > 1 ? [`mean of ${models} models`] : []),
      `truth ${known ? 'known' : 'not given'}`,
      ...(read.failures.length > 0 ? [`${read.failures.length} could not be read`] : []),
    ].join(' · '),
    cautions: findingsCautions(scored, picture),
    parts,
    edited,
  };
}

import type { Contradiction } from '../../analysis/explained-diagnosis/contradictions.ts';
import type { BarGroup, BarsPart, PartsByName, SheetPart } from '../../../webviews/protocol/sheet.ts';
import { markColumn, textColumn } from '../sheet/columns.ts';
import { contradictionSentence } from './contradiction-sentences.ts';
import { mostExplained, type DiagnosisPicture } from './picture.ts';
import type { ScoredDiagnosis } from './scored-diagnosis.ts';

/** For each of the first studies the bars of its descriptors by finding, the likeliest finding first, and what contradicts. */
export function explainedStudies(scored: ScoredDiagnosis, picture: DiagnosisPicture): PartsByName {
  const { studies } = scored.diagnosis;
  const found = scored.contradictions({ most: mostExplained, descriptors: true });
  const range = rangeOf(scored);
  const shown = studies.slice(0, mostExplained);
  return {
    kind: 'by-name',
    id: 'explained',
    title: 'Why',
    note:
      'The probability that each descriptor is there, and in bold their joint probability. Bars begin at 0.5, where the model does not know; the scale is the same for all.' +
      (studies.length > shown.length ? ` The first ${shown.length} of ${studies.length} are drawn.` : ''),
    what: picture.named ? 'study' : 'image',
    choices: shown.map((study, row) => {
      const thumbnail = picture.read.thumbnails[picture.studies.indexOf(study)];
      const own = found.filter(each => each.study === study);
      return {
        name: study,
        ...(thumbnail !== undefined && { thumbnail }),
        ...(!picture.named && { item: { kind: 'image' as const, name: study } }),
        parts: [barsOf(scored, row, own, range), ...contradictionTable(row, own)],
      };
    }),
  };
}

function barsOf(
  { diagnosis, labels, normal }: ScoredDiagnosis,
  row: number,
  found: readonly Contradiction[],
  range: readonly [number, number],
): BarsPart {
  const { findings, descriptors, descriptorProbability, probability, called } = diagnosis;
  const against = new Set(
    found.flatMap(each => (each.kind === 'descriptor' ? [`${each.finding}\n${each.descriptor}`] : [])),
  );
  const contradictory = new Set(
    found.flatMap(each => (each.kind === 'findings' ? [each.finding, each.other] : [])),
  );
  const groups = findings.map((finding, at): BarGroup & { readonly value: number } => {
    const place = row * findings.length + at;
    const isCalled = called[place] === 1;
    const truth = labels[place];
    return {
      label: finding,
      value: rounded(probability[place]!),
      ...markOf(contradictory.has(finding), isCalled, truth),
      note: [
        isCalled ? 'called' : 'not called',
        ...(truth === undefined ? [] : [truth ? 'truly there' : 'truly not there']),
        ...(contradictory.has(finding) ? ['contradictory'] : []),
        ...(finding === normal && findings.length > 1 ? ['1 − the largest of the others'] : []),
      ].join(' · '),
      bars: descriptors
        .flatMap((each, column) =>
          each.finding === finding
            ? [
                {
                  label: each.descriptor,
                  value: rounded(descriptorProbability[row * descriptors.length + column]!),
                  ...(against.has(`${finding}\n${each.descriptor}`) && { mark: 'caution' as const }),
                },
              ]
            : [],
        )
        .sort((one, other) => other.value - one.value),
    };
  });
  return {
    kind: 'bars',
    id: `bars-${row}`,
    title: 'Descriptors by finding',
    range,
    zero: 0.5,
    digits: 3,
    groups: groups.sort((one, other) => other.value - one.value),
  };
}

function markOf(
  contradictory: boolean,
  called: boolean,
  truth: boolean | undefined,
): { mark: 'good' | 'bad' | 'caution' } | Record<string, never> {
  if (contradictory) return { mark: 'caution' };
  if (truth === undefined) return {};
  return { mark: called === truth ? 'good' : 'bad' };
}

function contradictionTable(row: number, found: readonly Contradiction[]): SheetPart[] {
  if (found.length === 0) return [];
  return [
    {
      kind: 'table',
      id: `contradictions-${row}`,
      title: 'Contradictions',
      columns: [
        markColumn(
          'what',
          found.map(each => ({
            text: each.kind === 'findings' ? 'findings' : 'descriptor',
            mark: 'caution' as const,
          })),
        ),
        textColumn('contradiction', found.map(contradictionSentence)),
      ],
      total: found.length,
    },
  ];
}

/** 0.5 in the middle, wide enough for every bar that is drawn, in steps of 0.05. */
function rangeOf({ diagnosis }: ScoredDiagnosis): [number, number] {
  const { descriptorProbability, descriptors, probability, findings } = diagnosis;
  let widest = 0;
  for (const value of descriptorProbability.subarray(0, mostExplained * descriptors.length))
    widest = Math.max(widest, Math.abs(value - 0.5));
  for (const value of probability.subarray(0, mostExplained * findings.length))
    widest = Math.max(widest, Math.abs(value - 0.5));
  const reach = Math.min(0.5, Math.max(0.05, Math.ceil(widest * 20) / 20));
  return [0.5 - reach, 0.5 + reach];
}

/** Digits that no bar shows make a notebook large. */
function rounded(value: number): number {
  return Number(value.toFixed(5));
}

import type { SheetData, SheetPart } from '../../../webviews/protocol/sheet.ts';
import { accuracyTable } from '../labelled-images/accuracy-table.ts';
import { probabilityMatrix } from '../labelled-images/probability-matrix.ts';
import { contradictionCautions } from './contradiction-sentences.ts';
import { explainedStudies } from './explained-studies.ts';
import type { DiagnosisPicture } from './picture.ts';
import type { ScoredDiagnosis } from './scored-diagnosis.ts';

/** Bars of every descriptor by image, what the findings reach where truth is known, all joint probabilities, and the descriptors to edit. */
export function diagnosisSheet(
  scored: ScoredDiagnosis,
  picture: DiagnosisPicture,
  edited: boolean,
): SheetData {
  const { diagnosis, mode, labels, accuracy, lists, truncated } = scored;
  const { read, named, level } = picture;
  const { studies, findings, descriptors } = diagnosis;
  const known = labels.some(label => label !== undefined);
  const what = named ? 'study' : 'image';
  const parts: SheetPart[] = [
    {
      kind: 'choice',
      id: 'mode',
      title: 'Scoring of a descriptor',
      note: 'Contrastive: its prompt against its denial. Basic: its prompt alone.',
      options: ['contrastive', 'basic'],
      value: mode,
    },
    explainedStudies(scored, picture),
    ...(known
      ? [
          accuracyTable(findings, accuracy, {
            level,
            calls: 'a finding is called where its joint probability is above 0.5',
          }),
        ]
      : []),
    probabilityMatrix(diagnosis.probability, {
      id: 'joint',
      title: 'Joint probability of every finding',
      names: studies,
      findings,
      labels,
      images: !named,
      note: 'Above 0.5, a finding is called.',
    }),
    {
      kind: 'texts',
      id: 'descriptors',
      title: 'Descriptors',
      note: 'What a reader would look for. An edited one is encoded alone, as a prompt and its denial.',
      groups: findings.map(finding => ({ label: finding, texts: lists[finding]! })),
      extensible: true,
    },
  ];
  return {
    title: 'Explained diagnoses',
    summary: summaryOf(
      `${studies.length} ${plural(what, studies.length)} · ${findings.length} ${plural('finding', findings.length)} · ${descriptors.length} descriptors · ${mode}`,
      known,
      read.failures.length,
    ),
    cautions: [
      ...contradictionCautions(scored, what),
      ...read.failures
        .slice(0, 3)
        .map(({ id, failure }) => `"${id}" could not be read and is left out: ${failure.message}`),
      ...(truncated.length === 0
        ? []
        : [
            `${truncated.length} ${plural('prompt', truncated.length)} did not fit into the model's context and lost the end, such as "${truncated[0]!.slice(0, 80)}…".`,
          ]),
    ],
    parts,
    edited,
  };
}

function summaryOf(counts: string, known: boolean, unreadable: number): string {
  return `${counts} · truth ${known ? 'known' : 'not given'}${unreadable === 0 ? '' : ` · ${unreadable} could not be read`}`;
}

function plural(what: string, count: number): string {
  if (count === 1) return what;
  return what === 'study' ? 'studies' : `${what}s`;
}

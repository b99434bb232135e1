import type { ScoredDiagnosis } from './scored-diagnosis.ts';

/** One study and finding. */
export interface DiagnosisRow {
  readonly study: string;
  readonly finding: string;
  readonly probability: number;
  readonly called: boolean;
  readonly truth: boolean | undefined;
  /** The likeliest descriptor. */
  readonly descriptor: string;
  readonly 'descriptor probability': number;
}

export function diagnosisRows({ diagnosis, labels }: ScoredDiagnosis): DiagnosisRow[] {
  const { studies, findings, descriptors, descriptorProbability, probability, called } = diagnosis;
  const columns = findings.map(finding =>
    descriptors.flatMap((each, column) => (each.finding === finding ? [column] : [])),
  );
  return studies.flatMap((study, row) =>
    findings.map((finding, at) => {
      const of = (column: number): number => descriptorProbability[row * descriptors.length + column]!;
      const likeliest = columns[at]!.reduce((best, column) => (of(column) > of(best) ? column : best));
      const place = row * findings.length + at;
      return {
        study,
        finding,
        probability: probability[place]!,
        called: called[place] === 1,
        truth: labels[place],
        descriptor: descriptors[likeliest]!.descriptor,
        'descriptor probability': of(likeliest),
      };
    }),
  );
}

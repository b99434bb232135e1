import type { ExplainedDiagnosis } from './explained-diagnosis.ts';

/** What cannot be true together. */
export interface FindingRelation {
  readonly finding: string;
  /** `needs`: the finding is not there without the other. `excludes`: not with it. */
  readonly relation: 'needs' | 'excludes';
  readonly other: string;
}

/** Something in a diagnosis that a reader should look at. */
export type Contradiction =
  | (FindingRelation & { readonly study: string; readonly kind: 'findings' })
  | {
      readonly study: string;
      readonly kind: 'descriptor';
      readonly finding: string;
      readonly descriptor: string;
      readonly called: boolean;
      /** Of the descriptor, on the other side of 0.5 than the diagnosis. */
      readonly probability: number;
    };

/**
 * Contradictions in a diagnosis, which the survey (§4.1.1) calls what gives false positives and false negatives of Xplainer away:
 * findings called against a relation, and descriptors that speak against the diagnosis of their own finding by at least `margin`.
 * @param relations those that name a finding not in the diagnosis are left out.
 * @param margin distance of a descriptor's probability from 0.5, default 0.05; above 0.5 no descriptor is looked at.
 */
export function contradictions(
  diagnosis: ExplainedDiagnosis,
  relations: readonly FindingRelation[] = chestXrayRelations,
  { margin = 0.05, normal = 'No Finding' }: { readonly margin?: number; readonly normal?: string } = {},
): Contradiction[] {
  const { studies, findings, called } = diagnosis;
  const all = [
    ...relations.filter(({ finding, other }) => findings.includes(finding) && findings.includes(other)),
    ...(findings.includes(normal)
      ? findings
          .filter(other => other !== normal)
          .map(other => ({ finding: normal, relation: 'excludes' as const, other }))
      : []),
  ];
  return studies.flatMap((study, row) => {
    const isCalled = (finding: string): boolean =>
      called[row * findings.length + findings.indexOf(finding)] === 1;
    const violated = all.filter(
      ({ finding, relation, other }) => isCalled(finding) && isCalled(other) === (relation === 'excludes'),
    );
    return [
      ...violated.map(relation => ({ study, kind: 'findings' as const, ...relation })),
      ...againstOwnFinding(diagnosis, row, margin),
    ];
  });
}

/** CheXpert's own hierarchy of labels (Irvin et al. 2019, Fig. 1). */
export const chestXrayRelations: readonly FindingRelation[] = [
  { finding: 'Cardiomegaly', relation: 'needs', other: 'Enlarged Cardiomediastinum' },
  { finding: 'Lung Lesion', relation: 'needs', other: 'Lung Opacity' },
  { finding: 'Edema', relation: 'needs', other: 'Lung Opacity' },
  { finding: 'Consolidation', relation: 'needs', other: 'Lung Opacity' },
  { finding: 'Pneumonia', relation: 'needs', other: 'Consolidation' },
  { finding: 'Atelectasis', relation: 'needs', other: 'Lung Opacity' },
];

function againstOwnFinding(diagnosis: ExplainedDiagnosis, row: number, margin: number): Contradiction[] {
  if (margin > 0.5) return [];
  const { studies, findings, descriptors, descriptorProbability, called } = diagnosis;
  return descriptors.flatMap(({ finding, descriptor }, column) => {
    const probability = descriptorProbability[row * descriptors.length + column]!;
    const isCalled = called[row * findings.length + findings.indexOf(finding)] === 1;
    const against = isCalled ? 0.5 - probability : probability - 0.5;
    if (against < margin || against <= 0) return [];
    return [
      {
        study: studies[row]!,
        kind: 'descriptor' as const,
        finding,
        descriptor,
        called: isCalled,
        probability,
      },
    ];
  });
}

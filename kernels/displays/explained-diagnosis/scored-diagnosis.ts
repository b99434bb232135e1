import {
  contradictions,
  type Contradiction,
  type FindingRelation,
} from '../../analysis/explained-diagnosis/contradictions.ts';
import {
  descriptorPrompts,
  descriptorTexts,
  type DescriptorLists,
  type DescriptorTemplates,
} from '../../analysis/explained-diagnosis/descriptor-prompts.ts';
import {
  diagnosisOfCosines,
  type ExplainedDiagnosis,
} from '../../analysis/explained-diagnosis/explained-diagnosis.ts';
import { findingAccuracy, type FindingAccuracy } from '../../analysis/findings/finding-accuracy.ts';
import { columnKeeper } from '../labelled-images/column-keeper.ts';
import type { CosineBank } from '../labelled-images/cosine-bank.ts';
import { spelledAs } from '../labelled-images/finding-truth.ts';

export type DiagnosisMode = 'contrastive' | 'basic';

/** A diagnosis by one set of descriptors. */
export interface ScoredDiagnosis {
  readonly lists: DescriptorLists;
  readonly mode: DiagnosisMode;
  /** The finding that means that no other is there, as it is spelled here. */
  readonly normal: string;
  readonly diagnosis: ExplainedDiagnosis;
  /** `[studies, findings]`. */
  readonly labels: readonly (boolean | undefined)[];
  /** `[findings]`. */
  readonly accuracy: readonly FindingAccuracy[];
  readonly truncated: readonly string[];
  /** Of the first `most` studies; those of descriptors only if asked for. */
  contradictions(options: { readonly most?: number; readonly descriptors: boolean }): Contradiction[];
}

export interface DiagnosisScoring {
  /** `[images]`. */
  readonly studies: readonly string[];
  /** `[studies, findings]`. */
  readonly labels: readonly (boolean | undefined)[];
  readonly templates: DescriptorTemplates | undefined;
  readonly temperature: number;
  readonly normal: string;
  readonly relations: readonly FindingRelation[];
  readonly margin: number;
  readonly level: number;
}

/** Scores descriptors: those that were there before are neither encoded nor multiplied again. */
export function diagnosisScorer(
  bank: CosineBank,
  scoring: DiagnosisScoring,
): { score(lists: DescriptorLists, mode: DiagnosisMode, signal?: AbortSignal): Promise<ScoredDiagnosis> } {
  const { studies, labels, templates, temperature, margin } = scoring;
  let measure: ReturnType<typeof columnKeeper<FindingAccuracy>> | undefined;
  return {
    score: async (lists, mode, signal) => {
      const findings = Object.keys(lists);
      const normal = spelledAs(scoring.normal, findings) ?? scoring.normal;
      const prompts = descriptorPrompts(lists, templates);
      const texts = descriptorTexts(prompts);
      await bank.learn(texts, signal);
      const diagnosis = diagnosisOfCosines(bank.cosines(texts), prompts, {
        mode,
        temperature,
        studies,
        normal,
      });
      measure ??= columnKeeper(labels, findings.length, ({ truth, probability, called }) =>
        findingAccuracy(truth, probability, called, { level: scoring.level }),
      );
      const relations = relationsOf(scoring.relations, findings);
      return {
        lists,
        mode,
        normal,
        diagnosis,
        labels,
        accuracy: measure(diagnosis.probability, diagnosis.called),
        truncated: bank.truncated(texts),
        contradictions: ({ most, descriptors }) =>
          contradictions(most === undefined ? diagnosis : firstStudies(diagnosis, most), relations, {
            margin: descriptors ? margin : Infinity,
            normal,
          }),
      };
    },
  };
}

/** `[studies, findings]` from `[images, findings]`: what is known of any image of a study, there if it is there in one. */
export function studyLabels(
  studies: readonly string[],
  labels: readonly (boolean | undefined)[],
  findings: number,
): (boolean | undefined)[] {
  const names = [...new Set(studies)];
  const places = new Map(names.map((name, at) => [name, at]));
  const joined: (boolean | undefined)[] = Array.from({ length: names.length * findings }, () => undefined);
  studies.forEach((study, image) => {
    for (let finding = 0; finding < findings; finding++) {
      const label = labels[image * findings + finding];
      const at = places.get(study)! * findings + finding;
      if (label !== undefined) joined[at] = label || joined[at] === true;
    }
  });
  return joined;
}

function relationsOf(relations: readonly FindingRelation[], findings: readonly string[]): FindingRelation[] {
  return relations.flatMap(each => {
    const [finding, other] = [spelledAs(each.finding, findings), spelledAs(each.other, findings)];
    return finding === undefined || other === undefined ? [] : [{ ...each, finding, other }];
  });
}

function firstStudies(diagnosis: ExplainedDiagnosis, most: number): ExplainedDiagnosis {
  const [findings, descriptors] = [diagnosis.findings.length, diagnosis.descriptors.length];
  return {
    ...diagnosis,
    studies: diagnosis.studies.slice(0, most),
    called: diagnosis.called.subarray(0, most * findings),
    descriptorProbability: diagnosis.descriptorProbability.subarray(0, most * descriptors),
  };
}

import { failure } from '../../protocol/failures/index.ts';
import { cosines, requireCount } from '../cosines.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';
import type { DescriptorPrompt } from './descriptor-prompts.ts';

export interface ExplainedDiagnosisOptions {
  /**
   * `contrastive` (default): a descriptor's positive prompt against its negative one, softmax([c+, c−] / temperature). `basic`: each
   * prompt alone, (c + 1) / 2.
   */
  readonly mode?: 'contrastive' | 'basic';
  /** Of `contrastive`; default 0.5, Xplainer's. */
  readonly temperature?: number;
  /** `[images]`, optional: the study of each image. Views of one study are one patient: their descriptors are averaged. */
  readonly studies?: readonly string[];
  /** The finding that means that no other is there: 1 − the largest of the others; default `No Finding`. */
  readonly normal?: string;
}

/** Diagnoses with what speaks for and against each. */
export interface ExplainedDiagnosis {
  /** The images' positions, or the names of the studies, in the order in which they first appear. */
  readonly studies: readonly string[];
  readonly findings: readonly string[];
  readonly descriptors: readonly { readonly finding: string; readonly descriptor: string }[];
  /** `[studies, descriptors]`: how likely each descriptor is there, in [0, 1]. */
  readonly descriptorProbability: Float64Array;
  /** `[studies, findings]`: joint probability that the descriptors are there, exp(mean log p). */
  readonly positive: Float64Array;
  /** `[studies, findings]`: joint probability that they are not. */
  readonly negative: Float64Array;
  /** `[studies, findings]`: positive / (positive + negative); above 0.5 the finding is called. */
  readonly probability: Float64Array;
  /** `[studies, findings]`, 1 if positive > negative. */
  readonly called: Uint8Array;
}

/**
 * Diagnosis by observations (Xplainer, arXiv 2303.13391): every descriptor is judged by itself, the geometric mean over a finding's
 * descriptors is its joint probability. The finding `normal` is 1 − the largest of the others, whether or not it has descriptors; its
 * descriptors then only explain.
 * @param images `[images, dim]`.
 * @param texts `[2 · descriptors, dim]` in the order of `descriptorTexts(prompts)`.
 * @throws Failure `values-empty`, `values-unequal`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function explainedDiagnosis(
  images: Vectors,
  texts: Vectors,
  prompts: readonly DescriptorPrompt[],
  options: ExplainedDiagnosisOptions = {},
): ExplainedDiagnosis {
  if (prompts.length === 0) throw failure('values-empty', { what: 'the list of descriptors' });
  requireCount(texts, 'texts', 2 * prompts.length, 'positive and negative prompts');
  return diagnosisOfCosines(cosines(images, texts, ['images', 'texts']), prompts, options);
}

/**
 * The same from cosines that are at hand.
 * @param cosine `[images, 2 · descriptors]`, of each descriptor the positive prompt, then the negative.
 * @throws Failure `values-empty`, `values-unequal`, `option-invalid`.
 */
export function diagnosisOfCosines(
  cosine: Float64Array,
  prompts: readonly DescriptorPrompt[],
  options: ExplainedDiagnosisOptions = {},
): ExplainedDiagnosis {
  if (prompts.length === 0) throw failure('values-empty', { what: 'the list of descriptors' });
  const rows = studyRows(cosine.length / prompts.length / 2, options.studies);
  const [there, absent] = descriptorProbabilities(cosine, options);
  const [positive, negative] = [there, absent].map(values => averaged(values, rows, prompts.length));
  const findings = [...new Set(prompts.map(({ finding }) => finding))];
  const joint = {
    positive: jointProbabilities(positive!, prompts, findings),
    negative: jointProbabilities(negative!, prompts, findings),
  };
  setNormal(joint, findings, options.normal ?? 'No Finding');
  return {
    studies: [...rows.keys()],
    findings,
    descriptors: prompts.map(({ finding, descriptor }) => ({ finding, descriptor })),
    descriptorProbability: positive!,
    ...joint,
    probability: joint.positive.map((value, at) => shareOf(value, joint.negative[at]!)),
    called: Uint8Array.from(joint.positive, (value, at) => (value > joint.negative[at]! ? 1 : 0)),
  };
}

/** `[images, descriptors]` of being there and of not being there. */
function descriptorProbabilities(
  cosine: Float64Array,
  { mode = 'contrastive', temperature = 0.5 }: ExplainedDiagnosisOptions,
): [Float64Array, Float64Array] {
  if (!(temperature > 0 && temperature < Infinity))
    throw failure('option-invalid', {
      option: 'temperature',
      value: String(temperature),
      expected: 'a number above 0',
    });
  const there = new Float64Array(cosine.length / 2);
  const absent = new Float64Array(cosine.length / 2);
  for (let at = 0; at < there.length; at++) {
    const [positive, negative] = [cosine[2 * at]!, cosine[2 * at + 1]!];
    const odds = mode === 'basic' ? 0 : Math.exp((negative - positive) / temperature);
    there[at] = mode === 'basic' ? (positive + 1) / 2 : 1 / (1 + odds);
    absent[at] = mode === 'basic' ? (negative + 1) / 2 : 1 / (1 + 1 / odds);
  }
  return [there, absent];
}

/** Which images belong to each study. */
function studyRows(images: number, studies: readonly string[] | undefined): Map<string, number[]> {
  if (studies !== undefined && studies.length !== images)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images,
      right: 'studies',
      rightCount: studies.length,
    });
  const rows = new Map<string, number[]>();
  for (let image = 0; image < images; image++) {
    const study = studies?.[image] ?? String(image);
    const known = rows.get(study);
    if (known) known.push(image);
    else rows.set(study, [image]);
  }
  return rows;
}

/** `[studies, descriptors]`, the mean over the images of each study. */
function averaged(values: Float64Array, rows: Map<string, number[]>, width: number): Float64Array {
  if (rows.size * width === values.length) return values;
  const means = new Float64Array(rows.size * width);
  [...rows.values()].forEach((images, study) => {
    for (const image of images)
      for (let at = 0; at < width; at++)
        means[study * width + at] = means[study * width + at]! + values[image * width + at]! / images.length;
  });
  return means;
}

function jointProbabilities(
  values: Float64Array,
  prompts: readonly DescriptorPrompt[],
  findings: readonly string[],
): Float64Array {
  const width = prompts.length;
  const owner = Uint32Array.from(prompts, ({ finding }) => findings.indexOf(finding));
  const counts = new Float64Array(findings.length);
  for (const finding of owner) counts[finding]!++;
  const joint = new Float64Array((values.length / width) * findings.length);
  for (let study = 0; study * width < values.length; study++) {
    const start = study * findings.length;
    for (let column = 0; column < width; column++) {
      const at = start + owner[column]!;
      joint[at] = joint[at]! + Math.log(values[study * width + column]!);
    }
  }
  for (let at = 0; at < joint.length; at++) joint[at] = Math.exp(joint[at]! / counts[at % findings.length]!);
  return joint;
}

function setNormal(
  { positive, negative }: { positive: Float64Array; negative: Float64Array },
  findings: readonly string[],
  normal: string,
): void {
  const column = findings.indexOf(normal);
  if (column < 0 || findings.length < 2) return;
  for (let start = 0; start < positive.length; start += findings.length) {
    let largest = 0;
    for (let at = 0; at < findings.length; at++)
      if (at !== column) largest = Math.max(largest, shareOf(positive[start + at]!, negative[start + at]!));
    positive[start + column] = 1 - largest;
    negative[start + column] = largest;
  }
}

/** 0.5 where both are 0: cosines of −1 in the basic mode. */
function shareOf(positive: number, negative: number): number {
  return positive + negative === 0 ? 0.5 : positive / (positive + negative);
}

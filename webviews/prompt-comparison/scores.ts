import { unpackArray } from '../protocol/packed-array.ts';
import type {
  EstimatedMeasure,
  PromptComparisonData,
  PromptComparisonScores,
  PromptVariant,
  VariantDifference,
} from '../protocol/prompt-comparison.ts';

/** Scores with their numbers unpacked. */
export interface Scores extends Omit<PromptComparisonScores, 'probability' | 'decided' | 'disagreement'> {
  readonly disagreement: ArrayLike<number>;
  probabilityOf(variant: number, image: number, column: number): number;
  /** Classes that a variant says yes to. */
  saidOf(variant: number, image: number): readonly string[];
}

export function unpackScores(
  scores: PromptComparisonScores,
  { classes, images }: Pick<PromptComparisonData, 'classes' | 'images'>,
): Scores {
  const probability = unpackArray(scores.probability);
  const decided = unpackArray(scores.decided);
  const at = (variant: number, image: number): number => (variant * images.length + image) * classes.length;
  return {
    ...scores,
    disagreement: unpackArray(scores.disagreement),
    probabilityOf: (variant, image, column) => probability[at(variant, image) + column]!,
    saidOf: (variant, image) => classes.filter((_, column) => decided[at(variant, image) + column] === 1),
  };
}

/** How two variants differ, first minus second whichever was named first. */
export function differenceBetween(
  differences: readonly VariantDifference[],
  left: number,
  right: number,
): VariantDifference | undefined {
  const found = differences.find(each => each.left === left && each.right === right);
  if (found) return found;
  const reverse = differences.find(each => each.left === right && each.right === left);
  if (!reverse) return undefined;
  const { accuracy, auroc, mcNemar } = reverse;
  return {
    ...reverse,
    left,
    right,
    accuracy: negated(accuracy),
    auroc: negated(auroc),
    mcNemar: mcNemar && { ...mcNemar, onlyLeft: mcNemar.onlyRight, onlyRight: mcNemar.onlyLeft },
  };
}

/** Whether the prompts are the same, names and all. */
export function sameVariants(left: readonly PromptVariant[], right: readonly PromptVariant[]): boolean {
  const told = (variants: readonly PromptVariant[]): string =>
    JSON.stringify(variants.map(({ name, scoring, prompts }) => [name, scoring, prompts]));
  return told(left) === told(right);
}

/** `0.812 [0.733, 0.881]`. */
export function estimateText({ value, low, high }: EstimatedMeasure, signed = false): string {
  const figure = (number: number): string => {
    const digits = Math.abs(number).toFixed(3);
    const minus = number < 0 && Number(digits) !== 0;
    return `${minus ? '−' : signed ? '+' : ''}${digits}`;
  };
  const interval = low === undefined || high === undefined ? '' : ` [${figure(low)}, ${figure(high)}]`;
  return `${figure(value)}${interval}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function negated(estimate: EstimatedMeasure | undefined): EstimatedMeasure | undefined {
  if (!estimate) return undefined;
  const { value, low, high } = estimate;
  return {
    value: -value,
    ...(high !== undefined && { low: -high }),
    ...(low !== undefined && { high: -low }),
  };
}

import type {
  EstimatedMeasure,
  PromptComparisonData,
  ScoredVariant,
} from '../../protocol/prompt-comparison.ts';

/** `40 images · 2 classes · 3 variants · truth known of 40`. */
export function summaryOf({
  total,
  images,
  classes,
  known,
  unreadable,
  scores,
}: PromptComparisonData): string {
  return [
    counted(total, 'image', 'images'),
    counted(classes.length, 'class', 'classes'),
    counted(scores.variants.length, 'prompt variant', 'prompt variants'),
    known === 0 ? 'no truth given' : known === total ? 'truth known' : `truth known of ${known}`,
    ...(images.length < total ? [`the first ${images.length} are drawn`] : []),
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} could not be read`]),
  ].join(' · ');
}

export const scoringNames: Readonly<Record<ScoredVariant['scoring'], string>> = {
  classes: 'softmax over classes',
  pairs: 'positive against negative',
  observations: 'observations jointly',
};

/** `0.812 [0.733, 0.881]`. */
export function estimateText(estimate: EstimatedMeasure | undefined): string {
  if (estimate === undefined) return '';
  const { value, low, high } = estimate;
  const interval = low === undefined || high === undefined ? '' : ` [${figure(low)}, ${figure(high)}]`;
  return `${figure(value)}${interval}`;
}

function figure(value: number): string {
  const digits = value.toFixed(3);
  return digits === '-0.000' ? '0.000' : digits.replace('-', '−');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

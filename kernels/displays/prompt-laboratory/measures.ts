import type { VariantMeasure } from '../../analysis/prompt-variants/measures.ts';

/** What variants can be ordered by, as it is called on the page. */
export const measures: readonly { readonly name: VariantMeasure; readonly label: string }[] = [
  { name: 'accuracy', label: 'accuracy' },
  { name: 'auroc', label: 'AUROC' },
  { name: 'f1', label: 'F1' },
  { name: 'matthews', label: 'MCC' },
];

export function labelOf(measure: VariantMeasure): string {
  return measures.find(({ name }) => name === measure)!.label;
}

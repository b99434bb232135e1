import type { FindingsPicture } from './picture.ts';
import type { ScoredFindings } from './scored-findings.ts';

/** One image and finding. */
export interface FindingRow {
  readonly image: string;
  readonly finding: string;
  readonly probability: number;
  readonly threshold: number;
  readonly called: boolean;
  readonly truth: boolean | undefined;
  /** Whether the image was kept apart for choosing thresholds. */
  readonly 'kept apart': boolean;
}

export function findingRows(
  { probability, thresholds, called }: ScoredFindings,
  { findings, names, labels, keptApart }: FindingsPicture,
): FindingRow[] {
  return names.flatMap((image, row) =>
    findings.map((finding, column) => {
      const at = row * findings.length + column;
      return {
        image,
        finding,
        probability: probability[at]!,
        threshold: thresholds[column]!,
        called: called[at] === 1,
        truth: labels[at],
        'kept apart': keptApart.has(image),
      };
    }),
  );
}

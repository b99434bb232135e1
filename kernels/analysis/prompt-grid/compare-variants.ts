import { failure } from '../../protocol/failures/index.ts';
import { compareAurocs, type AurocComparison } from '../metrics/delong.ts';
import { flippedImages } from '../prompt-variants/decisions.ts';
import { pairedMeasures, type PairedMeasures } from '../prompt-variants/paired.ts';
import { momentsOf } from '../statistics/moments.ts';
import type { ScoredPromptGrid } from './score-prompt-grid.ts';
import type { ScoredVariant } from './variant-scorer.ts';

/** Two variants on the same images; differences are left − right. */
export interface VariantComparison extends PairedMeasures {
  /** `[classes]`, DeLong's test; undefined for a class without two positive and two negative images. */
  readonly deLong: readonly (AurocComparison | undefined)[];
  /** Images of which they say different things, whether or not their truth is known. */
  readonly flips: readonly number[];
}

/** How much the scores depend on the template alone. */
export interface PromptSensitivity {
  readonly wording: string;
  readonly negation: string;
  readonly prefix: string;
  readonly templates: number;
  /** Standard deviation over templates; undefined without known truth. */
  readonly accuracy: number | undefined;
  readonly auroc: number | undefined;
  /** Mean over images and classes of the standard deviation of the probability over templates. */
  readonly probability: number;
}

/**
 * Two variants of a scored grid, by their place in `variants`, on the same resampled images.
 * @throws Failure `value-invalid` for a place that is none.
 */
export function compareVariants(
  scored: Omit<ScoredPromptGrid, 'grid' | 'images'>,
  left: number,
  right: number,
): VariantComparison {
  const { truth, options } = scored;
  const [one, other] = [variantAt(scored, left), variantAt(scored, right)];
  const column = (values: ArrayLike<number>, index: number): number[] =>
    truth.rows.map(image => values[image * truth.classes + index]!);
  return {
    ...pairedMeasures(one, other, options.level),
    deLong: Array.from({ length: truth.classes }, (_, index) =>
      truth.rows.length > 0
        ? compareAurocs(
            column(truth.mask, index),
            column(one.probability, index),
            column(other.probability, index),
            { level: options.level },
          )
        : undefined,
    ),
    flips: flippedImages(one.decided, other.decided, truth.classes),
  };
}

/** Prompt sensitivity for every wording, negation and prefix: deviations over the templates, 0 of a single one. */
export function promptSensitivity({ variants }: Pick<ScoredPromptGrid, 'variants'>): PromptSensitivity[] {
  const groups = new Map<string, ScoredVariant[]>();
  for (const scored of variants) {
    const { wording, negation, prefix } = scored.variant;
    const key = JSON.stringify([wording, negation, prefix]);
    groups.set(key, [...(groups.get(key) ?? []), scored]);
  }
  return [...groups.values()].map(group => {
    const { wording, negation, prefix } = group[0]!.variant;
    const deviationOf = (name: 'accuracy' | 'auroc'): number | undefined => {
      const values = group.flatMap(each => each[name]?.value ?? []);
      return values.length === 0 ? undefined : momentsOf(values).deviation;
    };
    const spreads = group[0]!.probability.map(
      (_, at) => momentsOf(group.map(({ probability }) => probability[at]!)).deviation,
    );
    return {
      wording,
      negation,
      prefix,
      templates: group.length,
      accuracy: deviationOf('accuracy'),
      auroc: deviationOf('auroc'),
      probability: momentsOf(spreads).mean,
    };
  });
}

function variantAt({ variants }: Pick<ScoredPromptGrid, 'variants'>, place: number): ScoredVariant {
  const found = variants[place];
  if (found === undefined)
    throw failure('value-invalid', {
      what: 'variants to compare',
      position: 0,
      value: String(place),
      expected: `the place of one of ${variants.length} variants`,
    });
  return found;
}

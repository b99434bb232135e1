import {
  meanAurocDifference,
  meanAurocEstimate,
  type MeanAuroc,
  type MeanAurocEstimate,
} from '../../analysis/metrics/mean-auroc.ts';

/** What the templates reach together and each alone: mean AUROC over the findings that can be measured. */
export interface TemplateEnsemble {
  readonly all: MeanAurocEstimate;
  readonly single: readonly {
    /** `{} | no {}`. */
    readonly template: string;
    readonly alone: MeanAurocEstimate;
    /** All − this one, on the same images. */
    readonly gain: MeanAurocEstimate;
  }[];
  /** Index of the best single template. */
  readonly best: number;
}

/** Compares the ensemble with each of its templates; undefined if no finding can be measured. */
export function templateEnsemble(
  together: MeanAuroc | undefined,
  single: readonly { readonly template: string; readonly alone: MeanAuroc | undefined }[],
  level: number,
): TemplateEnsemble | undefined {
  if (together === undefined) return undefined;
  const found = single.flatMap(({ template, alone }) =>
    alone === undefined
      ? []
      : [
          {
            template,
            alone: meanAurocEstimate(alone, level),
            gain: meanAurocDifference(together, alone, level),
          },
        ],
  );
  const best = found.reduce((most, { alone }, at) => (alone.value > found[most]!.alone.value ? at : most), 0);
  return { all: meanAurocEstimate(together, level), single: found, best };
}

/** The sentence that the reader must not miss; none unless the ensemble scores below its best template. */
export function ensembleCautions(ensemble: TemplateEnsemble | undefined): string[] {
  if (!ensemble) return [];
  const { alone, gain, template } = ensemble.single[ensemble.best]!;
  if (gain.value >= -1e-12) return [];
  const { low, high } = gain.interval;
  const sure =
    high < 0
      ? 'The interval stays below 0: these images speak for the single template.'
      : 'The interval reaches 0, so these images do not settle it; and the best of several is partly lucky.';
  return [
    `The ensemble of ${ensemble.single.length} templates scores below its best single one, "${template}": mean AUROC ${ensemble.all.value.toFixed(3)} against ${alone.value.toFixed(3)}, difference ${signed(gain.value)} [${signed(low)}, ${signed(high)}]. ${sure}`,
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

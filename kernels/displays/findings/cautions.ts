import { ensembleCautions } from './ensemble.ts';
import type { FindingsPicture } from './picture.ts';
import type { ScoredFindings } from './scored-findings.ts';

/** Fewer positive images say little. */
const fewPositives = 5;

/** What a reader must not miss. */
export function findingsCautions(scored: ScoredFindings, picture: FindingsPicture): string[] {
  return [
    ...ensembleCautions(scored.ensemble),
    ...thresholdCautions(scored, picture),
    ...labelCautions(scored, picture),
    ...picture.read.failures
      .slice(0, 3)
      .map(({ id, failure }) => `"${id}" could not be read and is left out: ${failure.message}`),
    ...(scored.truncated.length === 0
      ? []
      : [
          `${scored.truncated.length} of the prompts did not fit into the model's context and lost the end, such as "${scored.truncated[0]!.slice(0, 80)}…".`,
        ]),
  ];
}

function thresholdCautions({ rule, chosen }: ScoredFindings, { rows, findings }: FindingsPicture): string[] {
  if (rule === '0.5') return [];
  const without = findings.filter((_, at) => chosen[at] === undefined);
  if (without.length === findings.length)
    return [
      `No threshold can be chosen by ${rule}: no finding has both images with and without it among ${rows.source}. 0.5 is taken.`,
    ];
  return [
    ...(rows.same
      ? [
          `Thresholds are chosen on the very images that are measured, so sensitivity, specificity, F1 and MCC look better than they are. Give \`tuning\`: other labelled images, or a share such as 0.5 to keep apart.`,
        ]
      : []),
    ...(without.length > 0
      ? [
          `For ${listed(without)} 0.5 is taken: ${rows.source} do not hold both images with and without ${without.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ];
}

function labelCautions({ accuracy }: ScoredFindings, { findings }: FindingsPicture): string[] {
  if (accuracy.every(({ called }) => called === undefined)) return [];
  const unmeasured = findings.filter((_, at) => accuracy[at]!.auroc === undefined);
  const few = findings.filter(
    (_, at) => accuracy[at]!.auroc !== undefined && accuracy[at]!.positives < fewPositives,
  );
  return [
    ...(unmeasured.length > 0
      ? [
          `No AUROC for ${listed(unmeasured)}: it needs images with and without ${unmeasured.length === 1 ? 'it' : 'each'}.`,
        ]
      : []),
    ...(few.length > 0
      ? [
          `Fewer than ${fewPositives} images have ${listed(few)}: what ${few.length === 1 ? 'it reaches is' : 'they reach is'} hardly known, whatever the interval.`,
        ]
      : []),
  ];
}

function listed(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
}

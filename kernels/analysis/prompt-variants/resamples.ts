import { createRandom } from '../../phantoms/drawing/random.ts';

/** The same resampled cases for everything that is measured on them, so that differences are paired. */
export interface Resamples {
  readonly count: number;
  /** Gives how often each case was drawn in each resample, `[cases]`. The array is used again. */
  each(take: (weights: Uint8Array, resample: number) => void): void;
}

/** 64 MB: 1,000 resamples of 67,000 cases. Those of more are drawn again for every variant. */
const mostKept = 2 ** 26;

/** `resamples` times as many draws with replacement as there are cases; drawn when first needed. */
export function drawnResamples(cases: number, resamples: number, seed: number): Resamples {
  let kept: Uint8Array | undefined;
  return {
    count: resamples,
    each: take => {
      if (kept === undefined && cases * resamples <= mostKept) {
        kept = new Uint8Array(cases * resamples);
        draw(kept, cases, resamples, seed, () => undefined);
      }
      if (kept === undefined) draw(new Uint8Array(cases), cases, resamples, seed, take);
      else
        for (let resample = 0; resample < resamples; resample++)
          take(kept.subarray(resample * cases, (resample + 1) * cases), resample);
    },
  };
}

/**
 * Counts draws into `weights`, which holds one resample or all of them. A byte is enough: that one of many cases is drawn 256 times
 * has a probability of about 1 / 256!.
 */
function draw(
  weights: Uint8Array,
  cases: number,
  resamples: number,
  seed: number,
  take: (weights: Uint8Array, resample: number) => void,
): void {
  const random = createRandom(seed).fork('bootstrap of prompt variants');
  const together = weights.length > cases;
  for (let resample = 0; resample < resamples; resample++) {
    const start = together ? resample * cases : 0;
    if (!together) weights.fill(0);
    for (let each = 0; each < cases; each++) {
      const at = start + Math.floor(random.uniform() * cases);
      weights[at] = weights[at]! + 1;
    }
    take(weights, resample);
  }
}

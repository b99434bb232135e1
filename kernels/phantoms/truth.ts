import { version } from '../version.ts';
import type { DrawnFinding, Phantom } from './phantom.ts';

/** Everything that is true of a phantom, for JSON. */
export interface PhantomTruth extends Omit<Phantom, 'data' | 'findings'> {
  /** Of this package: another version may draw the same seed otherwise. */
  readonly version: string;
  readonly findings: readonly (Omit<DrawnFinding, 'mask'> & { readonly mask: MaskRuns })[];
}

/** A mask row by row from the top left: lengths of the runs of zeros and ones in turn, zeros first. */
export interface MaskRuns {
  /** [height, width] */
  readonly size: readonly [number, number];
  readonly runs: readonly number[];
}

/** A phantom without its pixels, masks as run lengths. */
export function truthOf(phantom: Phantom): PhantomTruth {
  const { modality, seed, size, channels, metadata, findings, labels, report } = phantom;
  return {
    modality,
    seed,
    size,
    channels,
    version,
    metadata,
    findings: findings.map(finding => ({
      ...finding,
      mask: { size: [size, size], runs: runsOf(finding.mask) },
    })),
    labels,
    report,
  };
}

/** Run lengths of zeros and ones in turn; the first is 0 if the mask begins with a one. */
export function runsOf(mask: Uint8Array): number[] {
  const runs: number[] = [];
  let [value, start] = [0, 0];
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === value) continue;
    runs.push(at - start);
    [value, start] = [mask[at]!, at];
  }
  runs.push(mask.length - start);
  return runs;
}

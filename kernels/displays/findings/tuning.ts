import { createRandom } from '../../phantoms/drawing/random.ts';

/** Which images choose thresholds, and which are measured. */
export interface TuningRows {
  readonly tuning: readonly number[];
  readonly measured: readonly number[];
  /** In words. */
  readonly source: string;
  /** Whether thresholds are chosen on the very images that are measured. */
  readonly same: boolean;
}

/**
 * @param shown number of images of the cell; rows from there on are images given for choosing thresholds.
 * @param share of the labelled images to be kept apart; undefined for none.
 */
export function tuningRows(
  labels: readonly (boolean | undefined)[],
  findings: number,
  shown: number,
  share: number | undefined,
  seed: number,
): TuningRows {
  const rows = labels.length / findings;
  const all = Array.from({ length: shown }, (_, row) => row);
  if (rows > shown) {
    const tuning = Array.from({ length: rows - shown }, (_, at) => shown + at);
    return { tuning, measured: all, source: `${tuning.length} images given for it`, same: false };
  }
  const known = all.filter(row =>
    labels.slice(row * findings, (row + 1) * findings).some(label => label !== undefined),
  );
  const wanted = share === undefined ? 0 : Math.round(share * known.length);
  if (share === undefined || wanted === 0 || wanted === known.length)
    return {
      tuning: known,
      measured: all,
      source: `the ${known.length} images that are measured`,
      same: true,
    };
  const random = createRandom(seed).fork('images kept apart');
  const shuffled = [...known];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = Math.floor(random.uniform() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
  }
  const tuning = shuffled.slice(0, wanted).sort((one, other) => one - other);
  const apart = new Set(tuning);
  return {
    tuning,
    measured: all.filter(row => !apart.has(row)),
    source: `${wanted} of the ${known.length} labelled images, kept apart by seed ${seed}`,
    same: false,
  };
}

import type { MatrixPart } from '../protocol/sheet.ts';
import { shareOf } from '../protocol/sheet-words.ts';

/** A colour between two variables. */
export interface CellColor {
  readonly from: string;
  readonly to: string;
  /** In [0, 1]: 0 is `from`. */
  readonly share: number;
}

/** The colour of a value: from low to high, or from the middle of the range to either end. */
export function cellColor(value: number, { colors, range }: Pick<MatrixPart, 'colors' | 'range'>): CellColor {
  const share = shareOf(value, range);
  if (colors === 'sequential') return { from: '--low', to: '--high', share };
  const away = Math.abs(share - 0.5) * 2;
  return { from: '--middle', to: share < 0.5 ? '--least' : '--most', share: away };
}

import { shareOption, wholeOption } from './checked.ts';
import type { Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { failure } from '../../protocol/failures/index.ts';

/**
 * Interval of a share by Wilson's score (1927), without correction for continuity: fit for few cases and for shares near 0 and 1.
 * @param successes at most `count`.
 * @param count at least 1.
 * @throws Failure `option-invalid` for counts that are no counts and a level that is not between 0 and 1.
 */
export function wilsonInterval(successes: number, count: number, level = 0.95): Interval {
  shareOption('level', level);
  wholeOption('count', count, 1);
  wholeOption('successes', successes, 0);
  if (successes > count)
    throw failure('option-invalid', {
      option: 'successes',
      value: String(successes),
      expected: `a number of at most ${count}`,
    });
  const z = normalQuantile((1 + level) / 2);
  const share = successes / count;
  const spread = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  const whole = 1 + (z * z) / count;
  const middle = share + (z * z) / (2 * count);
  return {
    low: successes === 0 ? 0 : (middle - spread) / whole,
    high: successes === count ? 1 : (middle + spread) / whole,
    level,
  };
}

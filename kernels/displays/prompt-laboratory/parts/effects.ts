import type { BarsPart } from '../../../../webviews/protocol/sheet.ts';
import { effects, type ScoredLaboratory } from '../laboratory.ts';
import { labelOf } from '../measures.ts';

/** How much each choice matters, whatever the others are; undefined where nothing is varied or known. */
export function effectsPart(scored: ScoredLaboratory): BarsPart | undefined {
  const found = effects(scored);
  if (found.length === 0) return undefined;
  const reach = Math.max(
    0.01,
    ...found.flatMap(({ effect: { value, interval } }) =>
      [value, interval?.low ?? 0, interval?.high ?? 0].map(Math.abs),
    ),
  );
  const axes = [...new Set(found.map(({ axis }) => axis))];
  return {
    id: 'effects',
    kind: 'bars',
    title: `What each choice does to ${labelOf(scored.measure)}`,
    note: `Mean ${labelOf(scored.measure)} of the variants with it − mean of all: prompt sensitivity. Intervals are over the same resampled images.`,
    range: [-reach, reach],
    zero: 0,
    digits: 3,
    groups: axes.map(axis => {
      const own = found.filter(each => each.axis === axis);
      const values = own.map(({ effect }) => effect.value);
      return {
        label: axis,
        note: `${own.length} tried; they differ by up to ${(Math.max(...values) - Math.min(...values)).toFixed(3)}`,
        bars: own.map(({ choice, effect: { value, interval } }) => ({
          label: choice,
          value,
          ...(interval && { low: interval.low, high: interval.high }),
          ...(interval && interval.low > 0 && { mark: 'good' as const }),
          ...(interval && interval.high < 0 && { mark: 'bad' as const }),
        })),
      };
    }),
  };
}

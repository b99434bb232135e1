import type { SheetColumn, SheetMark, TablePart } from '../../../../webviews/protocol/sheet.ts';
import { gridAxes } from '../../../analysis/prompt-grid/factor-effects.ts';
import type { MeasureEstimate } from '../../../analysis/prompt-variants/estimate.ts';
import { flippedImages } from '../../../analysis/prompt-variants/decisions.ts';
import type { VariantMeasure } from '../../../analysis/prompt-variants/measures.ts';
import { estimateColumn, markColumn, numberColumn, textColumn } from '../../sheet/columns.ts';
import type { RankedVariant, ScoredLaboratory } from '../laboratory.ts';
import { labelOf, measures } from '../measures.ts';

/** Below this a variant counts as worse than the best. */
const significant = 0.05;

/** Every variant, the best first. */
export function variantsPart(scored: ScoredLaboratory, order: readonly RankedVariant[]): TablePart {
  const { measure, truth, variants } = scored;
  const known = truth.rows.length > 0;
  const label = labelOf(measure);
  const test =
    measure === 'accuracy'
      ? 'McNemar’s exact test'
      : measure === 'auroc'
        ? 'DeLong’s test'
        : 'their bootstrap standard error';
  return {
    id: 'variants',
    kind: 'table',
    title: known ? `Variants by ${label}` : 'Variants',
    note: known
      ? `p: of the best against each, on the same images, by ${test}, corrected by Holm for ${order.length - 1} comparisons. The best was chosen on these images, so p leans to the small side.`
      : 'Flips: images of which a variant says something else than the first one.',
    total: order.length,
    items: order.map(({ variant: { variant } }) => itemOf(scored, variant.positive, variant.negative)),
    ...(known && order[0]?.variant[measure] && { best: [0] }),
    columns: [
      ...axisColumns(order),
      ...(known
        ? [
            ...measures.map(({ name, label: title }) =>
              estimateColumn(
                title,
                order.map(({ variant }) => ends(variant[name])),
              ),
            ),
            ...barColumn(order, measure, label),
            numberColumn(
              'p',
              order.map(({ pValue }) => pValue),
              { digits: 4 },
            ),
            verdictColumn(order, measure),
          ]
        : [
            numberColumn(
              'flips',
              order.map(
                ({ variant }) => flippedImages(variants[0]!.decided, variant.decided, truth.classes).length,
              ),
              { digits: 0 },
            ),
          ]),
    ],
  };
}

function axisColumns(order: readonly RankedVariant[]): SheetColumn[] {
  const varied = gridAxes.filter(axis => new Set(order.map(({ variant }) => variant.variant[axis])).size > 1);
  return (varied.length === 0 ? (['template'] as const) : varied).map(axis =>
    textColumn(
      axis,
      order.map(({ variant }) => variant.variant[axis]),
    ),
  );
}

function barColumn(order: readonly RankedVariant[], measure: VariantMeasure, label: string): SheetColumn[] {
  const values = order.map(({ variant }) => variant[measure]?.value);
  const low = measure === 'matthews' ? Math.min(0, ...values.map(value => value ?? 0)) : 0;
  return [numberColumn(`${label} drawn`, values, { digits: 2, bar: [low, 1] })];
}

function verdictColumn(order: readonly RankedVariant[], measure: VariantMeasure): SheetColumn {
  return markColumn(
    'against the best',
    order.map(({ variant, pValue }, at): { text: string; mark?: SheetMark } => {
      if (variant[measure] === undefined) return { text: '' };
      if (at === 0) return { text: 'best', mark: 'good' };
      if (pValue === undefined) return { text: 'cannot be tested' };
      return pValue < significant ? { text: 'worse', mark: 'bad' } : { text: 'not told apart' };
    }),
  );
}

function ends(
  estimate: MeasureEstimate | undefined,
): { value: number; low: number | undefined; high: number | undefined } | undefined {
  return estimate && { value: estimate.value, low: estimate.interval?.low, high: estimate.interval?.high };
}

/** A variant of one prompt, of a single class, stands for that prompt. */
function itemOf(
  { grid }: ScoredLaboratory,
  positive: readonly (readonly (readonly number[])[])[],
  negative: readonly (readonly (readonly number[])[])[],
): { readonly kind: 'prompt'; readonly text: string } | null {
  const texts = [...positive.flat(2), ...negative.flat(2)];
  return texts.length === 1 ? { kind: 'prompt', text: grid.texts[texts[0]!]! } : null;
}

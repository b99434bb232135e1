import type { SheetData, SheetPart } from '../../../webviews/protocol/sheet.ts';
import { cautionsOf } from './cautions.ts';
import { promptGroups } from './edits.ts';
import { heldOut, ranked, type RankedVariant, type ScoredLaboratory } from './laboratory.ts';
import { labelOf, measures } from './measures.ts';
import { differencesPart } from './parts/differences.ts';
import { effectsPart } from './parts/effects.ts';
import { flipsPart } from './parts/flips.ts';
import { reliabilityPart } from './parts/reliability.ts';
import { variantsPart } from './parts/variants.ts';
import type { LaboratoryPicture } from './values.ts';

/** A laboratory as it is drawn. */
export function laboratorySheet(
  scored: ScoredLaboratory,
  picture: LaboratoryPicture,
  edited: boolean,
): SheetData {
  const { measure, truth, options } = scored;
  const order = ranked(scored, measure);
  const known = truth.rows.length > 0;
  const choice = heldOut(scored, measure);
  const parts: (SheetPart | undefined)[] = [
    known
      ? {
          id: 'measure',
          kind: 'choice',
          title: 'Order by',
          options: measures.map(({ label }) => label),
          value: labelOf(measure),
        }
      : undefined,
    variantsPart(scored, order),
    effectsPart(scored),
    differencesPart(order, measure, options.level),
    flipsPart(order, picture),
    reliabilityPart(scored, order),
    ...textParts(scored),
  ];
  return {
    title: 'Prompt laboratory',
    summary: summaryOf(scored, order, picture, choice),
    cautions: cautionsOf(scored, order, picture, choice),
    parts: parts.filter(part => part !== undefined),
    edited,
  };
}

function summaryOf(
  { grid, measure, truth, options, variants }: ScoredLaboratory,
  [best]: readonly RankedVariant[],
  { compared }: LaboratoryPicture,
  choice: ReturnType<typeof heldOut>,
): string {
  const axes = [
    [Object.keys(grid.axes.templates).length, 'template'],
    [Object.keys(grid.axes.wordings).length, 'wording'],
    [Object.keys(grid.axes.negations).length, 'negation'],
    [Object.keys(grid.axes.prefixes).length, 'prefix'],
  ] as const;
  const counts = axes.filter(([count]) => count > 1).map(([count, what]) => `${count} ${plural(what)}`);
  const size = `${variants.length} ${variants.length === 1 ? 'variant' : 'variants'}${
    counts.length > 1 ? ` (${counts.join(' × ')})` : ''
  } of ${grid.texts.length} prompts on ${compared.embeddings.count} images`;
  const top = best?.variant[measure];
  if (truth.rows.length === 0) return `${size}; no truth given: what variants say, not how well.`;
  if (best === undefined || top === undefined)
    return `${size}; ${labelOf(measure)} has no value: it needs images with and without a class.`;
  const range = top.interval ? ` [${top.interval.low.toFixed(3)}, ${top.interval.high.toFixed(3)}]` : '';
  const held = choice
    ? ` Chosen on one half of the images and measured on the other: ${choice.value.toFixed(3)} (${choice.splits} random splits, both ways).`
    : '';
  const level = options.resamples > 0 ? `; ${Math.round(options.level * 100)} % intervals` : '';
  return `${size}${level}. Best ${labelOf(measure)}: “${best.variant.name}” with ${top.value.toFixed(3)}${range}.${held}`;
}

function textParts(scored: ScoredLaboratory): SheetPart[] {
  const { axes, grid } = scored;
  const parts: SheetPart[] = [
    {
      id: 'prompts',
      kind: 'texts',
      title: 'Prompts',
      note: '{} is where the class goes; {age} or another name in a prefix is filled in from the metadata of each image. Only new prompts are encoded.',
      groups: promptGroups(axes),
      extensible: true,
    },
  ];
  parts.push({
    id: 'wordings',
    kind: 'texts',
    title: 'Wordings',
    note: `Words for ${grid.classes.join(', ')}, in this order.`,
    groups: Object.entries(grid.axes.wordings).map(([label, texts]) => ({ label, texts })),
    extensible: false,
  });
  return parts;
}

function plural(what: string): string {
  return what === 'prefix' ? 'prefixes' : `${what}s`;
}

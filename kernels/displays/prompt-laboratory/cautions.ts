import type { HeldOutChoice } from '../../analysis/prompt-grid/held-out-choice.ts';
import type { RankedVariant, ScoredLaboratory } from './laboratory.ts';
import { labelOf } from './measures.ts';
import type { LaboratoryPicture } from './values.ts';

/** Ensembles named one by one; the rest is counted. */
const mostDeficits = 3;

/** What a reader must not miss. */
export function cautionsOf(
  scored: ScoredLaboratory,
  order: readonly RankedVariant[],
  { classes, compared, truncated }: LaboratoryPicture,
  choice: HeldOutChoice | undefined,
): string[] {
  const { truth, measure, deficits, tried, grid } = scored;
  const cautions: string[] = [];
  const { failures } = compared.embeddings;
  if (failures.length > 0)
    cautions.push(
      `${failures.length} ${failures.length === 1 ? 'image' : 'images'} could not be read: ${failures[0]!.failure.message}`,
    );
  const cut = grid.texts.filter(truncated);
  if (cut.length > 0)
    cautions.push(
      `${cut.length} of ${grid.texts.length} prompts are longer than the model reads; their ends count for nothing.`,
    );
  if (truth.rows.length === 0) return cautions;
  const values = order.map(({ variant }) => variant[measure]?.value).filter(value => value !== undefined);
  if (values.length > 1 && Math.max(...values) === Math.min(...values))
    cautions.push(`All variants have the same ${labelOf(measure)}: these images cannot choose between them.`);
  else if (tried > 1) {
    const held =
      choice && choice.optimism > 0.0005
        ? ` Chosen on one half and measured on the other, ${labelOf(measure)} is ${choice.value.toFixed(3)}, not ${choice.apparent.toFixed(3)}.`
        : '';
    cautions.push(
      `${tried} variants were tried on these ${truth.rows.length} images in this notebook: the best of them is partly lucky.${held}`,
    );
  }
  const rare = classes
    .map((name, column): [string, number] => [
      name,
      truth.rows.filter(image => truth.mask[image * truth.classes + column] === 1).length,
    ])
    .filter(([, count]) => count < 10);
  if (truth.rows.length < 50)
    cautions.push(
      `${truth.rows.length} ${truth.rows.length === 1 ? 'image' : 'images'} of known truth make wide intervals, and small differences cannot be told from chance.`,
    );
  else if (rare.length > 0)
    cautions.push(
      `Few images of ${rare
        .slice(0, 5)
        .map(([name, count]) => `${name} (${count})`)
        .join(', ')}${rare.length > 5 ? ' and others' : ''}: what is said of them is uncertain.`,
    );
  cautions.push(...deficits.slice(0, mostDeficits));
  if (deficits.length > mostDeficits)
    cautions.push(
      `${deficits.length - mostDeficits} more ensembles score below the best of their single prompts.`,
    );
  return cautions;
}

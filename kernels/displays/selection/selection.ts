import { currentCell } from '../../protocol/cell-host.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { NotebookSelection } from '../../protocol/selection.ts';

/**
 * The images and prompts that are chosen in the outputs of the notebook now, in the order in which they were chosen:
 * `images.filter(({ name }) => selection().images.includes(name))` are the chosen pictures. Nothing is chosen outside a notebook.
 */
export function selection(): NotebookSelection {
  const { images, prompts } = currentCell()?.selection() ?? { images: [], prompts: [] };
  return { images: [...images], prompts: [...prompts] };
}

/**
 * Chooses images or prompts from a cell, as a click does: all outputs of the notebook mark them. A kind that is not given stays as it
 * is; `select({ images: [], prompts: [] })` clears all. Names that come twice count once.
 * @returns What is chosen now; outside a notebook what would be.
 * @throws Failure `selection-names` for anything but lists of texts.
 */
export function select(change: {
  readonly images?: Iterable<string> | undefined;
  readonly prompts?: Iterable<string> | undefined;
}): NotebookSelection {
  const before = selection();
  const chosen: NotebookSelection = {
    images: namesIn('images', change.images) ?? before.images,
    prompts: namesIn('prompts', change.prompts) ?? before.prompts,
  };
  currentCell()?.select(chosen);
  return chosen;
}

/** A cell is not checked against types. */
function namesIn(kind: keyof NotebookSelection, given: unknown): string[] | undefined {
  if (given === undefined) return undefined;
  const listed = typeof given === 'object' && given !== null && Symbol.iterator in given;
  const names = listed ? [...(given as Iterable<unknown>)] : [given];
  const wrong = names.find(name => typeof name !== 'string');
  if (!listed || wrong !== undefined)
    throw failure('selection-names', { kind, what: listed ? typeof wrong : typeof given });
  return [...new Set(names as string[])];
}

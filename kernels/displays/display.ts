import { currentCell } from '../protocol/cell-host.ts';
import type { DisplayBundle } from '../protocol/kernel/outputs.ts';
import { displayBundle } from './display-bundle.ts';
import { displaySymbol, isDisplayed } from './displayed.ts';
import { inspectError } from './inspection/inspect.ts';

/** Something shown, which can be shown anew in its place. */
export interface DisplayHandle {
  readonly id: string;
  /** Replaces what is shown. Settles when the new value is on its way. */
  update(value: unknown): Promise<void>;
}

/**
 * Shows a value below the running cell, now, whatever the cell's last expression is. With an `id` that was shown before, in its
 * place. In a terminal it is written as text.
 */
export async function display(
  value: unknown,
  { id }: { readonly id?: string | undefined } = {},
): Promise<DisplayHandle> {
  const cell = currentCell();
  let shown = id;
  const show = async (next: unknown): Promise<void> => {
    const bundle = await bundleOf(next);
    if (cell) shown = cell.display(bundle, shown);
    else writeText(bundle);
  };
  await show(value);
  return { id: shown ?? '', update: show };
}

/** What a value shows: its own bundle if it has one, else `displayBundle`. Never throws: a display that fails shows why. */
export async function bundleOf(value: unknown): Promise<DisplayBundle> {
  try {
    if (isDisplayed(value)) return await value[displaySymbol]();
  } catch (error) {
    const problem = error instanceof Error ? inspectError(error) : String(error);
    return { 'text/plain': `This value could not show itself: ${problem}` };
  }
  return displayBundle(value);
}

function writeText(bundle: DisplayBundle): void {
  const text = bundle['text/plain'];
  if (typeof text === 'string') process.stdout.write(`${text}\n`);
}

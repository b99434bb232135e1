import type { ModelChoices } from './kernel/methods.ts';
import type { DisplayBundle } from './kernel/outputs.ts';
import type { NotebookSelection } from './selection.ts';

/** What the cell engine offers the library while a cell runs. The library works the same without one. */
export interface CellHost {
  /** Aborts when the cell is interrupted: long calls stop between batches. */
  readonly signal: AbortSignal;
  readonly choices: ModelChoices;
  /** Shows a bundle below the cell; with an `id` that was shown before, in its place. Returns the id. */
  display(bundle: DisplayBundle, id?: string): string;
  /**
   * Makes a value answer its pictures: `answer` gets what a page sends, and what it returns goes back to that page.
   * Returns the name that the payload carries as `live`, and a way to speak to all its pictures.
   */
  openView(answer: (message: unknown) => unknown): LiveView;
  /** What is chosen in the notebook's pictures now. */
  selection(): NotebookSelection;
  /** Chooses instead, in all pictures. */
  select(chosen: NotebookSelection): void;
  /** What the library keeps while the kernel lives, by name: `begin` makes it when it is first asked for, a restart forgets it. */
  kept<Value extends object>(name: string, begin: () => Value): Value;
  /** Tells the host which models are held; called by `loadClip` and `close`. */
  modelsChanged(models: readonly { name: string; device: string; precision: string }[]): void;
}

export interface LiveView {
  readonly live: string;
  tell(message: unknown): void;
}

const key = Symbol.for('clip-notebook.cell-host');

/**
 * The host of the cell that this call belongs to, also after an `await` and after the cell ended; undefined outside a notebook.
 * It goes through a registered symbol because the engine and the library are separate bundles.
 */
export function currentCell(): CellHost | undefined {
  return (globalThis as { [key]?: () => CellHost | undefined })[key]?.();
}

/** Installed once by the cell engine. */
export function provideCellHost(current: () => CellHost | undefined): void {
  (globalThis as { [key]?: () => CellHost | undefined })[key] = current;
}

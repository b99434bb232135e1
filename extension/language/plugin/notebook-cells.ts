/** What the editor tells the plugin: `configurePlugin('clip-notebook-cells', …)`. */
export interface CellsConfiguration {
  /** Declarations of the module `clip-notebook`, an absolute path. */
  readonly declarations: string;
  readonly notebooks: readonly NotebookCells[];
}

export interface NotebookCells {
  /** Where relative imports and packages are looked for: an absolute path. */
  readonly folder: string;
  /** Names that TypeScript's server knows the code cells by, in the order of the notebook. */
  readonly cells: readonly string[];
}

/** A cell among those of its notebook. */
export interface PlacedCell {
  readonly notebook: NotebookCells;
  readonly index: number;
}

/** Finds a cell by its name in TypeScript's server. */
export function placedCells(notebooks: readonly NotebookCells[]): (file: string) => PlacedCell | undefined {
  const places = new Map<string, PlacedCell>();
  for (const notebook of notebooks)
    notebook.cells.forEach((file, index) => places.set(file, { notebook, index }));
  // The server calls a document without a file `^/…`, and below the open folder where it resolves imports.
  return file => places.get(file.slice(Math.max(0, file.indexOf('^/'))));
}

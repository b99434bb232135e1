/** Why a cell ended without succeeding, as it is shown to its author. */
export interface CellFault {
  /** `interrupted`: the author stopped it. `kernel-lost`: the process ended under it. `skipped`: an earlier cell of the run failed. */
  readonly kind: 'error' | 'syntax' | 'interrupted' | 'kernel-lost' | 'skipped';
  /** Class of the error, `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** Name, message, frames in cells as `Cell 3:2:5`, frames in files as they are, causes; frames of the kernel are left out. */
  readonly stack: string;
  /** Where in a cell: the topmost frame that lies in one. */
  readonly place?: CellPlace | undefined;
  /** A code of the catalogue, if the failure has one. */
  readonly code?: string | undefined;
}

/** `line` and `column` count from 1, in the text of the cell as it was run. */
export interface CellPlace {
  readonly cell: string;
  readonly position: number;
  readonly line: number;
  readonly column: number;
}

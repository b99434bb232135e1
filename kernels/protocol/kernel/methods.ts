import type { CellFault } from './faults.ts';
import type { NotebookSelection } from '../selection.ts';
import type { OutputChange } from './outputs.ts';

/** Raised whenever a message changes its meaning. Both sides compare it before anything else is said. */
export const protocolVersion = 1;

/** What the host asks of a kernel: one row a method; requests, responses and stubs are derived from it. */
export interface KernelMethods {
  /** The first request. A kernel that speaks another version refuses it with Failure `kernel-version`. */
  readonly hello: { readonly params: HelloParams; readonly result: KernelIdentity };
  /** Runs one cell after those asked for before it. A cell that fails is a result, not a rejection. */
  readonly execute: { readonly params: ExecuteParams; readonly result: ExecuteResult };
  /** A message from a live view to the value that drew it. */
  readonly view: { readonly params: ViewMessage; readonly result: unknown };
  /** What the reader chose: cells read it from then on. Taken at once, also while a cell runs. */
  readonly select: { readonly params: NotebookSelection; readonly result: null };
  /** Holds prompts against what the notebook has, between its cells; `webviews/protocol/workbench.ts` says what is asked and answered. */
  readonly workbench: {
    readonly params: { readonly message: unknown; readonly choices: ModelChoices };
    readonly result: unknown;
  };
  readonly status: { readonly params: Record<string, never>; readonly result: KernelStatus };
  /** Asks the kernel to end by itself; it answers, frees its models and exits with code 0. */
  readonly shutdown: { readonly params: Record<string, never>; readonly result: null };
}

/** What a kernel tells unasked. */
export interface KernelEvents {
  /** Changes to the outputs of one cell, in order; also after the cell ended. */
  readonly output: { readonly cell: string; readonly changes: readonly OutputChange[] };
  /** A live view of the kernel speaks to its pictures. */
  readonly view: ViewMessage;
  /** A cell chose, for all pictures of the notebook. */
  readonly selection: NotebookSelection;
  readonly status: KernelStatus;
}

export interface HelloParams {
  readonly protocol: number;
  /** Version of the package that started the kernel. */
  readonly version: string;
  /** Absolute path of the notebook; imports resolve from its folder. */
  readonly notebook: string;
}

export interface KernelIdentity {
  readonly protocol: number;
  readonly version: string;
  readonly pid: number;
  readonly node: string;
}

export interface ExecuteParams {
  /** The host's name of the cell, stable while the notebook is open; outputs carry it. */
  readonly cell: string;
  /** 1-based place of the cell in the notebook: how errors name it. */
  readonly position: number;
  readonly source: string;
  readonly choices: ModelChoices;
}

/** What the user chose for the notebook; `loadClip()` without a name or device takes these. */
export interface ModelChoices {
  readonly model?: string | undefined;
  readonly device?: string | undefined;
}

export type ExecuteResult =
  | { readonly ok: true; readonly milliseconds: number }
  | { readonly ok: false; readonly milliseconds: number; readonly fault: CellFault };

export interface ViewMessage {
  /** Names one live value of one kernel process; never used twice. */
  readonly view: string;
  readonly message: unknown;
}

export interface KernelStatus {
  /** Resident memory in bytes. */
  readonly residentBytes: number;
  readonly models: readonly { readonly name: string; readonly device: string; readonly precision: string }[];
  readonly running: boolean;
}

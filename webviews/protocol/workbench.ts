import type { ViewPayload } from './views.ts';

/** What the workbench keeps for a notebook. */
export interface WorkbenchState {
  readonly prompts: readonly WorkbenchPrompt[];
  readonly target: WorkbenchTarget;
  readonly show: WorkbenchShow;
}

export interface WorkbenchPrompt {
  readonly text: string;
  /** What it stands for; prompts of one class are ensembled. Empty: a template, or itself alone. */
  readonly class: string;
  /** Which way of wording it belongs to; empty is one as well. */
  readonly variant: string;
}

/** `fit`: each prompt against the target. `variants`: ways of wording compared. `alike`: prompts among themselves. */
export type WorkbenchShow = 'fit' | 'variants' | 'alike';

/** What prompts are held against. */
export type WorkbenchTarget =
  | { readonly kind: 'variable'; readonly name: string }
  /** Absolute path. */
  | { readonly kind: 'folder'; readonly path: string }
  /** Drawn pictures; an empty modality is all kinds in turn. */
  | { readonly kind: 'phantoms'; readonly modality: string; readonly count: number };

/** What the kernel has to hold prompts against. */
export interface WorkbenchSources {
  readonly variables: readonly WorkbenchVariable[];
  /** Kinds of phantoms. */
  readonly phantoms: readonly string[];
  /** The variable that holds a model; without one the notebook's choice is loaded. */
  readonly clip?: string | undefined;
  /** Every name that cells declared. */
  readonly names: readonly string[];
}

export interface WorkbenchVariable {
  readonly name: string;
  readonly holds: 'images' | 'labels' | 'embeddings';
  readonly count: number;
}

/** What the host asks of a kernel for the workbench. */
export type WorkbenchAsk =
  { readonly kind: 'sources' } | { readonly kind: 'score'; readonly state: WorkbenchState };

/** The picture of a state, and how many prompts had to be encoded for it. */
export interface WorkbenchScored {
  readonly payload: ViewPayload;
  readonly encoded: number;
}

/** What the panel sends to the host. */
export type WorkbenchPageMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'keep'; readonly state: WorkbenchState }
  | { readonly kind: 'score'; readonly request: number; readonly state: WorkbenchState }
  | { readonly kind: 'pick-folder' }
  | { readonly kind: 'insert'; readonly state: WorkbenchState };

/** What the host sends to the panel. */
export type WorkbenchHostMessage =
  /** Another notebook, or none: then `sentence` says what to do. */
  | { readonly kind: 'notebook'; readonly name: string; readonly state: WorkbenchState }
  | { readonly kind: 'none'; readonly sentence: string }
  | { readonly kind: 'sources'; readonly sources: WorkbenchSources }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'scored'; readonly request: number; readonly scored: WorkbenchScored }
  | { readonly kind: 'refused'; readonly request: number; readonly sentence: string }
  /** What happened, for the reader. */
  | { readonly kind: 'say'; readonly sentence: string; readonly bad: boolean };

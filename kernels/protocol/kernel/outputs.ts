/** One change to the outputs of a cell. */
export type OutputChange =
  | { readonly kind: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  /** A new output. With `display`, later updates reach it. */
  | { readonly kind: 'display'; readonly items: readonly OutputItem[]; readonly display?: string | undefined }
  /** Replaces what the output `display` shows, in whichever cell it stands. */
  | { readonly kind: 'update'; readonly items: readonly OutputItem[]; readonly display: string }
  /** The value of the last expression. */
  | { readonly kind: 'result'; readonly items: readonly OutputItem[]; readonly display?: string | undefined }
  /** Takes all outputs of the cell away; with `wait`, when the next one comes. */
  | { readonly kind: 'clear'; readonly wait: boolean };

/** One of the forms of an output, richest first. `data` holds exactly its bytes: UTF-8 for text and JSON, raw for pictures. */
export interface OutputItem {
  readonly mime: string;
  readonly data: Uint8Array;
}

/** What `[Symbol.for('Jupyter.display')]()` returns: text as strings, pictures as bytes or base64, `…json` types as values. */
export type DisplayBundle = Readonly<Record<string, unknown>>;

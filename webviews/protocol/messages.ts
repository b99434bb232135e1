import type { Selection } from './selection.ts';

/** What a page sends to the host. */
export type PageMessage =
  | PageAsk
  /** The reader chose: for the kernel, and for the notebook's pictures in other editors. */
  | { readonly kind: 'select'; readonly selection: Selection }
  /** A page that was just opened wants to know what is chosen. */
  | { readonly kind: 'selection' };

/** For the value in the kernel that `live` names. */
export interface PageAsk {
  readonly kind: 'ask';
  readonly live: string;
  /** Chosen by the page; the reply carries it. */
  readonly request: string;
  readonly message: unknown;
}

/** What the host sends to pages. A page takes what names its own `live` or `request`, and every selection. */
export type HostMessage =
  | { readonly kind: 'reply'; readonly request: string; readonly ok: true; readonly value: unknown }
  /** `sentence` is for the reader. */
  | { readonly kind: 'reply'; readonly request: string; readonly ok: false; readonly sentence: string }
  | { readonly kind: 'tell'; readonly live: string; readonly message: unknown }
  | { readonly kind: 'selected'; readonly selection: Selection };

/** What a page sends to the host, and through it to the value in the kernel. */
export interface PageMessage {
  readonly kind: 'ask';
  readonly live: string;
  /** Chosen by the page; the reply carries it. */
  readonly request: string;
  readonly message: unknown;
}

/** What the host sends to pages. A page takes what names its own `live` or `request`. */
export type HostMessage =
  | { readonly kind: 'reply'; readonly request: string; readonly ok: true; readonly value: unknown }
  /** `sentence` is for the reader. */
  | { readonly kind: 'reply'; readonly request: string; readonly ok: false; readonly sentence: string }
  | { readonly kind: 'tell'; readonly live: string; readonly message: unknown };

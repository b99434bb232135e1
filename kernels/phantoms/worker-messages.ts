import type { Phantom } from './phantom.ts';

/** A worker's answer to a `PhantomRequest`. */
export type PhantomResponse =
  | { readonly phantom: Phantom }
  /** The modality cannot draw what was asked for: a place it does not know. */
  | { readonly refusal: string }
  /** A fault of the program. */
  | { readonly fault: string; readonly stack: string | undefined };

import type { Phantom } from './phantom.ts';

/** A worker's answer to a `PhantomRequest` that has been checked; a problem is a fault of the program. */
export type PhantomResponse =
  { readonly phantom: Phantom } | { readonly problem: string; readonly stack: string | undefined };

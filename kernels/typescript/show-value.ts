import { types } from 'node:util';
import type { DisplayBundle } from '../protocol/kernel/outputs.ts';

const displaySymbol = Symbol.for('Jupyter.display');

/** What the last expression of a cell shows. */
export interface Shown {
  /** Nothing for undefined. */
  readonly bundle?: DisplayBundle | undefined;
  /** The value's own display threw this; `bundle` is then what any value shows. */
  readonly problem?: { readonly thrown: unknown } | undefined;
}

/** The bundle of `value`: its own, by `[Symbol.for('Jupyter.display')]`, or what `bundleOf` makes of it. */
export async function showValue(
  value: unknown,
  bundleOf: (value: unknown) => DisplayBundle | Promise<DisplayBundle>,
): Promise<Shown> {
  if (value === undefined) return {};
  try {
    const display = ownDisplay(value);
    if (display === undefined) return { bundle: await bundleOf(value) };
    const bundle = await display.call(value);
    if (typeof bundle === 'object' && bundle !== null) return { bundle: bundle as DisplayBundle };
    throw new TypeError("[Symbol.for('Jupyter.display')]() must return an object of MIME types.");
  } catch (thrown) {
    return { bundle: await bundleOf(plainly(value)), problem: { thrown } };
  }
}

function ownDisplay(value: unknown): ((this: unknown) => unknown) | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || types.isProxy(value))
    return undefined;
  const display = (value as { [displaySymbol]?: unknown })[displaySymbol];
  return typeof display === 'function' ? (display as (this: unknown) => unknown) : undefined;
}

function plainly(value: unknown): unknown {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    return '[object]';
  }
}

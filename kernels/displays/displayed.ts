import type { DisplayBundle } from '../protocol/kernel/outputs.ts';

/** What a value calls its own display by; Deno's kernel uses the same name. */
export const displaySymbol = Symbol.for('Jupyter.display');

/** A value that shows itself. */
export interface Displayed {
  [displaySymbol](): DisplayBundle | Promise<DisplayBundle>;
}

/** A value that shows what `bundle` makes, made once and when it is first shown. */
export function displayed(bundle: () => DisplayBundle | Promise<DisplayBundle>): Displayed {
  let made: DisplayBundle | Promise<DisplayBundle> | undefined;
  return { [displaySymbol]: () => (made ??= bundle()) };
}

export function isDisplayed(value: unknown): value is Displayed {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { [displaySymbol]?: unknown })[displaySymbol] === 'function'
  );
}

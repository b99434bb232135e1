import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { currentContext, inContext } from './cell-context.ts';

type Callback = (this: unknown, ...values: unknown[]) => void;
type Start = (callback: Callback, ...rest: unknown[]) => unknown;

/** Node's own timers, for the kernel. */
export const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval } = globalThis;

/** Makes every timer of a cell die with it: after an interrupt its callback is not called, and its promise rejects. */
export function bindTimersToCells(): void {
  const waits = timersPromises as unknown as Record<string, (...values: unknown[]) => unknown>;
  const wait = { setTimeout: waits['setTimeout']!, setImmediate: waits['setImmediate']! };
  const every = waits['setInterval']!;
  waits['setTimeout'] = (milliseconds, value, options) =>
    wait.setTimeout(milliseconds, value, withSignal(options));
  waits['setImmediate'] = (value, options) => wait.setImmediate(value, withSignal(options));
  waits['setInterval'] = (milliseconds, value, options) => every(milliseconds, value, withSignal(options));
  const module = timers as unknown as Record<string, unknown>;
  for (const [name, start] of Object.entries({ setTimeout, setInterval, setImmediate })) {
    const bound = boundTimer(name, start as unknown as Start);
    if (name in wait) Object.defineProperty(bound, promisify.custom, { value: waits[name] });
    module[name] = bound;
    Object.defineProperty(globalThis, name, {
      value: bound,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }
  syncBuiltinESMExports();
}

function boundTimer(name: string, start: Start): Start {
  const bound: Start = (callback, ...rest) => {
    const context = currentContext();
    if (context === undefined || typeof callback !== 'function') return start(callback, ...rest);
    context.signal.throwIfAborted();
    return start(
      function (...values) {
        if (!context.signal.aborted) inContext(context, () => callback.apply(this, values));
        else if (name === 'setInterval') clearInterval(this as NodeJS.Timeout);
      },
      ...rest,
    );
  };
  Object.defineProperty(bound, 'name', { value: name });
  return bound;
}

function withSignal(options: unknown): unknown {
  const signal = currentContext()?.signal;
  if (signal === undefined) return options;
  if (typeof options !== 'object' || options === null) return { signal };
  const own = (options as { signal?: unknown }).signal;
  return { ...options, signal: own instanceof AbortSignal ? AbortSignal.any([own, signal]) : signal };
}

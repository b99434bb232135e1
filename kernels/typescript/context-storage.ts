import { AsyncLocalStorage } from 'node:async_hooks';
import { promiseHooks } from 'node:v8';

/** A value that follows code through promises, timers and ticks. */
export interface ContextStorage<Value> {
  readonly get: () => Value | undefined;
  readonly run: <Result>(value: Value, work: () => Result) => Result;
  /** The value where `error` was thrown, or where the rejected `promise` was made, if it is known. */
  readonly of: (error: unknown, promise?: object) => Value | undefined;
  /** Forgets what a termination left behind. */
  readonly reset: () => void;
}

/**
 * An AsyncLocalStorage where it needs no async hooks. Where it does (before Node 24 without `--experimental-async-context-frame`) V8's
 * promise hooks carry the value instead: async hooks keep a stack that a termination leaves unbalanced, over which Node ends the process.
 */
export function createContextStorage<Value extends object>(): ContextStorage<Value> {
  return hasContextFrames() ? localStorage() : promiseStorage();
}

function hasContextFrames(): boolean {
  return (
    Number(process.versions.node.split('.')[0]) >= 24 ||
    process.execArgv.includes('--experimental-async-context-frame')
  );
}

function localStorage<Value>(): ContextStorage<Value> {
  const storage = new AsyncLocalStorage<Value>();
  const get = (): Value | undefined => storage.getStore();
  return { get, run: (value, work) => storage.run(value, work), of: get, reset: () => undefined };
}

function promiseStorage<Value extends object>(): ContextStorage<Value> {
  const made = new WeakMap<object, Value>();
  let current: Value | undefined;
  let thrown: { readonly error: unknown; readonly value: Value } | undefined;
  promiseHooks.createHook({
    init: promise => {
      if (current !== undefined) made.set(promise, current);
    },
    before: promise => {
      current = made.get(promise);
    },
    after: () => {
      current = undefined;
    },
  });
  const run: ContextStorage<Value>['run'] = (value, work) => {
    const outer = current;
    current = value;
    try {
      return work();
    } catch (error) {
      thrown = { error, value };
      throw error;
    } finally {
      current = outer;
    }
  };
  bindCallbacks(callback => {
    const value = current;
    return value === undefined ? callback : (...values) => run(value, () => callback(...values));
  });
  const of = (error: unknown, promise?: object): Value | undefined =>
    promise === undefined ? (thrown?.error === error ? thrown?.value : current) : made.get(promise);
  return { get: () => current, run, of, reset: () => (current = undefined) };
}

type Callback = (...values: unknown[]) => unknown;

/** Callbacks that run without a promise or a timer. */
function bindCallbacks(bind: (callback: Callback) => Callback): void {
  const bound = (callback: unknown): Callback =>
    typeof callback === 'function' ? bind(callback as Callback) : (callback as Callback);
  const nextTick = process.nextTick.bind(process);
  process.nextTick = (callback: unknown, ...values: unknown[]) => nextTick(bound(callback), ...values);
  const { queueMicrotask } = globalThis;
  globalThis.queueMicrotask = callback => queueMicrotask(bound(callback));
}

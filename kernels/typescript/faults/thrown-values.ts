import { inspect, types } from 'node:util';

/** What can be read of a thrown value without anything it does being able to harm. */
export interface ThrownValue {
  readonly isError: boolean;
  readonly name: string;
  readonly message: string;
  /** Text, or the call sites a `prepareStackTrace` of the cell returned. */
  readonly stack: string | readonly unknown[] | undefined;
  readonly code: string | undefined;
  readonly hasCause: boolean;
  readonly cause: unknown;
  /** Of an AggregateError. */
  readonly errors: readonly unknown[];
}

/** Looks at a thrown value of any realm. Getters that throw, proxies and objects without prototype are read around. */
export function readThrown(value: unknown): ThrownValue {
  if (!isErrorLike(value))
    return { ...none, name: 'Thrown', message: `${inspected(value)} was thrown; it is not an Error.` };
  const name = text(value, 'name') ?? constructorName(value) ?? 'Error';
  const stack = read(value, 'stack');
  const errors = read(value, 'errors');
  return {
    isError: true,
    name,
    message: text(value, 'message') ?? '',
    stack: typeof stack === 'string' || Array.isArray(stack) ? stack : undefined,
    code: text(value, 'code'),
    hasCause: has(value, 'cause'),
    cause: read(value, 'cause'),
    errors: Array.isArray(errors) ? errors : [],
  };
}

/** A value in a line or a few, whatever it does when it is looked at. */
export function inspected(value: unknown): string {
  try {
    return inspect(value, {
      depth: 2,
      maxArrayLength: 20,
      maxStringLength: 2000,
      breakLength: 100,
      getters: false,
    });
  } catch {
    return typeof value === 'function' ? 'a function' : 'an object that cannot be shown';
  }
}

const none = {
  isError: false,
  stack: undefined,
  code: undefined,
  hasCause: false,
  cause: undefined,
  errors: [],
};

/** Also objects that only look like errors, such as a DOMException or what a library made by hand. */
function isErrorLike(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (types.isNativeError(value)) return true;
  try {
    if (value instanceof Error) return true;
  } catch {
    return false;
  }
  return (
    !types.isProxy(value) && typeof read(value, 'stack') === 'string' && text(value, 'message') !== undefined
  );
}

function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function has(value: object, key: string): boolean {
  try {
    return key in value && read(value, key) !== undefined;
  } catch {
    return false;
  }
}

function text(value: object, key: string): string | undefined {
  const found = read(value, key);
  return typeof found === 'string' ? found : undefined;
}

function constructorName(value: object): string | undefined {
  const made = read(value, 'constructor');
  return typeof made === 'function' ? text(made, 'name') : undefined;
}

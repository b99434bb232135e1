import { printable } from './printable.ts';

/**
 * What a checkpoint's pickle holds, as inert data: lists and tuples are arrays, dicts are Maps, everything that Python
 * would have called is a record of what was asked for. Nothing here can run.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | PickleGlobal
  | PickleObject
  | PickleStorage
  | PickleTensor;

/** A name that the pickle refers to, such as `torch.FloatStorage`. */
export interface PickleGlobal {
  readonly kind: 'global';
  readonly name: string;
}

/** An object of the class `type`, with the state that Python would have given it. */
export interface PickleObject {
  readonly kind: 'object';
  readonly type: string;
  readonly arguments: PickleValue;
  state: PickleValue;
}

/** A run of elements kept apart from the pickle. */
export interface PickleStorage {
  readonly kind: 'storage';
  /** Class, such as `torch.HalfStorage`. */
  readonly type: string;
  readonly key: string;
  /** Length in elements of `type`. */
  readonly count: number;
}

/** A window on a storage; every number is as the pickle says, unchecked. */
export interface PickleTensor {
  readonly kind: 'tensor';
  readonly storage: PickleStorage;
  /** Element type by its torch name, where the storage's class does not tell. */
  readonly dtype?: string;
  /** First element. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** Whether `value` has the given `kind`. */
export function isKind<Kind extends 'global' | 'object' | 'storage' | 'tensor'>(
  value: PickleValue | undefined,
  kind: Kind,
): value is Extract<PickleValue, { kind: Kind }> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Uint8Array) &&
    value.kind === kind
  );
}

/** What `value` is, in words for a message. */
export function describePickleValue(value: PickleValue): string {
  if (value === null) return 'None';
  if (Array.isArray(value)) return `a list of ${value.length} items`;
  if (value instanceof Map) {
    const keys = [...value.keys()].filter(key => typeof key === 'string');
    return `a dict with ${keys.length === 0 ? 'no names' : `the keys ${printable(keys.slice(0, 8).join(', '))}`}`;
  }
  if (value instanceof Uint8Array) return 'bytes';
  if (typeof value === 'object')
    return value.kind === 'object' ? `an object ${printable(value.type)}` : `a ${value.kind}`;
  return `a ${typeof value}`;
}

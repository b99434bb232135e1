/** A JSON object whose members have not been checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for objects, false for arrays and null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` as an object; throws an Error naming `what` otherwise. */
export function objectAt(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new Error(`${what} is not an object`);
  return value;
}

/** `value` as an array; throws an Error naming `what` otherwise. */
export function arrayAt(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is not a list`);
  return value;
}

/** `value` as a string; throws an Error naming `what` otherwise. */
export function stringAt(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} is not a text`);
  return value;
}

/** `value` as a token id, an integer in 0…2³¹−1; throws an Error naming `what` otherwise. */
export function idAt(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0x7fffffff)
    throw new Error(`${what} is not a token id`);
  return value;
}

/** `value` if it is a boolean, else `otherwise`. */
export function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

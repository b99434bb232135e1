import { failure, type Failure } from '../../protocol/failures/index.ts';

/** Typed access to one object of a JSON file. Every reader throws `preset-unreadable` for a value of the wrong kind. */
export interface Settings {
  readonly path: string;
  /** The raw value; `null` counts as absent. */
  value(name: string): unknown;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  flag(name: string, fallback: boolean): boolean;
  object(name: string): Settings | undefined;
  /** A whole number of pixels from 1 to 16384; required. */
  side(name: string): number;
  /** Three numbers, or one for all three channels. */
  triple(name: string): readonly number[] | undefined;
  failure(problem: string): Failure;
}

/** Reads `json` as an object. Throws `preset-unreadable`. */
export function readObject(json: unknown, path: string): Settings {
  const unreadable = (problem: string): Failure => failure('preset-unreadable', { path, problem });
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw unreadable('it is no JSON object');
  const values = new Map<string, unknown>(Object.entries(json));
  const value = (name: string): unknown => values.get(name) ?? undefined;
  const typed = <Kind>(
    name: string,
    kind: string,
    test: (given: unknown) => given is Kind,
  ): Kind | undefined => {
    const given = value(name);
    if (given === undefined || test(given)) return given;
    throw unreadable(`its ${name} is no ${kind}`);
  };
  return {
    path,
    value,
    text: name => typed(name, 'text', given => typeof given === 'string'),
    number: name => typed(name, 'number', isNumber),
    flag: (name, fallback) => typed(name, 'flag', given => typeof given === 'boolean') ?? fallback,
    object(name) {
      const given = typed(name, 'object', isObject);
      return given === undefined ? undefined : readObject(given, path);
    },
    side(name) {
      const given = typed(name, 'number', isNumber);
      if (given !== undefined && Number.isInteger(given) && given >= 1 && given <= 16384) return given;
      throw unreadable(`its ${name} is ${String(given)}, which is no number of pixels`);
    },
    triple(name) {
      const given = value(name);
      if (isNumber(given)) return [given, given, given];
      if (given === undefined) return undefined;
      if (Array.isArray(given) && given.every(isNumber)) {
        if (given.length === 3) return given;
        if (given.length === 1) return [given[0]!, given[0]!, given[0]!];
      }
      throw unreadable(`its ${name} is not three numbers`);
    },
    failure: unreadable,
  };
}

function isNumber(given: unknown): given is number {
  return typeof given === 'number' && Number.isFinite(given);
}

function isObject(given: unknown): given is object {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

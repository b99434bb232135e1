import { Failure, type FailureCode } from '../protocol/failures/index.ts';
import type { Problem } from './frames.ts';

/** An error as plain data. Anything may be thrown, so anything is taken. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' };
  const { name, message, stack } = error;
  const plain = { name, message, stack: stack ?? `${name}: ${message}` };
  return error instanceof Failure ? { ...plain, code: error.code, details: error.details } : plain;
}

/** The error that a problem was made from. */
export function reviveProblem({ name, message, stack, code, details }: Problem): Error {
  const error =
    code === undefined ? new Error(message) : new Failure(code as FailureCode, message, details ?? {});
  error.name = name;
  error.stack = stack;
  return error;
}

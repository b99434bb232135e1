import type { CellFault } from '../protocol/kernel/faults.ts';
import type { ExecuteParams, ExecuteResult } from '../protocol/kernel/methods.ts';
import { createContext, inContext, type CellContext } from './cell-context.ts';
import type { Gate } from './gate.ts';
import { setImmediate } from './timers.ts';

/** What happens around a cell. */
export interface SessionParts {
  readonly gate: Gate;
  /** Compiles, runs and shows one cell; settles when all of it is done. */
  readonly run: (params: ExecuteParams, context: CellContext) => Promise<void>;
  readonly faultOf: (error: unknown, params: ExecuteParams) => CellFault;
  /** Before a cell runs: what its last run left is given up. */
  readonly began: (cell: string) => void;
  /** After its result is known and before it is answered. */
  readonly ended: () => void;
}

/** The cells of one kernel, one after another in the order asked. */
export interface Session {
  /** Requests come in the order of their numbers. */
  readonly execute: (request: number, params: ExecuteParams, answer: (result: ExecuteResult) => void) => void;
  /** Ends the running cell and those asked for up to `lastRequest`, at once, also those still to arrive. Called inside the gate. */
  readonly interrupt: (lastRequest: number) => void;
  /** The run that is under way, or else the last one. */
  readonly latest: () => CellContext | undefined;
  readonly running: () => boolean;
}

interface Asked {
  readonly params: ExecuteParams;
  readonly context: CellContext;
  readonly answer: (result: ExecuteResult) => void;
  started: number;
}

/**
 * No step waits on a promise of its own: a termination drops queued microtasks, the kernel's among them. A run ends once, by its promise
 * or by `interrupt`, whichever comes first.
 */
export function createSession({ gate, run, faultOf, began, ended }: SessionParts): Session {
  const queue: Asked[] = [];
  let current: Asked | undefined;
  let last: CellContext | undefined;
  let stoppedUpTo = 0;

  return {
    execute: (request, params, answer) => {
      if (request <= stoppedUpTo) {
        answer({ ok: false, milliseconds: 0, fault: interrupted });
        return;
      }
      queue.push({ params, context: createContext(params), answer, started: performance.now() });
      if (current === undefined) advance();
    },
    interrupt: lastRequest => {
      stoppedUpTo = lastRequest;
      const stopped = current === undefined ? [] : [current, ...queue.splice(0)];
      for (const each of stopped) {
        each.context.stop();
        if (each === current) settle(each, interrupted);
        else each.answer({ ok: false, milliseconds: 0, fault: interrupted });
      }
    },
    latest: () => current?.context ?? last,
    running: () => current !== undefined,
  };

  function advance(): void {
    const next = queue.shift();
    current = next;
    // Cells begin in a turn of their own, where a termination takes nothing else along.
    if (next !== undefined) setImmediate(() => start(next));
  }

  function start(asked: Asked): void {
    if (current !== asked) return;
    const { params, context } = asked;
    gate(() => {
      last = context;
      asked.started = performance.now();
      began(params.cell);
    });
    inContext(context, () => run(params, context)).then(
      () => gate(() => settle(asked)),
      (error: unknown) => {
        const fault = faultOf(error, params);
        gate(() => settle(asked, fault));
      },
    );
  }

  function settle(asked: Asked, fault?: CellFault): void {
    if (current !== asked) return;
    const milliseconds = performance.now() - asked.started;
    current = undefined;
    ended();
    asked.answer(fault === undefined ? { ok: true, milliseconds } : { ok: false, milliseconds, fault });
    advance();
  }
}

const interrupted: CellFault = {
  kind: 'interrupted',
  name: 'Interrupted',
  message: 'The cell was stopped. Variables and models are kept.',
  stack: '',
};

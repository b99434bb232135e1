import type { ExecuteParams, ExecuteResult, ModelChoices } from '../../protocol/kernel/methods.ts';

type Execute = (params: ExecuteParams, answer: (result: ExecuteResult) => void) => void;

/** Puts work of the kernel's own between the cells, so that an interrupt ends it like them. */
export interface OwnRequests {
  /** Rejects with the work's error, or with what ended it. */
  ask<Result>(execute: Execute, choices: ModelChoices, work: () => Promise<Result>): Promise<Result>;
  /** The work behind `params`; undefined for a cell. */
  readonly workOf: (params: ExecuteParams) => (() => Promise<void>) | undefined;
}

export function ownRequests(name: string): OwnRequests {
  const works = new WeakMap<ExecuteParams, () => Promise<void>>();
  let asked = 0;
  return {
    workOf: params => works.get(params),
    ask: (execute, choices, work) =>
      new Promise((resolve, reject) => {
        const params = { cell: `${name}/${++asked}`, position: 0, source: '', choices };
        let outcome: (() => void) | undefined;
        works.set(params, async () => {
          try {
            const result = await work();
            outcome = () => resolve(result);
          } catch (error) {
            outcome = () => reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
        execute(params, result => {
          if (result.ok) outcome?.();
          else reject(new Error(result.fault.message));
        });
      }),
  };
}

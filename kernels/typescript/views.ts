import { randomUUID } from 'node:crypto';
import { inContext, type CellContext } from './cell-context.ts';

type Answer = (message: unknown) => unknown;

/** The live views of one kernel. A view lives until its cell runs again: running a cell any number of times keeps the views of one run. */
export interface Views {
  readonly open: (context: CellContext, answer: Answer) => string;
  /** What the view answers, awaited. @throws what it throws, or an error with a sentence if the view is gone. */
  readonly ask: (view: string, message: unknown) => Promise<unknown>;
  readonly dropOf: (cell: string) => void;
}

export function createViews(): Views {
  const views = new Map<string, { context: CellContext; answer: Answer }>();
  // Names must never be used twice, by later kernels neither: a saved picture would speak to the wrong value.
  const process = randomUUID();
  let opened = 0;
  return {
    open: (context, answer) => {
      const name = `${process}/${++opened}`;
      views.set(name, { context, answer });
      return name;
    },
    ask: async (view, message) => {
      const found = views.get(view);
      if (found === undefined) {
        throw new Error('This picture is no longer connected to its value. Run its cell again.');
      }
      return await inContext(found.context, () => found.answer(message));
    },
    dropOf: cell => {
      for (const [name, { context }] of views) if (context.cell === cell) views.delete(name);
    },
  };
}

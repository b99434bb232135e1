import type { SheetAsk, SheetData } from '../protocol/sheet.ts';

interface Waiting {
  readonly message: SheetAsk;
  readonly settle: (problem: string | undefined) => void;
}

/**
 * Asks one thing at a time. What is wanted meanwhile waits, the last of its kind and part only; an answer is shown unless more is
 * wanted by then. Settles with the sentence of a refusal.
 */
export function asksInTurn(
  ask: (message: SheetAsk) => Promise<unknown>,
  { show, busy }: { readonly show: (answer: SheetData) => void; readonly busy: (busy: boolean) => void },
): (message: SheetAsk) => Promise<string | undefined> {
  let queue: Waiting[] = [];
  let asking = false;
  const run = async (): Promise<void> => {
    asking = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (next.message.kind !== 'latest') busy(true);
      try {
        const answer = (await ask(next.message)) as SheetData;
        if (queue.length === 0) show(answer);
        next.settle(undefined);
      } catch (error) {
        next.settle(error instanceof Error ? error.message : String(error));
      }
    }
    asking = false;
    busy(false);
  };
  return message =>
    new Promise(resolve => {
      const same = queue.filter(waiting => turnOf(waiting.message) === turnOf(message));
      for (const { settle } of same) settle(undefined);
      queue = [...queue.filter(waiting => !same.includes(waiting)), { message, settle: resolve }];
      if (!asking) void run();
    });
}

/** Messages of one turn overrule each other. */
function turnOf(message: SheetAsk): string {
  return 'part' in message ? `${message.kind} ${message.part}` : message.kind;
}

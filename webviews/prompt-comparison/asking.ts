import type { PromptComparisonAsk, PromptComparisonScores } from '../protocol/prompt-comparison.ts';

/** Asks one thing at a time; of what is wanted meanwhile only the last is asked, and only its answer shown. */
export function asksInTurn(
  ask: (message: PromptComparisonAsk) => Promise<unknown>,
  {
    show,
    say,
  }: {
    readonly show: (answer: PromptComparisonScores, asked: PromptComparisonAsk) => void;
    readonly say: (sentence: string, bad?: boolean) => void;
  },
): (message: PromptComparisonAsk) => void {
  let busy = false;
  let wanted: PromptComparisonAsk | undefined;
  const send = async (message: PromptComparisonAsk): Promise<void> => {
    busy = true;
    if (message.kind !== 'latest') say('Scoring …');
    try {
      const answer = (await ask(message)) as PromptComparisonScores;
      if (!wanted) {
        say('');
        show(answer, message);
      }
    } catch (error) {
      // A saved picture that is merely opened has not failed at anything.
      say(error instanceof Error ? error.message : String(error), message.kind !== 'latest');
    }
    busy = false;
    const next = wanted;
    wanted = undefined;
    if (next) await send(next);
  };
  return message => {
    if (busy) wanted = message;
    else void send(message);
  };
}

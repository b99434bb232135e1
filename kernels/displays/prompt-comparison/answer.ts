import { failure } from '../../protocol/failures/index.ts';
import type {
  PromptComparisonAsk,
  PromptComparisonScores,
  PromptVariant,
} from '../../../webviews/protocol/prompt-comparison.ts';

/** What the picture gets for what it sends. */
export async function answerComparison(
  message: unknown,
  comparison: {
    current(): readonly PromptVariant[];
    readonly original: readonly PromptVariant[];
    score(variants: readonly PromptVariant[]): Promise<PromptComparisonScores>;
  },
): Promise<PromptComparisonScores> {
  if (!isAsk(message)) throw failure('view-message', { view: 'prompt-comparison' });
  switch (message.kind) {
    case 'set-variants':
      return comparison.score(message.variants);
    case 'reset':
      return comparison.score(comparison.original);
    case 'latest':
      return comparison.score(comparison.current());
  }
}

function isAsk(message: unknown): message is PromptComparisonAsk {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, variants } = message as { kind?: unknown; variants?: unknown };
  if (kind === 'reset' || kind === 'latest') return true;
  return kind === 'set-variants' && Array.isArray(variants) && variants.every(isVariant);
}

function isVariant(value: unknown): value is PromptVariant {
  if (typeof value !== 'object' || value === null) return false;
  const { name, scoring, prompts } = value as Partial<PromptVariant>;
  return (
    typeof name === 'string' &&
    ['classes', 'pairs', 'observations'].includes(scoring as string) &&
    Array.isArray(prompts) &&
    prompts.every(
      (each: unknown) =>
        typeof each === 'object' && each !== null && typeof (each as { text?: unknown }).text === 'string',
    )
  );
}

import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { failure } from '../../protocol/failures/index.ts';
import { mimeOf, type Views } from '../../../webviews/protocol/views.ts';

type Ask = Views['zero-shot']['asks'];

/** What the picture gets for what it sends: the payload for the texts it set. @throws Failure `view-message`, `zero-shot-texts`. */
export async function answerZeroShot(
  message: unknown,
  bundleFor: (texts: readonly string[]) => Promise<DisplayBundle>,
): Promise<unknown> {
  if (!isAsk(message)) throw failure('view-message', { view: 'zero-shot' });
  const texts = message.texts.map(text => text.trim()).filter(text => text !== '');
  return (await bundleFor([...new Set(texts)]))[mimeOf('zero-shot')];
}

function isAsk(message: unknown): message is Ask {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, texts } = message as Partial<Ask>;
  return kind === 'set-texts' && Array.isArray(texts) && texts.every(text => typeof text === 'string');
}

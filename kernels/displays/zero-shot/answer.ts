import { failure } from '../../protocol/failures/index.ts';
import type { ViewPayload, Views } from '../../../webviews/protocol/views.ts';

type Ask = Views['zero-shot']['asks'];

/** What the picture gets for what it sends: the payload for the texts it set. @throws Failure `view-message`, `zero-shot-texts`. */
export async function answerZeroShot(
  message: unknown,
  payloadFor: (texts: readonly string[]) => Promise<ViewPayload<'zero-shot'>>,
): Promise<ViewPayload<'zero-shot'>> {
  if (!isAsk(message)) throw failure('view-message', { view: 'zero-shot' });
  const texts = message.texts.map(text => text.trim()).filter(text => text !== '');
  return payloadFor([...new Set(texts)]);
}

function isAsk(message: unknown): message is Ask {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, texts } = message as Partial<Ask>;
  return kind === 'set-texts' && Array.isArray(texts) && texts.every(text => typeof text === 'string');
}

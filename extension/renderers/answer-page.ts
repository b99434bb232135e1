import type { KernelConnection } from '../../kernels/channel/kernel-connection.ts';
import { failure } from '../../kernels/protocol/failures/index.ts';
import type { HostMessage, PageAsk } from '../../webviews/protocol/messages.ts';

/**
 * Asks the kernel what a page wants to know.
 * @returns Always a reply, with a sentence where nobody can answer; undefined for a message that names no request.
 */
export async function answerPage(
  message: unknown,
  kernel: KernelConnection | undefined,
): Promise<HostMessage | undefined> {
  if (!isRecord(message) || typeof message['request'] !== 'string') return undefined;
  const { request } = message as { request: string };
  const refuse = (error: unknown): HostMessage => ({
    kind: 'reply',
    request,
    ok: false,
    sentence: error instanceof Error ? error.message : String(error),
  });
  if (!isAsk(message)) return refuse(failure('view-message-malformed', undefined));
  if (!kernel) return refuse(failure('view-without-kernel', undefined));
  try {
    const value = await kernel.request('view', { view: message.live, message: message.message });
    return { kind: 'reply', request, ok: true, value };
  } catch (error) {
    return refuse(error);
  }
}

function isAsk(message: Readonly<Record<string, unknown>>): message is PageAsk & Record<string, unknown> {
  return message['kind'] === 'ask' && typeof message['live'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

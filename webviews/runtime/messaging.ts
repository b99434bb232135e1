import type { HostMessage, PageAsk, PageMessage } from '../protocol/messages.ts';
import { isSelection, type Selection } from '../protocol/selection.ts';
import type { RendererContext } from './renderer.ts';

/** The way to the kernel. */
export interface Host {
  /** False in an exported page and in editors without messaging. */
  readonly connected: boolean;
  /** Rejects with a sentence for the reader if the kernel refuses, or says nothing for `patience` milliseconds. */
  ask(live: string, message: unknown, signal: AbortSignal): Promise<unknown>;
  onTell(live: string, listener: (message: unknown) => void, signal: AbortSignal): void;
  /** Says something that is not answered; nothing happens where there is no host. */
  post(message: Exclude<PageMessage, PageAsk>): void;
  /** Hears what was chosen in other editors of the notebook or by a cell, as long as the page lives. */
  onSelected(listener: (selection: Selection) => void): void;
}

/** Encoding a few prompts takes well under a second; a model that must be loaded first, up to half a minute. */
const usualPatience = 60_000;

export function hostOf(context: RendererContext, patience: number = usualPatience): Host {
  const waiting = new Map<string, (message: HostMessage & { kind: 'reply' }) => void>();
  const listeners = new Set<{ live: string; hear: (message: unknown) => void }>();
  const choosing = new Set<(selection: Selection) => void>();
  const post = context.postMessage?.bind(context);
  const name = Math.random().toString(36).slice(2);
  let asked = 0;
  context.onDidReceiveMessage?.(message => {
    if (!isHostMessage(message)) return;
    if (message.kind === 'reply') waiting.get(message.request)?.(message);
    else if (message.kind === 'tell') {
      for (const { live, hear } of listeners) if (live === message.live) hear(message.message);
    } else if (isSelection(message.selection)) for (const hear of choosing) hear(message.selection);
  });
  return {
    connected: post !== undefined && context.onDidReceiveMessage !== undefined,
    ask: (live, message, signal) =>
      new Promise((resolve, reject) => {
        const request = `${name}-${++asked}`;
        const settle = (end: () => void): void => {
          clearTimeout(timer);
          waiting.delete(request);
          end();
        };
        const timer = setTimeout(() => settle(() => reject(new Error(silence))), patience);
        signal.addEventListener(
          'abort',
          () => settle(() => reject(new Error('The picture was taken away.'))),
          {
            once: true,
          },
        );
        waiting.set(request, reply =>
          settle(() => (reply.ok ? resolve(reply.value) : reject(new Error(reply.sentence)))),
        );
        const asking: PageAsk = { kind: 'ask', live, request, message };
        post?.(asking);
      }),
    onTell: (live, hear, signal) => {
      const listener = { live, hear };
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
    },
    post: message => post?.(message),
    onSelected: hear => choosing.add(hear),
  };
}

const silence = 'The kernel does not answer. Run the cell again to make the picture live.';

function isHostMessage(message: unknown): message is HostMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { kind } = message as Partial<HostMessage>;
  return kind === 'reply' || kind === 'tell' || kind === 'selected';
}

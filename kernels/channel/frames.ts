import { deserialize, serialize } from 'node:v8';
import type { KernelEvents, KernelMethods } from '../protocol/kernel/methods.ts';

/** File descriptors of the kernel process: requests come in by one, interrupts by another, all that it says goes out by the third. */
export const requestDescriptor = 3;
export const interruptDescriptor = 4;
export const answerDescriptor = 5;

/** An interrupt is the number of the last request before it, little-endian: it may overtake requests, and then stops them when they come. */
export const interruptBytes = 4;

/** What the host writes to the request pipe. */
export type HostFrame = {
  [Method in keyof KernelMethods]: {
    readonly kind: 'request';
    readonly id: number;
    readonly method: Method;
    readonly params: KernelMethods[Method]['params'];
  };
}[keyof KernelMethods];

/** What the kernel writes: one ordered stream, so that outputs never overtake each other or the end of their cell. */
export type KernelFrame =
  | { readonly kind: 'response'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly kind: 'response'; readonly id: number; readonly ok: false; readonly problem: Problem }
  | EventFrame
  /** As many interrupts as this have been dealt with. */
  | { readonly kind: 'interrupted'; readonly count: number }
  /** The last frame of a kernel that ends by itself. */
  | { readonly kind: 'leaving'; readonly how: 'shutdown' | 'exit' | 'abort'; readonly code: number };

type EventFrame = {
  [Event in keyof KernelEvents]: {
    readonly kind: 'event';
    readonly event: Event;
    readonly data: KernelEvents[Event];
  };
}[keyof KernelEvents];

/** An error on its way to the host. */
export interface Problem {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Of a `Failure`. */
  readonly code?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A frame as bytes: 4 of length, little-endian, and its structured clone.
 * @throws DataCloneError if it holds what has no clone, such as a function.
 */
export function encodeFrame(frame: HostFrame | KernelFrame): readonly [length: Buffer, body: Buffer] {
  const body = serialize(frame);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return [length, body];
}

/** Takes chunks as they come from a pipe; gives each frame once its last byte is there. */
export function frameReader(take: (frame: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  let inBody = false;
  return chunk => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, held);
      const part = all.subarray(0, wanted);
      held -= wanted;
      chunks = held > 0 ? [all.subarray(wanted)] : [];
      wanted = inBody ? 4 : part.readUInt32LE();
      inBody = !inBody;
      if (!inBody) take(deserialize(part));
    }
  };
}

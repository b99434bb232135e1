import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Takes a piece of text that code wrote to one of the standard streams. */
export type TakeText = (name: 'stdout' | 'stderr', text: string) => void;

/** Puts streams into the place of `process.stdout` and `process.stderr`; the global console writes through them. */
export function replaceStandardStreams(take: TakeText): void {
  for (const [name, descriptor] of [
    ['stdout', 1],
    ['stderr', 2],
  ] as const) {
    const stream = textStream(descriptor, text => take(name, text));
    Object.defineProperty(process, name, { get: () => stream, configurable: true, enumerable: true });
  }
}

/** What is written arrives before `write` returns: nothing waits in it, so a loop that prints holds no memory. */
function textStream(descriptor: number, take: (text: string) => void): Writable {
  const decoder = new StringDecoder('utf8');
  const stream = new Writable({
    decodeStrings: false,
    emitClose: false,
    autoDestroy: false,
    write(chunk: string | Uint8Array, encoding, done) {
      take(textOf(chunk, encoding));
      done();
    },
  });
  type Done = (error?: Error | null) => void;
  const write = (chunk: unknown, encoding?: BufferEncoding | Done, done?: Done): boolean => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      throw new TypeError('The chunk must be a string or a Uint8Array.');
    }
    take(textOf(chunk, typeof encoding === 'string' ? encoding : 'utf8'));
    const told = typeof encoding === 'function' ? encoding : done;
    if (told !== undefined) process.nextTick(told);
    return true;
  };
  // Nobody ends a standard stream; programs that try are told that all went out.
  const end = (...values: unknown[]): Writable => {
    const [chunk] = values;
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) write(chunk);
    const done = values.at(-1);
    process.nextTick(() => {
      if (typeof done === 'function') (done as () => void)();
      stream.emit('finish');
    });
    return stream;
  };
  return Object.assign(stream, { fd: descriptor, isTTY: false, write, end, destroy: () => stream });

  function textOf(chunk: string | Uint8Array, encoding: string): string {
    if (typeof chunk !== 'string')
      return decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    return encoding === 'hex' || encoding === 'base64' || encoding === 'latin1'
      ? decoder.write(Buffer.from(chunk, encoding))
      : chunk;
  }
}

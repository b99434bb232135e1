import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import {
  answerDescriptor,
  encodeFrame,
  frameReader,
  requestDescriptor,
  type HostFrame,
  type KernelFrame,
} from '../channel/frames.ts';
import { problemOf } from '../channel/problems.ts';
import type { Gate } from './gate.ts';

/** The kernel's end of the pipes. */
export interface Wire {
  /** Returns when the pipe has taken it: a kernel that says more than its host reads waits, and holds nothing back. */
  readonly send: (frame: KernelFrame) => void;
  /** Calls `take` for each request, inside the gate, and `gone` when the host has ended. */
  readonly listen: (take: (frame: HostFrame) => void, gone: () => void) => void;
}

const joinedBytes = 65_536;

export function openWire(gate: Gate): Wire {
  return { send, listen };

  function send(frame: KernelFrame): void {
    const [length, body] = encoded(frame);
    gate(() => {
      if (body.length < joinedBytes) write(Buffer.concat([length, body]));
      else {
        write(length);
        write(body);
      }
    });
  }

  function listen(take: (frame: HostFrame) => void, gone: () => void): void {
    const read = frameReader(frame => take(frame as HostFrame));
    const arrived: Buffer[] = [];
    const pipe = new Socket({ fd: requestDescriptor, readable: true, writable: false });
    pipe.on('data', chunk => {
      // Kept first: a termination that is under way lands at the gate, and then the next chunk brings this one along.
      arrived.push(chunk);
      gate(() => {
        for (const each of arrived.splice(0)) read(each);
      });
    });
    pipe.on('error', gone);
    pipe.on('close', gone);
  }
}

/** An answer that has no structured clone goes out as the problem that it is. */
function encoded(frame: KernelFrame): readonly [Buffer, Buffer] {
  try {
    return encodeFrame(frame);
  } catch (error) {
    if (frame.kind !== 'response') throw error;
    return encodeFrame({ kind: 'response', id: frame.id, ok: false, problem: problemOf(error) });
  }
}

function write(bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(answerDescriptor, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

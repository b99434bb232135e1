import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type * as vscode from 'vscode';

/** The API as a function sees it that runs in the extension host. */
export type Vscode = typeof vscode;

/** A function for the extension host: it is sent as text, so it may name nothing but its parameters and Node's globals. */
export type Remote<Values extends readonly unknown[], Result> = (
  vscode: Vscode,
  ...values: Values
) => Result | PromiseLike<Result>;

export interface ExtensionHost {
  readonly pid: number;
  /** Runs `run` in the extension host; values and result are JSON. Rejects with the remote error's stack. */
  readonly call: <Values extends readonly unknown[], Result>(
    run: Remote<Values, Result>,
    ...values: Values
  ) => Promise<Result>;
}

export interface BridgeServer {
  readonly port: number;
  /** The next extension host that connects; rejects after `milliseconds`. */
  readonly next: (milliseconds: number) => Promise<ExtensionHost>;
  readonly close: () => void;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Listens on a free port of this machine for the bridge extensions of the windows under test. */
export async function listenForHosts(): Promise<BridgeServer> {
  const arrived: ExtensionHost[] = [];
  const awaiting: ((host: ExtensionHost) => void)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    attach(socket, host => {
      const taker = awaiting.shift();
      if (taker) taker(host);
      else arrived.push(host);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    next: milliseconds => {
      const host = arrived.shift();
      if (host) return Promise.resolve(host);
      return new Promise((resolve, reject) => {
        const limit = setTimeout(
          () => reject(new Error(`No extension host connected within ${milliseconds} ms.`)),
          milliseconds,
        );
        awaiting.push(value => {
          clearTimeout(limit);
          resolve(value);
        });
      });
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function attach(socket: Socket, ready: (host: ExtensionHost) => void): void {
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  let last = 0;
  const request = (source: string, values: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) {
        reject(new Error('The extension host is gone.'));
        return;
      }
      last += 1;
      pending.set(last, { resolve, reject });
      socket.write(`${JSON.stringify({ id: last, source, values })}\n`);
    });
  const call: ExtensionHost['call'] = (run, ...values) =>
    request(run.toString(), values) as Promise<Awaited<ReturnType<typeof run>>>;
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const { reject } of pending.values()) reject(new Error('The extension host went away.'));
    pending.clear();
  });
  createInterface({ input: socket }).on('line', line => {
    const message = JSON.parse(line) as { pid: number } | Answer;
    if ('pid' in message) {
      ready({ pid: message.pid, call });
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.error));
  });
}

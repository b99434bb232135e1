import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server misbehaves when asked for one file; each trait holds for its first `times` answers, else for all. */
export interface Fault {
  readonly times?: number;
  /** Closes the connection after this many bytes of the body. */
  readonly cutAfter?: number;
  /** Sends this many bytes and then nothing. */
  readonly stallAfter?: number;
  readonly ignoreRange?: boolean;
  /** Sends other content of the same length. */
  readonly lie?: boolean;
  /** Sends this many bytes more than it should. */
  readonly extra?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds between chunks of 16 KiB. */
  readonly slow?: number;
}

export interface HubServer {
  readonly endpoint: string;
  readonly commit: string;
  /** `METHOD path` of every request, `cdn ` before those of the second port, in order. */
  readonly requests: string[];
  /** Authorization headers, by the same marks. */
  readonly authorizations: { readonly cdn: boolean; readonly value: string | undefined }[];
  /** The `range` header of each GET of a file. */
  readonly ranges: (string | undefined)[];
  close(): Promise<void>;
}

export interface HubContent {
  readonly repository?: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Files kept in large-file storage: named by SHA-256, served by the second port. */
  readonly large?: readonly string[];
  /** By file name, or `listing`. */
  readonly faults?: Readonly<Record<string, Fault>>;
  /** Changes the listing before it is sent. */
  readonly listing?: (answer: Listing) => unknown;
  readonly commit?: string;
  readonly token?: string;
  /** Sends small files by a redirect within the hub, as the public hub does. */
  readonly moved?: boolean;
}

interface Listing {
  id: string;
  sha: string;
  siblings: Record<string, unknown>[];
}

/** Speaks the hub's routes on one port and serves large files, by redirect, on another. */
export async function startHub(content: HubContent): Promise<HubServer> {
  const { repository = 'owner/name', files, large = [], faults = {} } = content;
  const commit = content.commit ?? '0123456789abcdef0123456789abcdef01234567';
  const requests: string[] = [];
  const authorizations: HubServer['authorizations'] = [];
  const ranges: HubServer['ranges'] = [];
  const served = new Map<string, number>();
  const faultOf = (name: string): Fault => {
    const count = (served.get(name) ?? 0) + 1;
    served.set(name, count);
    const fault = faults[name] ?? {};
    return count <= (fault.times ?? Infinity) ? fault : {};
  };
  const note = (request: IncomingMessage, cdn: boolean): string => {
    const path = decodeURIComponent(request.url ?? '');
    requests.push(`${cdn ? 'cdn ' : ''}${request.method ?? ''} ${path}`);
    authorizations.push({ cdn, value: request.headers.authorization });
    return path;
  };

  const cdn = await listen((request, response) => {
    const name = note(request, true).slice(1);
    const bytes = files[name];
    if (!bytes) return void response.writeHead(404).end();
    ranges.push(request.headers.range);
    sendFile(request, response, bytes, faultOf(name));
  });

  const hub = await listen((request, response) => {
    const path = note(request, false);
    if (content.token && request.headers.authorization !== `Bearer ${content.token}`) {
      return void response.writeHead(401, { 'x-error-code': 'RepoNotFound' }).end();
    }
    const api = `/api/models/${repository}`;
    if (path.startsWith(api)) {
      const fault = faultOf('listing');
      if (fault.status) return void response.writeHead(fault.status, fault.headers).end();
      const entries = Object.entries(files);
      const listing = { id: repository, sha: commit, siblings: siblingsOf(entries, large) };
      const tree = path.includes('/tree/') && treeOf(entries, large);
      return void sendJson(response, tree || (content.listing?.(listing) ?? listing));
    }
    const name =
      new RegExp(`^(?:/api/resolve-cache)?/${repository}/resolve/[^/]+/(.*)$`).exec(path)?.[1] ?? '';
    const bytes = files[name];
    if (!bytes) return void response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end();
    response.setHeader('x-repo-commit', commit);
    if (large.includes(name)) {
      response.setHeader('x-linked-etag', `"${sha256(bytes)}"`);
      response.setHeader('x-linked-size', bytes.length);
      const location = `http://127.0.0.1:${portOf(cdn)}/${encodeURIComponent(name)}`;
      return void response.writeHead(302, { location }).end();
    }
    if (content.moved && !path.startsWith('/api/resolve-cache')) {
      return void response.writeHead(307, { location: `/api/resolve-cache${request.url ?? ''}` }).end();
    }
    response.setHeader('etag', `"${gitDigest(bytes)}"`);
    if (request.method === 'HEAD') return void response.setHeader('content-length', bytes.length).end();
    ranges.push(request.headers.range);
    sendFile(request, response, bytes, faultOf(name));
  });

  return {
    endpoint: `http://127.0.0.1:${portOf(hub)}`,
    commit,
    requests,
    authorizations,
    ranges,
    close: async () => {
      await Promise.all([hub, cdn].map(closeServer));
    },
  };
}

/** Bytes that no two calls share unless `seed` and `length` are the same. */
export function contentOf(seed: number, length: number): Uint8Array {
  let state = seed >>> 0 || 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function gitDigest(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function siblingsOf(entries: [string, Uint8Array][], large: readonly string[]): Record<string, unknown>[] {
  return entries.map(([rfilename, bytes]) => ({
    rfilename,
    size: bytes.length,
    blobId: gitDigest(bytes),
    ...(large.includes(rfilename) && {
      lfs: { sha256: sha256(bytes), size: bytes.length, pointerSize: 130 },
    }),
  }));
}

function treeOf(entries: [string, Uint8Array][], large: readonly string[]): unknown[] {
  return entries.map(([path, bytes]) => ({
    type: 'file',
    path,
    oid: gitDigest(bytes),
    size: bytes.length,
    ...(large.includes(path) && { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 130 } }),
  }));
}

function sendJson(response: ServerResponse, answer: unknown): ServerResponse {
  return response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
}

function sendFile(request: IncomingMessage, response: ServerResponse, whole: Uint8Array, fault: Fault): void {
  if (fault.status) return void response.writeHead(fault.status, fault.headers).end();
  const bytes = fault.lie
    ? randomBytes(whole.length)
    : Buffer.concat([whole, Buffer.alloc(fault.extra ?? 0)]);
  const from = fault.ignoreRange ? 0 : Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= bytes.length) {
    return void response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
  }
  const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': bytes.length - from,
    ...(from > 0 && range),
  });
  const body = bytes.subarray(from);
  if (fault.cutAfter !== undefined) {
    response.write(body.subarray(0, fault.cutAfter), () => setTimeout(() => response.destroy(), 60));
  } else if (fault.stallAfter !== undefined) {
    response.write(body.subarray(0, fault.stallAfter));
  } else if (fault.slow !== undefined) {
    void trickle(response, body, fault.slow);
  } else {
    response.end(body);
  }
}

async function trickle(response: ServerResponse, body: Uint8Array, pause: number): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += 16_384) {
    response.write(body.subarray(at, at + 16_384));
    await new Promise(resolve => setTimeout(resolve, pause));
  }
  response.end();
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
}

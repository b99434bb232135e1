import { failure, type Failure } from '../../protocol/failures/index.ts';
import type { HubSettings } from './settings.ts';

/** Bounds on patience, all in milliseconds except `attempts`. */
export interface NetworkLimits {
  /** Longest time without a byte. */
  readonly stall: number;
  /** Tries without progress before a request is given up. */
  readonly attempts: number;
  /** Wait before the second try; it doubles with each further one. */
  readonly backoff: number;
  /** Longest wait a server may ask for with Retry-After. */
  readonly longestWait: number;
}

export const usualLimits: NetworkLimits = { stall: 30_000, attempts: 5, backoff: 500, longestWait: 60_000 };

/** One model asked of one hub. */
export interface HubClient {
  readonly settings: HubSettings;
  /** As the user wrote it, for messages. */
  readonly model: string;
  readonly repository: string;
  readonly revision: string;
  readonly limits: NetworkLimits;
  readonly signal: AbortSignal | undefined;
}

export interface HubRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  /** What is asked for, for messages. */
  readonly file: string;
}

/** What went wrong in one try and might not in the next. */
export class Setback extends Error {
  readonly failure: Failure;
  /** How long the server asks to wait, in ms. */
  readonly wait: number | undefined;

  constructor(reason: Failure, wait?: number) {
    super(reason.message);
    this.failure = reason;
    this.wait = wait;
  }
}

/**
 * Sends a request, hands the response to `read`, and aborts when nothing arrives for `limits.stall`; `read` calls `alive` at each
 * piece. Redirects are followed; the token goes to the hub's own origin only. A HEAD stops at the first redirect that leaves that
 * origin, because the hub's headers are on it. Throws a `Setback` for what may pass, else a failure.
 */
export async function exchange<T>(
  client: HubClient,
  request: HubRequest,
  read: (response: Response, alive: () => void) => Promise<T>,
): Promise<T> {
  const { limits, signal } = client;
  signal?.throwIfAborted();
  const stalled = new AbortController();
  const onAbort = (): void => stalled.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const stop = (): void => stalled.abort(new Error(`nothing arrived for ${limits.stall / 1000} s`));
  let timer = setTimeout(stop, limits.stall);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(stop, limits.stall);
  };
  try {
    const work = follow(client, request, stalled.signal, alive).then(async response => {
      try {
        return await read(response, alive);
      } finally {
        discard(response);
      }
    });
    return await Promise.race([work, rejectionOf(stalled.signal)]);
  } catch (problem) {
    signal?.throwIfAborted();
    const reason: unknown = stalled.signal.aborted ? stalled.signal.reason : problem;
    throw networkProblem(client, request, reason) ?? problem;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** The address of `path` under the hub; `path` is already encoded. */
export function hubUrl({ settings }: HubClient, path: string): string {
  return `${settings.endpoint}/${path}`;
}

export function hostOf({ settings }: HubClient): string {
  return new URL(settings.endpoint).host;
}

/** Lets go of a body. Not awaited: in Node 20 the promise of `cancel` may stay open for ever when the request was aborted meanwhile. */
function discard(response: Response): void {
  if (!response.bodyUsed) response.body?.cancel().catch(() => undefined);
}

/** Rejects when `signal` aborts, whatever fetch does with it. */
function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

async function follow(
  client: HubClient,
  request: HubRequest,
  signal: AbortSignal,
  alive: () => void,
): Promise<Response> {
  const home = new URL(client.settings.endpoint).origin;
  let url = new URL(request.url);
  for (let hops = 0; hops < 6; hops++) {
    const headers = new Headers({ ...request.headers, 'accept-encoding': 'identity' });
    headers.set('user-agent', 'clip-notebook');
    const { token } = client.settings;
    if (token && url.origin === home) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(url, {
      method: request.method ?? 'GET',
      headers,
      redirect: 'manual',
      signal,
    });
    alive();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || !location) {
      if (!response.ok && response.status !== 416) throw statusProblem(client, request, response);
      return response;
    }
    const next = new URL(location, url);
    if (request.method === 'HEAD' && next.origin !== home) return response;
    discard(response);
    if (!/^https?:$/.test(next.protocol)) break;
    url = next;
  }
  throw failure('hub-response-invalid', {
    model: client.model,
    host: hostOf(client),
    problem: `it redirected ${request.file} in circles`,
  });
}

function statusProblem(client: HubClient, { file }: HubRequest, response: Response): Failure | Setback {
  const { model, repository, revision, limits } = client;
  const host = hostOf(client);
  const { status } = response;
  const code = response.headers.get('x-error-code') ?? '';
  discard(response);
  if (code === 'GatedRepo' || (status === 403 && code === '')) {
    return failure('hub-gated', { model, page: hubUrl(client, repository) });
  }
  if (code === 'RevisionNotFound') return failure('hub-revision-not-found', { model, revision });
  if (status === 401 || status === 403) return failure('hub-unauthorized', { model, host });
  if (status === 404) return failure('hub-not-found', { model, host });
  if (status === 429) {
    const wait = retryAfter(response.headers.get('retry-after'));
    const busy = failure('hub-busy', { model, host, seconds: Math.ceil(wait / 1000) });
    return wait > limits.longestWait ? busy : new Setback(busy, wait);
  }
  if (status >= 500 || status === 408) return new Setback(failure('hub-failing', { model, host, status }));
  return failure('hub-response-invalid', { model, host, problem: `HTTP status ${status} for ${file}` });
}

/** Milliseconds, from seconds or a date. */
function retryAfter(header: string | null): number {
  const seconds = Number(header ?? 1);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? 1000 : Math.max(0, date - Date.now());
}

/** What fetch's errors mean; undefined if the problem is of another kind. */
function networkProblem(
  client: HubClient,
  { file }: HubRequest,
  problem: unknown,
): Failure | Setback | undefined {
  if (!(problem instanceof Error) || problem instanceof Setback) return undefined;
  const code = rootCode(problem);
  if (unreachable.has(code)) {
    return new Setback(
      failure('hub-unreachable', { model: client.model, host: hostOf(client), problem: code }, problem),
    );
  }
  const stalled = problem.message.startsWith('nothing arrived');
  if (!stalled && !/^(fetch failed|terminated)$/.test(problem.message) && !broken.has(code)) return undefined;
  return new Setback(
    failure(
      'hub-interrupted',
      { model: client.model, file, problem: stalled ? problem.message : code || problem.message },
      problem,
    ),
  );
}

const unreachable = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const broken = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET']);

function rootCode(problem: Error): string {
  const code: unknown = 'code' in problem ? problem.code : undefined;
  if (typeof code === 'string' && !(problem.cause instanceof Error)) return code;
  if (problem instanceof AggregateError && problem.errors[0] instanceof Error)
    return rootCode(problem.errors[0]);
  return problem.cause instanceof Error ? rootCode(problem.cause) : '';
}

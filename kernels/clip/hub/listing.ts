import { failure } from '../../protocol/failures/index.ts';
import { exchange, type HubClient, hostOf, hubUrl } from './request.ts';
import { withRetries } from './retries.ts';

/** One file of a repository. */
export interface HubFile {
  /** Path in the repository, parts separated by `/`; checked to stay inside. */
  readonly name: string;
  /** SHA-256 of the content for large files, git's SHA-1 of the blob for others; the name in `blobs`. */
  readonly etag: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
}

export interface Listing {
  /** 40 hex digits. */
  readonly commit: string;
  readonly files: readonly HubFile[];
}

/** Asks the hub which files the revision has. Throws the `hub-…` failures. */
export async function listFiles(client: HubClient): Promise<Listing> {
  const path = `api/models/${client.repository}/revision/${encodeURIComponent(client.revision)}?blobs=true`;
  const request = { url: hubUrl(client, path), file: 'the list of files' };
  const text = await withRetries(client, () => exchange(client, request, readText));
  return parseListing(client, text);
}

/** Digest and size of one file from the headers of its address, for hubs whose listing leaves them out. */
export async function describeFile(client: HubClient, commit: string, name: string): Promise<HubFile> {
  const request = { url: fileUrl(client, commit, name), method: 'HEAD', file: name } as const;
  return withRetries(client, () =>
    exchange(client, request, ({ headers, status }) => {
      const etag = headers.get('x-linked-etag') ?? headers.get('etag');
      const size = headers.get('x-linked-size') ?? (status < 300 ? headers.get('content-length') : null);
      return Promise.resolve({
        name,
        etag: etag?.replace(/^W\//, '').replace(/^"|"$/g, ''),
        size: size === null ? undefined : Number(size),
      });
    }),
  );
}

/** Where the hub serves a file of a commit. */
export function fileUrl(client: HubClient, commit: string, name: string): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return hubUrl(client, `${client.repository}/resolve/${commit}/${path}`);
}

/** Reads the answer of `/api/models/…/revision/…`. Throws `hub-response-invalid` and `hub-file-name-refused`. */
export function parseListing(client: HubClient, text: string): Listing {
  const answer = parseJson(text);
  const { sha, siblings } = isRecord(answer) ? answer : {};
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha) || !Array.isArray(siblings)) {
    const problem = 'the list of files lacks a commit or files';
    throw failure('hub-response-invalid', { model: client.model, host: hostOf(client), problem });
  }
  const files = siblings.filter(isRecord).map(sibling => readSibling(client.model, sibling));
  return { commit: sha, files };
}

/** True for a path that stays inside the folder it is joined to, on every system. */
export function isInsideName(name: string): boolean {
  const parts = name.split('/');
  if (/[\\\0]/.test(name) || /^[A-Za-z]:/.test(name)) return false;
  return parts.every(part => part !== '' && part !== '.' && part !== '..');
}

/** No listing of a real repository comes near 64 MiB. */
const longestListing = 64 * 2 ** 20;

async function readText(response: Response, alive: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    alive();
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > longestListing) break;
  }
  return text + decoder.decode();
}

function readSibling(model: string, sibling: Record<string, unknown>): HubFile {
  const name = sibling['rfilename'];
  if (typeof name !== 'string' || !isInsideName(name)) {
    throw failure('hub-file-name-refused', { model, file: JSON.stringify(name) });
  }
  const lfs = isRecord(sibling['lfs']) ? sibling['lfs'] : {};
  const etag = lfs['sha256'] ?? sibling['blobId'];
  const size = lfs['size'] ?? sibling['size'];
  return {
    name,
    etag: typeof etag === 'string' ? etag : undefined,
    size: typeof size === 'number' ? size : undefined,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

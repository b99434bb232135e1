import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';

/** What a model's name points at. */
export type ModelName =
  | { readonly kind: 'builtin' }
  | { readonly kind: 'folder' | 'file'; readonly path: string }
  | { readonly kind: 'hub'; readonly repository: string; readonly revision: string | undefined };

/**
 * Reads a model's name: `builtin`, a folder or file that exists (absolute, relative to the working folder, or under `~`),
 * or a hub id `owner/name`, optionally `owner/name@revision`. What exists on disk wins over the hub.
 * Throws `checkpoint-not-found` for anything else.
 */
export async function parseModelName(name: string, environment: NodeJS.ProcessEnv): Promise<ModelName> {
  if (name === 'builtin') return { kind: 'builtin' };
  if (name === '' || name.includes('\0'))
    throw failure('checkpoint-not-found', { path: JSON.stringify(name) });
  const path = resolve(expandHome(name, environment));
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return { kind: 'folder', path };
  if (found?.isFile()) return { kind: 'file', path };
  const id = hubId.exec(name);
  if (!id || weightFile.test(name)) throw failure('checkpoint-not-found', { path });
  const [, repository = '', revision] = id;
  if (/--|\.\./.test(name) || (revision !== undefined && !isRevision(revision))) {
    throw failure('checkpoint-not-found', { path });
  }
  return { kind: 'hub', repository, revision };
}

/** True for what can be a branch, tag or commit, and is safe as a path below `refs`. */
export function isRevision(text: string): boolean {
  return (
    /^\w[\w./-]*$/.test(text) && text.split('/').every(part => !/^\.*$/.test(part)) && !text.includes('..')
  );
}

/** `~` and `~/…` at the start of `path` under the user's home. */
export function expandHome(path: string, environment: NodeJS.ProcessEnv): string {
  if (!/^~(?=$|[/\\])/.test(path)) return path;
  return join(environment['HOME'] ?? environment['USERPROFILE'] ?? homedir(), path.slice(1));
}

/** The hub's rule for ids: two parts of letters, digits, `-`, `_`, `.`, neither starting nor ending with `-` or `.`. */
const hubId = /^(\w(?:[\w.-]*\w)?\/\w(?:[\w.-]*\w)?)(?:@(\w[\w./-]*))?$/;

/** A mistyped file of two parts is not an id to look up on the network. */
const weightFile = /\.(safetensors|bin|pth?|ckpt|onnx|json)$/i;

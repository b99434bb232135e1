import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import {
  resolveModel,
  type ResolvedModel,
  type ResolveOptions,
} from '../../../../kernels/clip/hub/resolve.ts';
import { contentOf, sha256, startHub, type HubContent, type HubServer } from './hub-server.ts';

export const weights = contentOf(7, 3_000_000);
export const files = {
  'README.md': contentOf(1, 100),
  'config.json': contentOf(2, 400),
  'preprocessor_config.json': contentOf(3, 300),
  'tokenizer.json': contentOf(4, 50_000),
  'vocab.json': contentOf(5, 20_000),
  'merges.txt': contentOf(6, 20_000),
  'model.safetensors': weights,
  'pytorch_model.bin': contentOf(8, 1000),
};
export const limits = { stall: 3000, attempts: 4, backoff: 5, longestWait: 3000 };
export const needed = ['config.json', 'model.safetensors', 'preprocessor_config.json', 'tokenizer.json'];

export let home: string;
export let hub: HubServer | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hub-'));
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  await rm(home, { recursive: true, force: true });
});

/** Starts a hub for this test; `afterEach` closes it. */
export async function start(content: Partial<HubContent> = {}): Promise<HubServer> {
  hub = await startHub({ files, large: ['model.safetensors', 'pytorch_model.bin'], ...content });
  return hub;
}

/** Resolves `owner/name` against the hub of this test, in a cache of its own. */
export function fetchModel(
  environment: Record<string, string> = {},
  options: ResolveOptions = {},
): Promise<ResolvedModel> {
  return resolveModel('owner/name', {
    limits,
    ...options,
    environment: { HF_HOME: home, HF_ENDPOINT: hub?.endpoint ?? 'http://127.0.0.1:1', ...environment },
  });
}

export const repository = (): string => join(home, 'hub', 'models--owner--name');
export const partial = (): string =>
  join(repository(), 'blobs', `${sha256(weights)}.clip-notebook.incomplete`);

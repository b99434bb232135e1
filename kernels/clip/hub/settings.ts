import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { expandHome } from './name.ts';

/** How this machine talks to the hub, as its Python client reads it from the environment. */
export interface HubSettings {
  /** Without a slash at the end. */
  readonly endpoint: string;
  /** Absolute path of the folder that holds `models--owner--name`. */
  readonly cache: string;
  readonly token: string | undefined;
  readonly offline: boolean;
  readonly symlinks: boolean;
}

/**
 * Reads HF_ENDPOINT, HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, HF_TOKEN, HUGGING_FACE_HUB_TOKEN,
 * HF_TOKEN_PATH, HF_HUB_DISABLE_IMPLICIT_TOKEN, HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE and HF_HUB_DISABLE_SYMLINKS
 * in the order of `huggingface_hub/constants.py`. Throws `hub-endpoint-invalid`.
 */
export async function readHubSettings(environment: NodeJS.ProcessEnv): Promise<HubSettings> {
  const user = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  const caches = environment['XDG_CACHE_HOME'] ?? join(user, '.cache');
  const home = folder(environment['HF_HOME'] ?? join(caches, 'huggingface'), environment);
  const cache = environment['HF_HUB_CACHE'] ?? environment['HUGGINGFACE_HUB_CACHE'] ?? join(home, 'hub');
  return {
    endpoint: endpoint(environment['HF_ENDPOINT'] || 'https://huggingface.co'),
    cache: folder(cache, environment),
    token: await token(environment, home),
    offline: isOn(environment['HF_HUB_OFFLINE'] || environment['TRANSFORMERS_OFFLINE']),
    symlinks: !isOn(environment['HF_HUB_DISABLE_SYMLINKS']),
  };
}

function folder(path: string, environment: NodeJS.ProcessEnv): string {
  const expanded = path.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced: string | undefined, bare: string | undefined) =>
      environment[braced ?? bare ?? ''] ?? whole,
  );
  return resolve(expandHome(expanded, environment));
}

function endpoint(address: string): string {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw failure('hub-endpoint-invalid', { endpoint: address });
  }
  return address.replace(/\/+$/, '');
}

async function token(environment: NodeJS.ProcessEnv, home: string): Promise<string | undefined> {
  if (isOn(environment['HF_HUB_DISABLE_IMPLICIT_TOKEN'])) return undefined;
  const given = environment['HF_TOKEN'] ?? environment['HUGGING_FACE_HUB_TOKEN'];
  if (given !== undefined) return given.trim() || undefined;
  const path = folder(environment['HF_TOKEN_PATH'] ?? join(home, 'token'), environment);
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim() || undefined;
}

function isOn(value: string | undefined): boolean {
  return /^(1|on|yes|true)$/i.test(value ?? '');
}

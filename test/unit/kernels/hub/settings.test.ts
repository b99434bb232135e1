import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readHubSettings } from '../../../../kernels/clip/hub/settings.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hub-settings-'));
  await writeFile(join(home, 'token'), ' from-file \n');
  await writeFile(join(home, 'other'), 'from-other');
});
afterAll(() => rm(home, { recursive: true, force: true }));

it.each<[string, Record<string, string>, string]>([
  ['the default', { HOME: '/u' }, '/u/.cache/huggingface/hub'],
  ['XDG_CACHE_HOME', { HOME: '/u', XDG_CACHE_HOME: '/x' }, '/x/huggingface/hub'],
  ['HF_HOME', { XDG_CACHE_HOME: '/x', HF_HOME: '/h' }, '/h/hub'],
  ['HUGGINGFACE_HUB_CACHE', { HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old' }, '/old'],
  ['HF_HUB_CACHE', { HF_HUB_CACHE: '/new', HUGGINGFACE_HUB_CACHE: '/old' }, '/new'],
  [
    '~ and variables',
    { HOME: '/u', DISK: '/d', HF_HOME: '$DISK/hf', HF_HUB_CACHE: '~/${NO}/c' },
    '/u/${NO}/c',
  ],
  ['a variable', { DISK: '/d', HF_HOME: '$DISK/hf' }, '/d/hf/hub'],
])('the cache lies where %s says', async (_, environment, cache) => {
  expect((await readHubSettings(environment)).cache).toBe(resolve(cache));
});

it('the token is taken as the Python client takes it', async () => {
  const token = async (environment: Record<string, string>): Promise<string | undefined> =>
    (await readHubSettings({ HF_HOME: home, ...environment })).token;
  expect(await token({})).toBe('from-file');
  expect(await token({ HF_TOKEN: 'a', HUGGING_FACE_HUB_TOKEN: 'b' })).toBe('a');
  expect(await token({ HUGGING_FACE_HUB_TOKEN: 'b' })).toBe('b');
  expect(await token({ HF_TOKEN_PATH: join(home, 'other') })).toBe('from-other');
  expect(await token({ HF_TOKEN_PATH: join(home, 'none') })).toBeUndefined();
  expect(await token({ HF_TOKEN: 'a', HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' })).toBeUndefined();
});

it('switches are on for the words the Python client knows, off for others', async () => {
  for (const [value, on] of [
    ['1', true],
    ['on', true],
    ['Yes', true],
    ['TRUE', true],
    ['0', false],
    ['', false],
    ['no', false],
  ] as const) {
    expect((await readHubSettings({ HOME: home, HF_HUB_OFFLINE: value })).offline).toBe(on);
    expect((await readHubSettings({ HOME: home, HF_HUB_DISABLE_SYMLINKS: value })).symlinks).toBe(!on);
  }
});

it('the endpoint is the public hub unless another is given', async () => {
  expect((await readHubSettings({ HOME: home })).endpoint).toBe('https://huggingface.co');
  expect((await readHubSettings({ HOME: home, HF_ENDPOINT: 'http://mirror:8080/hf/' })).endpoint).toBe(
    'http://mirror:8080/hf',
  );
});

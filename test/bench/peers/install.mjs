// Installs the peer that is written in JavaScript, on demand: it is no dependency of the project.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = '4.3.1';
const cache = fileURLToPath(new URL('../../../node_modules/.cache/peers', import.meta.url));

/**
 * Folder of `@huggingface/transformers`, installed there if it is missing; undefined, with the reason on stderr, where it cannot be.
 * ONNX Runtime's own installer is told not to fetch CUDA libraries.
 */
export async function installTransformersJs() {
  const folder = join(cache, `transformers-${version}`);
  const found = join(folder, 'node_modules', '@huggingface', 'transformers');
  if (existsSync(join(found, 'package.json'))) return found;
  await mkdir(folder, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const words = ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', folder];
  const { status, stderr, error } = spawnSync(npm, [...words, `@huggingface/transformers@${version}`], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', ONNXRUNTIME_NODE_INSTALL_CUDA: 'skip' },
  });
  if (status === 0) return found;
  console.error(`@huggingface/transformers ${version} could not be installed: ${error?.message ?? stderr}`);
  return undefined;
}

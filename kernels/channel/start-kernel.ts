import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleUrl } from '../bundle-url.ts';
import { failure } from '../protocol/failures/index.ts';
import { protocolVersion } from '../protocol/kernel/methods.ts';
import { version } from '../version.ts';
import { connectKernel } from './connect-kernel.ts';
import type { KernelConnection, StartOptions } from './kernel-connection.ts';

const helloMilliseconds = 30_000;

/** Node 22 and newer keep what V8 compiled, here at their own usual place: later kernels start faster. */
const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/**
 * Starts a kernel process for one notebook, with the Node that runs this code, and greets it.
 * @throws Failure `kernel-lost` if it ends before it answers; `kernel-version` if it comes from another installation.
 */
export async function startKernel(options: StartOptions): Promise<KernelConnection> {
  const program = options.program ?? fileURLToPath(bundleUrl('kernel.mjs'));
  const child = spawn(process.execPath, [...nodeFlags(), program], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...compileCache, ...options.environment, ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
  });
  const { request, connect, end } = connectKernel(child);
  const silent = setTimeout(() => child.kill('SIGKILL'), helloMilliseconds);
  try {
    const { notebook } = options;
    const identity = await request('hello', { protocol: protocolVersion, version, notebook });
    if (identity.protocol !== protocolVersion) {
      throw failure('kernel-version', { host: version, kernel: identity.version });
    }
    return connect(identity);
  } catch (error) {
    await end(0);
    throw error;
  } finally {
    clearTimeout(silent);
  }
}

/** Node 22 has a way to follow asynchronous code that survives the termination of a cell, but it must be asked for. */
function nodeFlags(): string[] {
  const frames = '--experimental-async-context-frame';
  const isDefault = Number(process.versions.node.split('.')[0]) >= 24;
  return !isDefault && process.allowedNodeEnvironmentFlags.has(frames) ? [frames] : [];
}

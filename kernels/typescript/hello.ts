import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { failure } from '../protocol/failures/index.ts';
import { protocolVersion, type HelloParams, type KernelIdentity } from '../protocol/kernel/methods.ts';
import { version } from '../version.ts';

/**
 * Goes to the notebook's folder, or home if there is none yet.
 * @throws Failure `kernel-version` if the host speaks another protocol.
 */
export function greet({ protocol, version: host, notebook }: HelloParams): KernelIdentity {
  if (protocol !== protocolVersion) throw failure('kernel-version', { host, kernel: version });
  try {
    process.chdir(dirname(notebook));
  } catch {
    process.chdir(homedir());
  }
  return { protocol: protocolVersion, version, pid: process.pid, node: process.versions.node };
}

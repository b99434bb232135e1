import { listSupportedBackends } from 'onnxruntime-node';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import type { EncoderGraph } from '../families/model.ts';
import { openSession, type Device } from './session.ts';

/** GPU paths in the order `auto` tries them: the fastest first where several are installed. */
const gpuOrder: readonly Device[] = ['cuda', 'dml', 'coreml', 'webgpu'];

/** What became of one device when `auto` looked at it. */
export interface DeviceOutcome {
  readonly device: Device;
  readonly outcome: 'chosen' | 'slower' | 'unavailable';
  /** Milliseconds for the measured batch, where it was measured. */
  readonly milliseconds?: number;
  readonly reason: string;
}

/** Which device a model runs on, and why. */
export interface DeviceChoice {
  readonly device: Device;
  readonly reason: string;
  readonly considered: readonly DeviceOutcome[];
}

/** Devices this build of ONNX Runtime carries and whose libraries are on this machine, GPUs first, `cpu` last. */
export function installedDevices(): Device[] {
  const supported = new Set(listSupportedBackends().map(backend => backend.name));
  return [
    ...gpuOrder.filter(device => supported.has(device) && (device !== 'cuda' || hasCudaLibraries())),
    'cpu',
  ];
}

/**
 * Takes `wanted` or fails; for `auto`, the first GPU that opens is kept only if it runs `measured` faster than the CPU does.
 * @param probe A one-node graph: opening it tells whether a device works at all.
 * @param measure Milliseconds of one warm run of the real model on a device.
 * @throws Failure `device-unavailable` when a device asked for by name does not open.
 */
export async function chooseDevice(
  wanted: Device | 'auto',
  probe: EncoderGraph,
  measure: (device: Device) => Promise<number>,
): Promise<DeviceChoice> {
  if (wanted !== 'auto') return chooseNamed(wanted, probe);
  const considered: DeviceOutcome[] = [];
  for (const device of installedDevices()) {
    if (device === 'cpu') break;
    const problem = await openingProblem(device, probe);
    if (problem !== undefined) {
      considered.push({ device, outcome: 'unavailable', reason: problem });
      continue;
    }
    const timed = await Promise.resolve(measure(device)).catch((error: unknown) => messageOf(error));
    if (typeof timed === 'string') {
      considered.push({ device, outcome: 'unavailable', reason: timed });
      continue;
    }
    const cpu = await measure('cpu');
    const compared = `${timed.toFixed(0)} ms a batch against ${cpu.toFixed(0)} ms on the CPU`;
    if (timed < cpu) {
      considered.push({ device, outcome: 'chosen', milliseconds: timed, reason: compared });
      considered.push({ device: 'cpu', outcome: 'slower', milliseconds: cpu, reason: compared });
      return { device, reason: `${device} is faster here: ${compared}`, considered };
    }
    considered.push({ device, outcome: 'slower', milliseconds: timed, reason: compared });
    considered.push({ device: 'cpu', outcome: 'chosen', milliseconds: cpu, reason: compared });
    return { device: 'cpu', reason: `${device} works but is slower here: ${compared}`, considered };
  }
  const reason = `no GPU can be used here${considered.map(each => `; ${each.device}: ${each.reason}`).join('')}`;
  return { device: 'cpu', reason, considered: [...considered, { device: 'cpu', outcome: 'chosen', reason }] };
}

async function chooseNamed(device: Device, probe: EncoderGraph): Promise<DeviceChoice> {
  const problem = installedDevices().includes(device)
    ? await openingProblem(device, probe)
    : `this platform offers ${installedDevices().join(', ')}`;
  if (problem !== undefined) throw failure('device-unavailable', { device, reason: problem });
  const reason = 'asked for by name';
  return { device, reason, considered: [{ device, outcome: 'chosen', reason }] };
}

async function openingProblem(device: Device, probe: EncoderGraph): Promise<string | undefined> {
  if (device === 'webgpu' && !hasGraphicsDevice()) return 'this machine has no graphics device';
  try {
    const session = await openSession(probe, { device });
    await session.release();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * On Linux without a device node every Vulkan driver fails, after 300 ms and with messages of its own on stderr. A driver named in
 * the environment may be a software one, which needs no device.
 */
function hasGraphicsDevice(): boolean {
  if (process.platform !== 'linux') return true;
  if (process.env['VK_DRIVER_FILES'] ?? process.env['VK_ICD_FILENAMES']) return true;
  return ['/dev/dri', '/dev/nvidia0', '/dev/dxg', '/dev/kgsl-3d0', '/dev/mali0'].some(path =>
    existsSync(path),
  );
}

/** True if the CUDA provider's library lies beside the runtime's own: it is an extra download of about 400 MB. */
function hasCudaLibraries(): boolean {
  const root = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')), '..', 'bin');
  const library =
    process.platform === 'win32' ? 'onnxruntime_providers_cuda.dll' : 'libonnxruntime_providers_cuda.so';
  return readdirSync(root).some(version =>
    existsSync(join(root, version, process.platform, process.arch, library)),
  );
}

/** The runtime prefixes its messages with source locations; the last clause is the one a person can use. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .split('\n')[0]!
      .replace(/^.*(?:\[ONNXRuntimeError\]|was false\.|\)::<lambda\(\)>)\s*/, '')
      .trim() || text
  );
}

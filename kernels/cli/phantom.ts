import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhantomRequest } from '../phantoms/draw-phantom.ts';
import { checkAsAsked } from '../phantoms/as-asked.ts';
import { checkRequest, modalityByName } from '../phantoms/known-phantoms.ts';
import type { Finding, Phantom } from '../phantoms/phantom.ts';
import { renderPhantoms } from '../phantoms/render-phantoms.ts';
import { savePhantom } from '../phantoms/save-phantom.ts';
import { failure } from '../protocol/failures/index.ts';
import { version } from '../version.ts';
import { checkWritable } from './output.ts';

/** Options of `phantom`. */
export interface PhantomCommand {
  readonly modality: string;
  /** `none` for a normal picture. */
  readonly finding?: readonly string[];
  readonly side?: NonNullable<Finding['side']>;
  readonly severity?: NonNullable<Finding['severity']>;
  readonly location?: string;
  readonly seed: number;
  readonly size: number;
  readonly count?: number;
  readonly output: string;
}

/** Draws one phantom into a PNG file, or `count` of them into a folder, each with its truth as JSON beside it. */
export async function phantom(options: PhantomCommand, signal: AbortSignal): Promise<unknown> {
  const { output, count } = options;
  const requests = requestsFrom(options);
  for (const request of requests) checkRequest(request);
  if (count === undefined) await checkWritable(output);
  else await makeFolder(output);
  const written: unknown[] = [];
  for await (const drawn of renderPhantoms(requests, { signal })) {
    checkAsAsked(requests[written.length]!, drawn);
    const path = count === undefined ? output : join(output, `${drawn.modality}-${drawn.seed}.png`);
    written.push(summary(drawn, path, await savePhantom(drawn, path)));
  }
  return count === undefined ? written[0] : { output, count, phantoms: written };
}

function requestsFrom(options: PhantomCommand): PhantomRequest[] {
  const { seed, size, count = 1 } = options;
  const modality = modalityByName(options.modality).name;
  const findings = findingsFrom(options);
  return Array.from({ length: count }, (_, index) => ({
    modality,
    seed: seed + index,
    size,
    ...(findings && { findings }),
  }));
}

/** Side, severity and location hold for every finding named. */
function findingsFrom({ finding, side, severity, location }: PhantomCommand): Finding[] | undefined {
  const details = {
    ...(side && { side }),
    ...(severity && { severity }),
    ...(location !== undefined && { location }),
  };
  const names = finding?.filter(name => name !== 'none') ?? [];
  if (names.length === 0 && Object.keys(details).length > 0) {
    throw failure('argument-invalid', {
      argument: '--side, --severity, --location',
      problem: 'say of which --finding',
    });
  }
  return finding && names.map(name => ({ name, ...details }));
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    throw failure('output-unwritable', { path, problem }, error);
  });
}

function summary(drawn: Phantom, output: string, truth: string): unknown {
  const { modality, seed, size, metadata, labels, report } = drawn;
  const findings = drawn.findings.map(({ mask: _, ...finding }) => finding);
  return { output, truth, modality, seed, size, version, metadata, findings, labels, report };
}

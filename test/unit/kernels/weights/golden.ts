import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';

/** Path of a file that test/golden/weights/make.py wrote. */
export function golden(name: string): string {
  return fileURLToPath(new URL(`../../../golden/weights/${name}`, import.meta.url));
}

/** What PyTorch reads from a golden file. */
export interface Expected {
  readonly format: string;
  readonly tensors: Record<string, { type: string; shape: number[]; values: (number | string)[] }>;
}

export const expected = JSON.parse(readFileSync(golden('expected.json'), 'utf8')) as Record<string, Expected>;

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weights-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The code and sentence with which `work` fails; anything but a Failure is thrown on. */
export async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing failed');
}

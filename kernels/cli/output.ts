import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure } from '../protocol/failures/index.ts';

/**
 * Refuses an output that could not be written before minutes of work go into it.
 * @throws Failure `output-unwritable`.
 */
export async function checkWritable(path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = missing
      ? `the folder ${folder} does not exist`
      : `the folder ${folder} cannot be written to`;
    throw failure('output-unwritable', { path, problem }, error);
  }
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw failure('output-unwritable', { path, problem: 'it is a folder' });
}

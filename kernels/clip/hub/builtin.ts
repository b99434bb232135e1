import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleUrl } from '../../bundle-url.ts';
import { failure } from '../../protocol/failures/index.ts';

/** The folder of the model that this package carries. @throws Failure `builtin-absent` if it was built without one. */
export async function builtinFolder(folder: string = fileURLToPath(bundleUrl('builtin'))): Promise<string> {
  await access(join(folder, 'config.json')).catch((error: unknown) => {
    throw failure('builtin-absent', { model: 'builtin' }, error);
  });
  return folder;
}

import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';

/**
 * Unpacks the software Vulkan driver (SwiftShader and its loader) that the package `@sparticuz/chromium` carries into `folder`,
 * and returns the environment in which a process finds it.
 */
export async function softwareVulkan(folder: string): Promise<Record<string, string>> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const archive = join(dirname(entry), '../../bin/swiftshader.tar.br');
  await pipeline(createReadStream(archive), createBrotliDecompress(), extract(folder));
  return {
    LD_LIBRARY_PATH: folder,
    VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
    VK_DRIVER_FILES: join(folder, 'vk_swiftshader_icd.json'),
  };
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadArray } from '../../../../kernels/clip/embeddings/files.ts';
import { softwareVulkan } from './software-vulkan.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** SwiftShader comes for linux-x64 only; elsewhere the platform has a GPU path of its own. */
describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'WebGPU on a software Vulkan driver',
  () => {
    let folder: string;
    let driver: Record<string, string>;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'webgpu-'));
      driver = await softwareVulkan(folder);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const encode = async (checkpoint: string, device: string, what: string[]): Promise<Float32Array> => {
      const output = join(folder, `${device}.npy`);
      const options = [
        'encode',
        '--model',
        join(root, 'test/golden/encoders', checkpoint),
        ...what,
        '--device',
        device,
      ];
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(root, 'dist/clip-notebook.mjs'), ...options, '--no-cache', '--output', output],
        { env: { ...process.env, ...driver }, encoding: 'utf8' },
      );
      expect(status, stderr).toBe(0);
      expect(stderr).toContain(` on ${device} `);
      return (await loadArray(output)).data;
    };

    it.each(['open-clip', 'siglip', 'biomedclip'])(
      '%s: equals the CPU for images and prompts',
      async checkpoint => {
        const image = join(root, 'test/unit/kernels/sessions/gradient.png');
        expect(existsSync(image)).toBe(true);
        // The tiny open_clip model knows fewer tokens than its tokenizer; what is wanted of it is its 37 image tokens.
        const texts = checkpoint === 'open-clip' ? [] : [['--text', 'chest x-ray', 'a photo of pneumonia']];
        for (const what of [['--image', image], ...texts]) {
          const [gpu, cpu] = [
            await encode(checkpoint, 'webgpu', what),
            await encode(checkpoint, 'cpu', what),
          ];
          gpu.forEach((value, index) => expect(Math.abs(value - cpu[index]!)).toBeLessThan(1e-4));
        }
      },
    );

    it('auto measures it, finds it slower than the CPU, and says so', () => {
      const model = join(root, 'test/golden/encoders/clip');
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [join(root, 'dist/clip-notebook.mjs'), 'model', model],
        {
          env: { ...process.env, ...driver, CLIP_NOTEBOOK_CACHE: folder },
          encoding: 'utf8',
        },
      );
      const { device } = JSON.parse(stdout) as { device: { device: string; reason: string } };
      expect(device.device, stderr).toBe('cpu');
      expect(device.reason).toMatch(
        /webgpu works but is slower here: \d+ ms a batch against \d+ ms on the CPU/,
      );
    });
  },
);

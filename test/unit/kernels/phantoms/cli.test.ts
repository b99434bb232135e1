import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../../../dist/clip-notebook.mjs', import.meta.url));

interface Finished {
  readonly code: number;
  readonly json: Record<string, unknown>;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'phantom-cli-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function phantom(...options: string[]): Promise<Finished> {
  return new Promise(resolve => {
    const words = [program, 'phantom', '--size', '64', ...options];
    execFile(process.execPath, words, { cwd: folder }, (error, stdout, stderr) => {
      const json = stdout.startsWith('{') ? (JSON.parse(stdout) as Record<string, unknown>) : {};
      resolve({ code: error ? Number(error.code) : 0, json, stdout, stderr });
    });
  });
}

describe('clip-notebook phantom', () => {
  it('writes the picture and its truth, the same for the same seed', async () => {
    const words = ['--modality', 'chest-xray', '--finding', 'pneumothorax', '--side', 'left', '--seed', '3'];
    const { code, json } = await phantom(...words, '--output', 'a.png');
    expect(code).toBe(0);
    expect(json).toMatchObject({
      output: 'a.png',
      truth: 'a.json',
      modality: 'chest-xray',
      seed: 3,
      size: 64,
    });
    expect(json['findings']).toMatchObject([{ name: 'pneumothorax', side: 'left' }]);
    expect(await sharp(join(folder, 'a.png')).metadata()).toMatchObject({
      width: 64,
      height: 64,
      channels: 1,
    });
    const truth = JSON.parse(await readFile(join(folder, 'a.json'), 'utf8')) as {
      findings: { mask: { runs: number[] } }[];
    };
    expect(truth).toMatchObject({ labels: { pneumothorax: true }, report: json['report'] });
    expect(truth.findings[0]!.mask.runs.reduce((sum, run) => sum + run, 0)).toBe(64 * 64);
    await phantom(...words, '--output', 'again.png');
    for (const ending of ['png', 'json']) {
      const files = ['a', 'again'].map(name => readFile(join(folder, `${name}.${ending}`)));
      const [first, second] = await Promise.all(files);
      expect(first!.equals(second!)).toBe(true);
    }
  });

  it('writes several into a folder', async () => {
    const words = ['--modality', 'chest-xray', '--finding', 'none', '--seed', '8', '--count', '3'];
    const { code, json } = await phantom(...words, '--output', 'many');
    expect(code).toBe(0);
    expect(json).toMatchObject({ output: 'many', count: 3 });
    const names = [8, 9, 10].flatMap(seed => [`chest-xray-${seed}.json`, `chest-xray-${seed}.png`]);
    expect((await readdir(join(folder, 'many'))).sort()).toEqual(names.sort());
  });

  it.each([
    [['--modality', 'elbow'], /phantom-modality-unknown: .*elbow.*chest-xray/],
    [
      ['--modality', 'chest-xray', '--finding', 'hiccups'],
      /phantom-finding-unknown: .*hiccups.*pneumothorax/,
    ],
    [['--modality', 'chest-xray', '--side', 'left'], /argument-invalid: .*--finding/],
    [
      ['--modality', 'chest-xray', '--finding', 'pneumothorax', '--location', 'Pluto'],
      /phantom-(detail-unknown|request-invalid): .*Pluto/,
    ],
    [['--modality', 'chest-xray', '--side', 'top'], /left, right, bilateral/],
    [['--modality', 'chest-xray', '--size', '5'], /phantom-request-invalid: .*32 to 2048/],
    [['--modality', 'chest-xray', '--seed', 'x'], /whole number/],
  ])('refuses %j and says why', async (words, sentence) => {
    const { code, stdout, stderr } = await phantom(...words, '--output', 'refused.png');
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
    expect(await readdir(folder)).not.toContain('refused.png');
  });

  it('refuses a folder that is not there before drawing', async () => {
    const { stderr } = await phantom('--modality', 'chest-xray', '--output', 'nowhere/a.png');
    expect(stderr).toMatch(/output-unwritable: .*nowhere/);
  });
});

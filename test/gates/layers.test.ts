import { cruise, type IFlattenedRuleSet } from 'dependency-cruiser';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Each rule with a file that breaks it and nothing else. */
const planted: Record<string, { from: string; imports: string }> = {
  'kernel-protocol-is-a-leaf': { from: 'kernels/protocol/a.ts', imports: '../clip/target.ts' },
  'view-protocol-is-a-leaf': { from: 'webviews/protocol/a.ts', imports: '../runtime/target.ts' },
  'kernels-know-no-editor': { from: 'kernels/clip/b.ts', imports: '../../extension/target.ts' },
  'clip-knows-no-cells': { from: 'kernels/clip/c.ts', imports: '../typescript/target.ts' },
  'analysis-is-pure': { from: 'kernels/analysis/d.ts', imports: '../cli/target.ts' },
  'displays-know-no-engine': { from: 'kernels/displays/i.ts', imports: '../cli/target.ts' },
  'pictures-are-pure': { from: 'webviews/pictures/j.ts', imports: '../runtime/target.ts' },
  'runtime-knows-no-view': { from: 'webviews/runtime/k.ts', imports: '../two/target.ts' },
  'view-stands-alone': { from: 'webviews/one/e.ts', imports: '../two/target.ts' },
  'host-keeps-to-the-protocols': { from: 'extension/f.ts', imports: '../kernels/clip/target.ts' },
  'nothing-imports-tests': { from: 'kernels/clip/g.ts', imports: '../../test/target.ts' },
  resolvable: { from: 'kernels/clip/h.ts', imports: './nowhere.ts' },
};

describe('import rules', () => {
  let folder: string;
  let broken: { rule: string; from: string }[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layers-'));
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    };
    for (const { from, imports } of Object.values(planted)) {
      await write(from, `import { target } from '${imports}';\nexport const value = target;\n`);
      if (!imports.includes('nowhere'))
        await write(join(dirname(from), imports), 'export const target = 1;\n');
    }
    await write(
      'kernels/clip/clean.ts',
      `import { target } from './target.ts';\nexport const value = target;\n`,
    );
    await write(
      'kernels/clip/ring-a.ts',
      `import { b } from './ring-b.ts';\nexport const a = (): number => b();\n`,
    );
    await write(
      'kernels/clip/ring-b.ts',
      `import { a } from './ring-a.ts';\nexport const b = (): number => a();\n`,
    );
    const path = new URL('../../.dependency-cruiser.mjs', import.meta.url).href;
    const { forbidden } = (
      (await import(path)) as { default: Required<Pick<IFlattenedRuleSet, 'forbidden'>> }
    ).default;
    const result = await cruise(['kernels', 'extension', 'webviews', 'test'], {
      baseDir: folder,
      ruleSet: { forbidden },
      validate: true,
      tsPreCompilationDeps: true,
    });
    if (typeof result.output === 'string') throw new Error(result.output);
    broken = result.output.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.keys(planted))('%s catches its planted violation', rule => {
    expect(broken).toContainEqual({ rule, from: planted[rule]!.from });
  });

  it('catches a cycle', () => {
    expect(broken.filter(({ rule }) => rule === 'no-cycles').length).toBeGreaterThan(0);
  });

  it('leaves clean files alone', () => {
    expect(broken.filter(({ from }) => from === 'kernels/clip/clean.ts')).toEqual([]);
  });
});

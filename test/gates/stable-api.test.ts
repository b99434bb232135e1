import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { mimeOf, type ViewName } from '../../webviews/protocol/views.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter(file => existsSync(root + file));
const read = (file: string): string => readFileSync(root + file, 'utf8');

describe('stable editor API only', () => {
  it('asks for no proposed API', () => {
    expect(Object.keys(manifest)).not.toContain('enabledApiProposals');
    expect(tracked.filter(file => /vscode\..*\.d\.ts$/.test(file))).toEqual([]);
    const sources = tracked.filter(file => /^extension\/.*\.ts$/.test(file));
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.filter(file => /proposed|declare module 'vscode'/.test(read(file)))).toEqual([]);
  });

  it('is compiled against the oldest editor that it promises to run in', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
    const types = read('node_modules/@types/vscode/index.d.ts');
    expect(types).toContain('createRendererMessaging');
    // Members of proposals: types that hold one would let it through.
    const proposals = ['variableProvider', 'rendererScripts', 'notebookVariableProvider'];
    expect(proposals.filter(name => types.includes(name))).toEqual([]);
  });
});

describe('what package.json contributes', () => {
  const rows: Record<ViewName, true> = {
    'embedding-map': true,
    image: true,
    progress: true,
    'prompt-comparison': true,
    sheet: true,
    'similarity-distribution': true,
    table: true,
    tensor: true,
    'zero-shot': true,
  };
  const extension = tracked
    .filter(file => /^extension\/.*\.ts$/.test(file))
    .map(read)
    .join('\n');

  it('has a renderer for every view, which wakes the extension and works without it', () => {
    const wanted = (Object.keys(rows) as ViewName[]).map(view => ({
      id: `clip-notebook.${view}`,
      entrypoint: `./dist/renderers/${view}.js`,
      mimeTypes: [mimeOf(view)],
      requiresMessaging: 'optional',
    }));
    expect(manifest.contributes.notebookRenderer.map(({ displayName: _, ...row }) => row)).toEqual(wanted);
    expect(manifest.activationEvents).toEqual([
      'onNotebook:jupyter-notebook',
      ...wanted.map(({ id }) => `onRenderer:${id}`),
    ]);
  });

  it('registers every command it lists, and lists every command of its menus and keys', () => {
    const listed = manifest.contributes.commands.map(({ command }) => command);
    expect(listed.filter(command => !extension.includes(`'${command}'`))).toEqual([]);
    const used = [
      ...Object.values(manifest.contributes.menus).flat(),
      ...manifest.contributes.keybindings,
    ].map(({ command }) => command);
    expect(used.filter(command => !listed.includes(command))).toEqual([]);
  });

  it('reads every setting it lists', () => {
    const settings = Object.keys(manifest.contributes.configuration.properties);
    expect(settings.filter(name => !extension.includes(`'${name.replace('clip-notebook.', '')}'`))).toEqual(
      [],
    );
  });

  it('shows its buttons and keys on our notebooks alone', () => {
    const ours = 'notebookKernel =~ /^clip-notebook\\.clip-notebook\\//';
    const guarded = [...manifest.contributes.menus['notebook/toolbar'], ...manifest.contributes.keybindings];
    expect(guarded.filter(({ when }) => !when.includes(ours))).toEqual([]);
  });
});

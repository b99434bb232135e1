import { expect, it } from 'vitest';
import { devices, hubIdProblem, modelPath, withRecent } from '../../../extension/commands/choices.ts';
import { freeName } from '../../../extension/commands/free-name.ts';
import { readSample } from '../../../extension/commands/read-sample.ts';
import { sentenceOf } from '../../../extension/kernel/exit-sentence.ts';
import { notebookPath } from '../../../extension/kernel/notebook-path.ts';
import { faultOf } from '../../../extension/notebook/faults.ts';
import { statusText } from '../../../extension/notebook/status-text.ts';
import { failure } from '../../../kernels/protocol/failures/index.ts';

it('offers the devices that a setting may name', async () => {
  const { default: manifest } = await import('../../../package.json', { with: { type: 'json' } });
  const setting = manifest.contributes.configuration.properties['clip-notebook.defaultDevice'];
  expect(devices.map(({ name }) => name)).toEqual(setting.enum);
});

it('remembers models newest first, each once, never the one that is always offered', () => {
  expect(withRecent(['a/a', 'b/b'], 'b/b')).toEqual(['b/b', 'a/a']);
  expect(withRecent(['1/1', '2/2'], '3/3', 2)).toEqual(['3/3', '1/1']);
  expect(withRecent(['a/a'], 'builtin')).toEqual(['a/a']);
});

it('tells a hub id from what is none', () => {
  expect(['openai/clip-vit-base-patch32', 'a.b/c_d@v1.0'].map(hubIdProblem)).toEqual([undefined, undefined]);
  for (const wrong of ['clip', 'a/b/c', 'https://hub/a/b', 'a /b', ''])
    expect(hubIdProblem(wrong)).toBeDefined();
});

it('names a model beside the notebook from there, and one elsewhere by its whole path', () => {
  expect(modelPath('/n/models/a.pt', '/n')).toBe('./models/a.pt');
  expect(modelPath('/other/a.pt', '/n')).toBe('/other/a.pt');
  expect(modelPath('/n', '/n')).toBe('/n');
  expect(modelPath('/n/a.pt', undefined)).toBe('/n/a.pt');
});

it('finds a name that overwrites nothing', () => {
  expect(freeName('samples', [])).toBe('samples');
  expect(freeName('samples', ['Samples', 'samples-2'])).toBe('samples-3');
});

it('reads a sample without its outputs', () => {
  const file = {
    metadata: { kernelspec: { name: 'clip-notebook' } },
    cells: [
      { cell_type: 'markdown', source: ['text\n', '# First light\n'] },
      { cell_type: 'code', source: 'let a = 1', outputs: [{}], metadata: { tags: ['parameters'] } },
    ],
  };
  expect(readSample(JSON.stringify(file), '01.ipynb')).toEqual({
    title: 'First light',
    metadata: file.metadata,
    cells: [
      { kind: 'markdown', source: 'text\n# First light\n', metadata: {} },
      { kind: 'code', source: 'let a = 1', metadata: { tags: ['parameters'] } },
    ],
  });
  expect(readSample('{"cells": []}', '01-first.ipynb').title).toBe('01-first');
  expect(() => readSample('[]', 'x')).toThrow('not a notebook');
});

it('shows model, device and memory, and what is loaded over what is chosen', () => {
  expect(statusText({}, undefined).text).toBe('builtin · auto');
  const status = {
    residentBytes: 412 * 2 ** 20,
    models: [{ name: 'org/clip-b32', device: 'cpu', precision: 'fp32' }],
    running: true,
  };
  const { text, details } = statusText({ model: 'builtin' }, status);
  expect(text).toBe('clip-b32 · cpu · 412 MB');
  expect(details).toContain('Loaded: org/clip-b32 on cpu, fp32');
});

it('puts an unsaved notebook where its imports can be found', () => {
  const untitled = { scheme: 'untitled', fsPath: 'Untitled-1.ipynb', path: 'Untitled-1.ipynb' };
  expect(notebookPath(untitled, '/folder')).toMatch(/^[\\/]folder[\\/]Untitled-1\.ipynb$/);
  expect(notebookPath(untitled)).toMatch(/Untitled-1\.ipynb$/);
  expect(notebookPath({ scheme: 'file', fsPath: '/a/b.ipynb', path: '/a/b.ipynb' }, '/folder')).toBe(
    '/a/b.ipynb',
  );
});

it('says what ended a kernel, and what to do', () => {
  const end = { code: null, signal: 'SIGKILL', lastWords: '' };
  const sentences = (['cell', 'killed', 'memory', 'crash'] as const).map(reason =>
    sentenceOf({ ...end, reason }),
  );
  expect(new Set(sentences).size).toBe(4);
  for (const sentence of sentences) expect(sentence).toMatch(/^The kernel ended: .* run the cells again\.$/);
});

it('shows a failure by its sentence alone, and knows a lost kernel', () => {
  const lost = faultOf(failure('kernel-lost', { reason: 'it was killed.' }));
  expect(lost).toMatchObject({ kind: 'kernel-lost', code: 'kernel-lost' });
  expect(lost.stack).toBe(lost.message);
  expect(faultOf('odd')).toMatchObject({ kind: 'error', message: 'odd' });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  choicesOf,
  kernelOf,
  newMetadata,
  withChoices,
  withOurKernel,
} from '../../../extension/notebook/metadata.ts';

const python = {
  metadata: {
    kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
    language_info: { name: 'python', version: '3.12' },
    authors: [{ name: 'A. Reader' }],
  },
  nbformat: 4,
};

it.each([
  [newMetadata(), 'ours'],
  [python, 'other'],
  [{}, 'none'],
  [{ metadata: { kernelspec: 'clip-notebook' } }, 'none'],
  [{ metadata: { kernelspec: { name: 'clip-notebook-2' } } }, 'other'],
] as const)('tells whose notebook it is: %j', (metadata, whose) => {
  expect(kernelOf(metadata)).toBe(whose);
});

it('writes kernel and language so that cells are TypeScript anywhere, and leaves all else', () => {
  expect(withOurKernel(python)).toEqual({
    nbformat: 4,
    metadata: {
      authors: [{ name: 'A. Reader' }],
      kernelspec: {
        name: 'clip-notebook',
        display_name: 'CLIP Notebook (TypeScript)',
        language: 'typescript',
      },
      language_info: { name: 'typescript', file_extension: '.ts' },
    },
  });
  expect(python.metadata.kernelspec.name).toBe('python3');
});

it('changes nothing twice, so that an opened notebook stays unchanged', () => {
  const once = withOurKernel(python);
  expect(withOurKernel(once)).toBe(once);
});

it('keeps one choice when the other changes', () => {
  const chosen = withChoices(withChoices(newMetadata(), { model: 'a/b' }), { device: 'cpu' });
  expect(choicesOf(chosen)).toEqual({ model: 'a/b', device: 'cpu' });
  expect(kernelOf(chosen)).toBe('ours');
});

it('takes any metadata, and only text as a choice', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), metadata => {
      expect(kernelOf(withOurKernel(metadata))).toBe('ours');
      for (const choice of Object.values(choicesOf({ metadata: { 'clip-notebook': metadata } })))
        expect(['string', 'undefined']).toContain(typeof choice);
    }),
  );
  expect(choicesOf({ metadata: { 'clip-notebook': { model: 3, device: ' ' } } })).toEqual({
    model: undefined,
    device: undefined,
  });
});

import fc from 'fast-check';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTokenizer } from '../../../../kernels/clip/tokenizers/load.ts';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';
import { folderWith, vocabulary } from './golden-folders.ts';

const open = (files: Parameters<typeof folderWith>[0]): ReturnType<typeof loadTokenizer> =>
  loadTokenizer({ kind: 'transformers', folder: folderWith(files), contextLength: 64 });

const siglip = { 'tokenizer_config.json': { tokenizer_class: 'SiglipTokenizer' } };
const pieces = vocabulary('siglip-identity.model.gz');
const gemma = vocabulary('gemma.json.gz').toString('utf8');

describe('a folder that cannot be used', () => {
  it('says which files would help if there are none', async () => {
    await expect(open({})).rejects.toMatchObject({ code: 'tokenizer-missing' });
    await expect(open({ 'vocab.json': { a: 0 } })).rejects.toMatchObject({ code: 'tokenizer-missing' });
    await expect(
      loadTokenizer({ kind: 'transformers', folder: '/nowhere/at/all', contextLength: 8 }),
    ).rejects.toMatchObject({
      code: 'tokenizer-missing',
      message: expect.stringContaining('spiece.model') as string,
    });
  });

  it.each<[string, Parameters<typeof folderWith>[0]]>([
    ['tokenizer.json', { 'tokenizer.json': gemma.slice(0, 1000) }],
    ['tokenizer.json', { 'tokenizer.json': '' }],
    ['tokenizer.json', { 'tokenizer.json': '[]' }],
    ['tokenizer.json', { 'tokenizer.json': { model: { type: 'WordLevel', vocab: {} } } }],
    ['tokenizer.json', { 'tokenizer.json': { model: { type: 'BPE', vocab: { a: -1 }, merges: [] } } }],
    ['tokenizer.json', { 'tokenizer.json': { model: { type: 'BPE', vocab: { a: 1e9 }, merges: [] } } }],
    ['tokenizer.json', { 'tokenizer.json': { model: { type: 'Unigram', vocab: [] } } }],
    ['tokenizer_config.json', { 'tokenizer.json': gemma, 'tokenizer_config.json': '{"a"' }],
    ['vocab.txt', { 'vocab.txt': Buffer.from([0xff, 0x0a, 0xfe]) }],
    ['vocab.txt', { 'vocab.txt': '' }],
    ['vocab.json', { 'vocab.json': '{', 'merges.txt': '' }],
    ['spiece.model', { ...siglip, 'spiece.model': pieces.subarray(0, 5000) }],
    ['spiece.model', { ...siglip, 'spiece.model': Buffer.alloc(0) }],
    ['spiece.model', { ...siglip, 'spiece.model': 'version https://git-lfs.github.com/spec/v1\n' }],
  ])('names the damaged %s (%#)', async (name, files) => {
    await expect(open(files)).rejects.toMatchObject({
      code: 'tokenizer-unreadable',
      message: expect.stringContaining(name) as string,
    });
  });

  it('names a file that is a folder', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'tokenizer.json'));
    await expect(loadTokenizer({ kind: 'transformers', folder, contextLength: 8 })).rejects.toMatchObject({
      code: 'tokenizer-unreadable',
    });
  });
});

describe('mutated files', () => {
  const surviving = async (files: Parameters<typeof folderWith>[0]): Promise<void> => {
    try {
      const tokenizer = await open(files);
      const { ids } = tokenizer.tokenize('A chest X-ray: no effusion 肺 🫁 <eos>');
      expect(ids.every(id => Number.isInteger(id) && id >= 0)).toBe(true);
    } catch (problem) {
      expect(problem).toBeInstanceOf(Failure);
    }
  };

  it('of SentencePiece either work or fail as they should', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(pieces.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        fc.nat(pieces.length),
        fc.boolean(),
        async (edits, length, cut) => {
          const file = Buffer.from(cut ? pieces.subarray(0, length) : pieces);
          for (const [at, byte] of edits) if (at < file.length) file[at] = byte;
          await surviving({ ...siglip, 'spiece.model': file });
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });

  it('of the normalisation table either work or fail as they should', async () => {
    const full = vocabulary('siglip.model.gz');
    const table = full.length - 240_000;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(239_000), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 40,
        }),
        async edits => {
          const file = Buffer.from(full);
          for (const [at, byte] of edits) file[table + at] = byte;
          await surviving({ ...siglip, 'spiece.model': file });
        },
      ),
      { numRuns: 30, seed: 2 },
    );
  });

  it('of tokenizer.json either work or fail as they should', async () => {
    const small = smallTokenizer();
    const text = JSON.stringify(small);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(text.length - 1), fc.constantFrom(...Array.from('{}[]",:0a-\\ n'))), {
          minLength: 1,
          maxLength: 4,
        }),
        async edits => {
          const characters = text.split('');
          for (const [at, character] of edits) characters[at] = character;
          await surviving({ 'tokenizer.json': characters.join('') });
        },
      ),
      { numRuns: 400, seed: 3 },
    );
  });

  it('whose members have other types either work or fail as they should', async () => {
    const paths = pathsOf(smallTokenizer());
    const values = fc.constantFrom<unknown>(null, true, -1, 1.5, 1e12, '', 'x', [], {}, [[]], { type: 'x' });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), values, async (path, value) => {
        await surviving({ 'tokenizer.json': withValue(smallTokenizer(), path, value) as object });
      }),
      { numRuns: 400, seed: 4 },
    );
  });
});

function smallTokenizer(): object {
  const special = {
    id: 3,
    content: '<eos>',
    single_word: true,
    lstrip: true,
    rstrip: true,
    normalized: false,
  };
  return {
    added_tokens: [{ ...special, special: true }],
    normalizer: {
      type: 'Sequence',
      normalizers: [{ type: 'NFKC' }, { type: 'BertNormalizer', lowercase: true }],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: '\\s+' }, behavior: 'Removed', invert: false },
        { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: true },
        { type: 'Digits', individual_digits: true },
      ],
    },
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ Sequence: { id: 'A' } }, { SpecialToken: { id: '<eos>' } }],
      special_tokens: { '<eos>': { id: '<eos>', ids: [3], tokens: ['<eos>'] } },
    },
    model: {
      type: 'BPE',
      vocab: { '<unk>': 0, a: 1, '▁': 2, '▁a': 4 },
      merges: [['▁', 'a']],
      unk_token: '<unk>',
      fuse_unk: true,
    },
  };
}

type Path = readonly string[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))].filter(
    ({ length }) => length > 0,
  );
}

function withValue(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as Record<string, unknown>) };
  Reflect.set(copy, key, withValue(Reflect.get(copy, key), rest, replacement));
  return copy;
}

import { BPE, Unigram, WordPiece } from '@huggingface/tokenizers';
import { remembered } from './remembered.ts';
import { arrayAt, flag, idAt, objectAt, stringAt, type JsonObject } from './json.ts';

/** The vocabulary and the algorithm that cuts words into its entries. */
export interface Model {
  /** Ids of one word. */
  readonly encode: (word: string) => readonly number[];
  idOf(token: string): number | undefined;
  /** The vocabulary's spelling of `id`. */
  tokenOf(id: number): string | undefined;
  /** One more than the largest id. */
  readonly size: number;
}

/**
 * Builds the `model` member of a tokenizer.json: BPE, WordPiece or Unigram, run by @huggingface/tokenizers.
 * Throws an Error for another type or a member it cannot read.
 */
export function modelOf(config: unknown): Model {
  const node = objectAt(config, 'model');
  switch (typeOf(node)) {
    case 'BPE':
      return bytePairs(node);
    case 'WordPiece':
      return wordPieces(node);
    case 'Unigram':
      return unigrams(node);
    default:
      throw new Error(`model ${JSON.stringify(node['type'])} is not one of BPE, WordPiece, Unigram`);
  }
}

/** Files written before 2020 leave the type out. */
function typeOf(node: JsonObject): unknown {
  if (node['type'] !== undefined) return node['type'];
  if (Array.isArray(node['vocab'])) return 'Unigram';
  return 'merges' in node ? 'BPE' : 'WordPiece';
}

function bytePairs(node: JsonObject): Model {
  const vocabulary = vocabularyOf(node);
  if (typeof node['continuing_subword_prefix'] === 'string' && node['continuing_subword_prefix'] !== '')
    throw new Error('model.continuing_subword_prefix of a BPE model is not supported');
  const unknown = optionalToken(node['unk_token']);
  const model = new BPE({
    type: 'BPE',
    vocab: Object.fromEntries(vocabulary),
    merges: arrayAt(node['merges'], 'model.merges').map(pairOf),
    unk_token: unknown,
    end_of_word_suffix: optionalToken(node['end_of_word_suffix']),
    fuse_unk: unknown !== null && flag(node['fuse_unk'], false),
    byte_fallback: flag(node['byte_fallback'], false),
    ignore_merges: flag(node['ignore_merges'], false),
  });
  return modelFrom(vocabulary, unknown, word => model._call([word]));
}

function wordPieces(node: JsonObject): Model {
  const vocabulary = vocabularyOf(node);
  const unknown = stringAt(node['unk_token'] ?? '[UNK]', 'model.unk_token');
  if (!vocabulary.has(unknown)) throw new Error(`model.vocab lacks the unknown token ${unknown}`);
  const limit = node['max_input_chars_per_word'] ?? 100;
  const model = new WordPiece({
    type: 'WordPiece',
    vocab: Object.fromEntries(vocabulary),
    unk_token: unknown,
    continuing_subword_prefix: stringAt(
      node['continuing_subword_prefix'] ?? '##',
      'model.continuing_subword_prefix',
    ),
    max_input_chars_per_word: idAt(limit, 'model.max_input_chars_per_word'),
  });
  return modelFrom(vocabulary, unknown, word => model._call([word]));
}

function unigrams(node: JsonObject): Model {
  const entries = arrayAt(node['vocab'], 'model.vocab').map(scoreOf);
  if (entries.length === 0) throw new Error('model.vocab is empty');
  const vocabulary = new Map(entries.map(([token], id) => [token, id]));
  const unknown = entries[idAt(node['unk_id'] ?? 0, 'model.unk_id')];
  if (unknown === undefined) throw new Error('model.unk_id is not in model.vocab');
  const model = new Unigram(
    { type: 'Unigram', vocab: entries, unk_id: idAt(node['unk_id'] ?? 0, 'unk_id') },
    '',
  );
  const inBytes = flag(node['byte_fallback'], false);
  return modelFrom(vocabulary, unknown[0], word =>
    model
      ._call([word])
      .flatMap(piece => (inBytes && !vocabulary.has(piece) ? bytesOf(piece, vocabulary) : [piece])),
  );
}

/** `piece` spelled in byte tokens, which @huggingface/tokenizers leaves out for Unigram; itself if one is missing. */
function bytesOf(piece: string, vocabulary: ReadonlyMap<string, number>): string[] {
  const bytes = Array.from(
    new TextEncoder().encode(piece),
    byte => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  return bytes.every(token => vocabulary.has(token)) ? bytes : [piece];
}

function modelFrom(
  vocabulary: ReadonlyMap<string, number>,
  unknown: string | null,
  cut: (word: string) => readonly string[],
): Model {
  const tokens: string[] = [];
  for (const [token, id] of vocabulary) tokens[id] = token;
  const unknownId = unknown === null ? undefined : vocabulary.get(unknown);
  return {
    encode: remembered(word =>
      cut(word).flatMap(token => {
        const id = vocabulary.get(token) ?? unknownId;
        return id === undefined ? [] : [id];
      }),
    ),
    idOf: token => vocabulary.get(token),
    tokenOf: id => tokens[id],
    size: tokens.length,
  };
}

function vocabularyOf(node: JsonObject): Map<string, number> {
  const entries = Object.entries(objectAt(node['vocab'], 'model.vocab'));
  const limit = 4 * entries.length + 1024;
  return new Map(
    entries.map(([token, id]) => {
      if (idAt(id, `the id of ${token}`) > limit) throw new Error(`the id of ${token} is out of range`);
      return [token, idAt(id, token)];
    }),
  );
}

function pairOf(merge: unknown): [string, string] {
  const [left, right, ...rest] = typeof merge === 'string' ? merge.split(' ') : arrayAt(merge, 'a merge');
  if (typeof left !== 'string' || typeof right !== 'string' || rest.length > 0)
    throw new Error('an entry of model.merges is not a pair');
  return [left, right];
}

function scoreOf(entry: unknown): [string, number] {
  const [token, score] = arrayAt(entry, 'an entry of model.vocab');
  if (typeof token !== 'string' || typeof score !== 'number')
    throw new Error('an entry of model.vocab is not a token with a score');
  return [token, score];
}

function optionalToken(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

import type { AddedToken } from '../tokenizer-json/added-tokens.ts';
import { isObject, type JsonObject } from '../tokenizer-json/json.ts';
import { contentOf, namedTokensOf, plainToken, roleOf, type Role, type Settings } from './settings.ts';
import { bertStructure, clipStructure, gemmaStructure, t5Structure, type Vocabulary } from './structures.ts';

/** A complete tokenizer.json and what the padding needs. */
export interface Assembly {
  readonly structure: JsonObject;
  readonly padding: string | null;
  readonly separator: string | null;
  readonly paddingSide: 'left' | 'right';
}

const defaults: Readonly<Record<string, Partial<Record<Role, string>>>> = {
  CLIPTokenizer: {
    bos_token: '<|startoftext|>',
    eos_token: '<|endoftext|>',
    unk_token: '<|endoftext|>',
    pad_token: '<|endoftext|>',
  },
  BertTokenizer: {
    unk_token: '[UNK]',
    sep_token: '[SEP]',
    pad_token: '[PAD]',
    cls_token: '[CLS]',
    mask_token: '[MASK]',
  },
  GemmaTokenizer: {
    bos_token: '<bos>',
    eos_token: '<eos>',
    unk_token: '<unk>',
    pad_token: '<pad>',
    mask_token: '<mask>',
  },
  T5Tokenizer: { eos_token: '</s>', unk_token: '<unk>', pad_token: '<pad>' },
};

/**
 * What transformers 5.23 makes of `vocabulary` and, for classes that do not rebuild it, of the whole `tokenizer`.
 * `charsmap` is the normalisation table in base64, if the vocabulary came with one.
 */
export function assembled(
  settings: Settings,
  vocabulary: Vocabulary,
  tokenizer: JsonObject | null,
  charsmap: string | null = null,
): Assembly {
  const { values, tokenizerClass } = settings;
  const roles =
    defaults[tokenizerClass === 'Siglip2Tokenizer' ? 'GemmaTokenizer' : (tokenizerClass ?? '')] ?? {};
  const role = (name: Role): string => roleOf(values, name, roles[name] ?? null) ?? '';
  const core = coreOf(settings, vocabulary, tokenizer, charsmap, role('unk_token'));
  const vocabularyIds = idsOf(core['model']);
  const named = [
    ...namedTokensOf(values, settings.added, roles),
    ...(tokenizerClass === 'T5Tokenizer' ? extraIds(values) : []),
  ];
  const added = addedTokens(settings.added, named, vocabularyIds);
  const idOf = (token: string): number =>
    added.find(({ content }) => content === token)?.id ?? vocabularyIds.get(token) ?? -1;
  const leftByDefault = tokenizerClass === 'GemmaTokenizer' || tokenizerClass === 'Siglip2Tokenizer';
  return {
    structure: {
      ...core,
      added_tokens: added.map(token => ({
        id: token.id,
        content: token.content,
        single_word: token.singleWord,
        lstrip: token.stripLeft,
        rstrip: token.stripRight,
        normalized: token.normalized,
        special: token.special,
      })),
      post_processor: postProcessor(settings, tokenizer, role, idOf),
    },
    padding: role('pad_token') || paddingOf(tokenizer),
    separator: role('sep_token') || null,
    paddingSide: (values['padding_side'] ?? (leftByDefault ? 'left' : 'right')) === 'left' ? 'left' : 'right',
  };
}

function coreOf(
  { tokenizerClass, values }: Settings,
  vocabulary: Vocabulary,
  tokenizer: JsonObject | null,
  charsmap: string | null,
  unknown: string,
): JsonObject {
  switch (tokenizerClass) {
    case 'CLIPTokenizer':
      return clipStructure(vocabulary, unknown);
    case 'BertTokenizer':
      return bertStructure(vocabulary, unknown, values);
    case 'GemmaTokenizer':
      return gemmaStructure(vocabulary, unknown, false);
    case 'Siglip2Tokenizer':
      return gemmaStructure(vocabulary, unknown, true);
    case 'T5Tokenizer':
      return t5Structure(vocabulary, charsmap ?? charsmapIn(tokenizer?.['normalizer']));
    case 'SiglipTokenizer':
    case null:
      return tokenizer ?? { model: vocabulary };
  }
}

function charsmapIn(normalizer: unknown): string | null {
  if (!isObject(normalizer)) return null;
  const steps: unknown = normalizer['type'] === 'Sequence' ? normalizer['normalizers'] : [normalizer];
  const found: unknown = Array.isArray(steps)
    ? steps.find((step: unknown) => isObject(step) && step['type'] === 'Precompiled')
    : undefined;
  const table = isObject(found) ? found['precompiled_charsmap'] : null;
  return typeof table === 'string' ? table : null;
}

/** T5's sentinel tokens, `<extra_id_0>` first. */
export function extraIds(values: JsonObject): string[] {
  const count = typeof values['extra_ids'] === 'number' ? Math.min(values['extra_ids'], 1000) : 100;
  const listed = values['additional_special_tokens'];
  if (Array.isArray(listed) && listed.some(token => String(token).includes('<extra_id_'))) return [];
  return Array.from({ length: count }, (_, index) => `<extra_id_${index}>`);
}

function idsOf(model: unknown): ReadonlyMap<string, number> {
  const vocab = isObject(model) ? model['vocab'] : null;
  if (Array.isArray(vocab))
    return new Map(
      vocab.map((entry: unknown, id): [string, number] => [Array.isArray(entry) ? String(entry[0]) : '', id]),
    );
  if (!isObject(vocab)) throw new Error('model.vocab is not an object');
  return new Map(Object.entries(vocab).map(([token, id]) => [token, typeof id === 'number' ? id : -1]));
}

/** Later entries win; a token the vocabulary lacks gets the next free id. */
function addedTokens(
  listed: readonly AddedToken[],
  named: readonly (string | AddedToken)[],
  vocabulary: ReadonlyMap<string, number>,
): AddedToken[] {
  const byContent = new Map<string, AddedToken>();
  let next = Math.max(vocabulary.size, ...listed.map(({ id }) => id + 1));
  for (const token of [...listed, ...named]) {
    const content = contentOf(token);
    if (content === '') continue;
    const known = vocabulary.get(content) ?? byContent.get(content)?.id;
    const given = typeof token === 'string' || token.id < 0 ? undefined : token.id;
    const id = known ?? given ?? next++;
    byContent.set(content, typeof token === 'string' ? plainToken(content, id, true) : { ...token, id });
  }
  return [...byContent.values()];
}

function postProcessor(
  { tokenizerClass }: Settings,
  tokenizer: JsonObject | null,
  role: (name: Role) => string,
  idOf: (token: string) => number,
): unknown {
  switch (tokenizerClass) {
    case 'CLIPTokenizer':
      return template([role('bos_token')], [role('eos_token')], idOf);
    case 'BertTokenizer':
      return template([role('cls_token')], [role('sep_token')], idOf);
    case 'T5Tokenizer':
      return template([], ['</s>'], idOf);
    default:
      // add_bos_token and add_eos_token of the config are ignored beside a tokenizer.json.
      return tokenizer?.['post_processor'] ?? null;
  }
}

function template(
  before: readonly string[],
  after: readonly string[],
  idOf: (token: string) => number,
): JsonObject {
  const item = (token: string): JsonObject => ({ SpecialToken: { id: token } });
  return {
    type: 'TemplateProcessing',
    single: [...before.map(item), { Sequence: { id: 'A' } }, ...after.map(item)],
    special_tokens: Object.fromEntries(
      [...before, ...after].map(token => [token, { ids: [idOf(token)], tokens: [token] }]),
    ),
  };
}

function paddingOf(tokenizer: JsonObject | null): string | null {
  const padding = tokenizer?.['padding'];
  return isObject(padding) && typeof padding['pad_token'] === 'string' ? padding['pad_token'] : null;
}

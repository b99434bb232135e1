import type { AddedToken } from '../tokenizer-json/added-tokens.ts';
import { flag, isObject, type JsonObject } from '../tokenizer-json/json.ts';

/** The tokenizer classes of transformers 5 that rebuild what tokenizer.json says; all others run it as it is. */
export type TokenizerClass =
  | 'CLIPTokenizer'
  | 'BertTokenizer'
  | 'GemmaTokenizer'
  | 'Siglip2Tokenizer'
  | 'SiglipTokenizer'
  | 'T5Tokenizer';

const rebuilding: readonly TokenizerClass[] = [
  'CLIPTokenizer',
  'BertTokenizer',
  'GemmaTokenizer',
  'Siglip2Tokenizer',
  'SiglipTokenizer',
  'T5Tokenizer',
];

const byModelType: ReadonlyMap<unknown, TokenizerClass> = new Map([
  ['clip', 'CLIPTokenizer'],
  ['bert', 'BertTokenizer'],
  ['siglip', 'SiglipTokenizer'],
  ['siglip2', 'Siglip2Tokenizer'],
  ['gemma', 'GemmaTokenizer'],
  ['t5', 'T5Tokenizer'],
]);

/** A special token by its role, `bos_token` and so on; as text, or with flags. */
export type NamedToken = string | AddedToken;

/** The JSON files beside the vocabulary. */
export interface Settings {
  readonly tokenizerClass: TokenizerClass | null;
  /** tokenizer_config.json, overridden by special_tokens_map.json where transformers lets it. */
  readonly values: JsonObject;
  /** Tokens listed by id: `added_tokens_decoder`, or added_tokens.json, or those of tokenizer.json. */
  readonly added: readonly AddedToken[];
}

/**
 * Merges the files as `PreTrainedTokenizerBase.from_pretrained` of transformers 5.23 does, and finds the class as
 * `AutoTokenizer.from_pretrained` does.
 */
export function settingsOf(files: {
  readonly tokenizerConfig: JsonObject | null;
  readonly specialTokensMap: JsonObject | null;
  readonly addedTokens: JsonObject | null;
  readonly modelConfig: JsonObject | null;
  readonly tokenizer: JsonObject | null;
}): Settings {
  const { tokenizerConfig, specialTokensMap, addedTokens, modelConfig, tokenizer } = files;
  const tokenizerClass = classOf(tokenizerConfig, modelConfig);
  const decoder = tokenizerConfig?.['added_tokens_decoder'];
  if (isObject(decoder))
    return { tokenizerClass, values: { ...tokenizerConfig }, added: decoderEntries(decoder) };
  const values = { ...tokenizerConfig, ...specialTokensMap };
  const names = new Set(namedTokensOf(values, []).map(contentOf));
  const listed = Object.entries(addedTokens ?? {}).flatMap(([content, id]) =>
    typeof id === 'number' ? [plainToken(content, id, names.has(content))] : [],
  );
  const own = Array.isArray(tokenizer?.['added_tokens']) ? tokenizer['added_tokens'] : [];
  return {
    tokenizerClass,
    values,
    added: [...listed, ...own.flatMap(entry => (isObject(entry) ? [flaggedToken(entry)] : []))],
  };
}

/** Roles in the order in which transformers adds them. */
const roles = [
  'bos_token',
  'eos_token',
  'unk_token',
  'sep_token',
  'pad_token',
  'cls_token',
  'mask_token',
] as const;

export type Role = (typeof roles)[number];

/** The special tokens that `values` names, on top of the class's `defaults`, then the extra ones. */
export function namedTokensOf(
  values: JsonObject,
  added: readonly AddedToken[],
  defaults: Partial<Record<Role, string>> = {},
): NamedToken[] {
  const extra = [values['extra_special_tokens'], values['additional_special_tokens']].flatMap(list =>
    Array.isArray(list) ? (list as readonly unknown[]) : [],
  );
  return [...roles.map(role => values[role] ?? defaults[role]), ...extra].flatMap(value => {
    const token = namedToken(value);
    if (token === null) return [];
    return [added.findLast(({ content }) => content === contentOf(token)) ?? token];
  });
}

/** The content of the special token with `role`, or null. */
export function roleOf(values: JsonObject, role: Role, otherwise: string | null = null): string | null {
  const token = namedToken(values[role]);
  return token === null ? otherwise : contentOf(token);
}

/** A token's text. */
export function contentOf(token: NamedToken): string {
  return typeof token === 'string' ? token : token.content;
}

/** A token without any flags; special ones are looked for before normalisation. */
export function plainToken(content: string, id: number, special: boolean): AddedToken {
  return {
    id,
    content,
    singleWord: false,
    stripLeft: false,
    stripRight: false,
    normalized: !special,
    special,
  };
}

function classOf(tokenizerConfig: JsonObject | null, modelConfig: JsonObject | null): TokenizerClass | null {
  const registered = byModelType.get(modelConfig?.['model_type']) ?? null;
  // transformers distrusts what SigLIP 2 checkpoints declare.
  if (registered === 'Siglip2Tokenizer') return registered;
  const declared = tokenizerConfig?.['tokenizer_class'] ?? modelConfig?.['tokenizer_class'];
  if (typeof declared !== 'string') return registered;
  return rebuilding.find(name => name === declared.replace(/Fast$/, '')) ?? null;
}

function decoderEntries(decoder: JsonObject): AddedToken[] {
  return Object.entries(decoder)
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([id, entry]) => (isObject(entry) ? [flaggedToken({ ...entry, id: Number(id) })] : []));
}

function namedToken(value: unknown): NamedToken | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (!isObject(value) || typeof value['content'] !== 'string') return null;
  return { ...flaggedToken({ normalized: true, ...value }), special: true };
}

function flaggedToken(entry: JsonObject): AddedToken {
  const special = flag(entry['special'], false);
  return {
    id: typeof entry['id'] === 'number' ? entry['id'] : -1,
    content: typeof entry['content'] === 'string' ? entry['content'] : '',
    singleWord: flag(entry['single_word'], false),
    stripLeft: flag(entry['lstrip'], false),
    stripRight: flag(entry['rstrip'], false),
    normalized: flag(entry['normalized'], !special),
    special,
  };
}

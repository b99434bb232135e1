import { join } from 'node:path';
import { failure } from '../../../protocol/failures/index.ts';
import { framed } from '../framing.ts';
import { sentencePieceModelOf } from '../sentencepiece/model-file.ts';
import { siglipTokenizer } from '../sentencepiece/siglip.ts';
import { encoderOf } from '../tokenizer-json/encoder.ts';
import { isObject, type JsonObject } from '../tokenizer-json/json.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { assembled, extraIds, type Assembly } from './assembly.ts';
import { bytesFile, jsonFile, reading } from './files.ts';
import { roleOf, settingsOf, type Settings, type TokenizerClass } from './settings.ts';
import type { Vocabulary } from './structures.ts';
import { lineFile, pairFiles } from './vocabulary-files.ts';

/** A tokenizer with its separator, which open_clip can blank out. */
export interface FolderTokenizer extends Tokenizer {
  readonly separatorId: number | null;
}

/**
 * The tokenizer of `folder` as `AutoTokenizer.from_pretrained` of transformers 5.23 builds it and runs it with
 * `truncation=True`. The class named in tokenizer_config.json or implied by config.json decides: CLIP, BERT, Gemma,
 * SigLIP 2 and T5 take only the vocabulary from tokenizer.json, SigLIP takes spiece.model, others run the file as
 * it is. Fails with `tokenizer-missing` or `tokenizer-unreadable`, naming the file.
 */
export async function transformersTokenizer(folder: string, contextLength: number): Promise<FolderTokenizer> {
  const tokenizer = await jsonFile(folder, 'tokenizer.json');
  const settings = settingsOf({
    tokenizer,
    tokenizerConfig: await jsonFile(folder, 'tokenizer_config.json'),
    specialTokensMap: await jsonFile(folder, 'special_tokens_map.json'),
    addedTokens: await jsonFile(folder, 'added_tokens.json'),
    modelConfig: await jsonFile(folder, 'config.json'),
  });
  const siglip = await siglipFolder(folder, settings, tokenizer, contextLength);
  if (siglip !== null) return siglip;
  if (tokenizer !== null) return running(join(folder, 'tokenizer.json'), contextLength, settings, tokenizer);
  const pairs = await pairFiles(folder);
  if (pairs !== null)
    return running(join(folder, 'vocab.json'), contextLength, as(settings, 'CLIPTokenizer'), null, pairs);
  const lines = await lineFile(folder);
  if (lines !== null)
    return running(join(folder, 'vocab.txt'), contextLength, as(settings, 'BertTokenizer'), null, lines);
  throw failure('tokenizer-missing', {
    path: folder,
    expected: 'tokenizer.json, or vocab.json with merges.txt, or vocab.txt, or spiece.model',
  });
}

function as(settings: Settings, otherwise: TokenizerClass): Settings {
  return { ...settings, tokenizerClass: settings.tokenizerClass ?? otherwise };
}

function running(
  path: string,
  contextLength: number,
  settings: Settings,
  tokenizer: JsonObject | null,
  vocabulary?: Vocabulary,
): FolderTokenizer {
  return reading(path, () => {
    const model = tokenizer?.['model'];
    if (vocabulary === undefined && !isObject(model)) throw new Error('model is not an object');
    const parts = vocabulary ?? (isObject(model) ? model : {});
    return tokenizerOf(assembled(settings, parts, tokenizer), contextLength);
  });
}

function tokenizerOf(
  { structure, padding, separator, paddingSide }: Assembly,
  contextLength: number,
): FolderTokenizer {
  const encoder = encoderOf(structure);
  return {
    contextLength,
    paddingId: (padding === null ? undefined : encoder.idOf(padding)) ?? 0,
    paddingSide,
    separatorId: (separator === null ? undefined : encoder.idOf(separator)) ?? null,
    tokenize: text => {
      const wellFormed = text.replace(/\p{Surrogate}/gu, '\uFFFD');
      return framed(encoder.encode(wellFormed), encoder.frame, contextLength, id => encoder.tokenOf(id));
    },
  };
}

/** SigLIP and T5 from a SentencePiece file; null if the folder is neither's. */
async function siglipFolder(
  folder: string,
  settings: Settings,
  tokenizer: JsonObject | null,
  contextLength: number,
): Promise<FolderTokenizer | null> {
  const declared = settings.tokenizerClass;
  if (declared !== 'SiglipTokenizer' && tokenizer !== null) return null;
  for (const name of ['spiece.model', 'tokenizer.model', 'sentencepiece.model']) {
    const file = await bytesFile(folder, name);
    if (file === null) continue;
    return reading(join(folder, name), () => {
      const model = sentencePieceModelOf(file);
      if (declared === 'T5Tokenizer') {
        const sentinels = extraIds(settings.values).map(token => [token, 0]);
        const pieces = model.pieces.map(({ text, score }) => [text, score]);
        const vocabulary = { vocab: [...pieces, ...sentinels.reverse()] };
        const charsmap = Buffer.from(model.charsmapBytes).toString('base64');
        return tokenizerOf(assembled(settings, vocabulary, null, charsmap), contextLength);
      }
      const { values } = settings;
      const siglip = siglipTokenizer(
        model,
        {
          lowercase: values['do_lower_case'] !== false,
          unknown: roleOf(values, 'unk_token') ?? '<unk>',
          end: roleOf(values, 'eos_token') ?? '</s>',
          padding: roleOf(values, 'pad_token') ?? '</s>',
        },
        contextLength,
      );
      return { ...siglip, separatorId: null };
    });
  }
  return null;
}

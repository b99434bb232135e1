import { finderOf, type AddedToken, type Section } from '../tokenizer-json/added-tokens.ts';
import type { Tokenizer } from '../tokenizer.ts';
import type { SentencePieceModel } from './model-file.ts';
import { pieceCutter } from './unigram.ts';

/** What tokenizer_config.json may change. */
export interface SiglipSettings {
  readonly lowercase: boolean;
  readonly unknown: string;
  readonly end: string;
  readonly padding: string;
}

/**
 * SigLIP's tokenizer as `SiglipTokenizer` of transformers 5.23 runs spiece.model: special tokens set apart, lower
 * case, ASCII punctuation removed, whitespace collapsed; the end token is added unless the text ends with it.
 */
export function siglipTokenizer(
  model: SentencePieceModel,
  settings: SiglipSettings,
  contextLength: number,
): Tokenizer {
  const pieces = pieceCutter(model);
  const ids = new Map(model.pieces.map(({ text }, id) => [text, id]));
  const specials = [...new Set([settings.end, settings.unknown, settings.padding])];
  for (const special of specials) if (!ids.has(special)) ids.set(special, ids.size);
  const find = finderOf(
    specials.map(content => specialToken(content, ids.get(content)!)),
    token => token.content,
  );
  const prefix = pieces(settings.unknown).length;
  const end = { id: ids.get(settings.end)!, token: settings.end };

  const cut = (section: Section): string[] => {
    if (section.token) return [section.token.content];
    const cutWithPrefix = pieces(settings.unknown + canonicalize(section.text, settings.lowercase));
    return cutWithPrefix.length >= prefix ? cutWithPrefix.slice(prefix) : cutWithPrefix;
  };
  const tokensOf = (text: string): string[] => {
    const tokens = stripped(find(`▁${text.replaceAll('▁', ' ')}`)).flatMap(cut);
    return tokens.length > 1 && tokens[0] === '▁' && specials.includes(tokens[1]!) ? tokens.slice(1) : tokens;
  };
  return {
    contextLength,
    paddingId: ids.get(settings.padding)!,
    tokenize: text => {
      const all = tokensOf(text.replace(/\p{Surrogate}/gu, '\uFFFD')).map(token => {
        const id = ids.get(token) ?? model.unknownId;
        return { id, token: model.pieces[id]?.text ?? token };
      });
      const kept = all.slice(0, Math.max(0, contextLength - 1));
      const framed = kept.at(-1)?.id === end.id ? kept : [...kept, end];
      return {
        ids: framed.map(({ id }) => id),
        tokens: framed.map(({ token }) => token),
        truncated: all.length > kept.length,
      };
    },
  };
}

function specialToken(content: string, id: number): AddedToken {
  return {
    id,
    content,
    singleWord: false,
    stripLeft: false,
    stripRight: false,
    normalized: false,
    special: true,
  };
}

/** The special tokens take the whitespace beside them along. */
function stripped(sections: readonly Section[]): Section[] {
  return sections
    .map((section, index) => {
      if (section.token) return section;
      let { text } = section;
      if (index > 0) text = text.replace(/^[\u001c-\u001f\p{White_Space}]+/u, '');
      if (index < sections.length - 1) text = text.replace(/[\u001c-\u001f\p{White_Space}]+$/u, '');
      return { ...section, text };
    })
    .filter(({ text }) => text !== '');
}

function canonicalize(text: string, lowercase: boolean): string {
  return (lowercase ? text.toLowerCase() : text)
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/[\u001c-\u001f\p{White_Space}]+/gu, ' ')
    .replace(/^ | $/g, '');
}

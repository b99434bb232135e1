import { addedTokensOf, finderOf, type Section } from './added-tokens.ts';
import { objectAt } from './json.ts';
import { modelOf } from './model.ts';
import { normalizerOf } from './normalizer.ts';
import { frameOf, type Frame } from './post-processor.ts';
import { preTokenizerOf } from './pre-tokenizer.ts';

/** A tokenizer.json ready to run. */
export interface Encoder {
  /** Ids of `text` without start and end tokens and without a length limit. */
  encode(text: string): number[];
  /** The vocabulary's spelling of `id`, added tokens included. */
  tokenOf(id: number): string;
  idOf(token: string): number | undefined;
  readonly frame: Frame;
}

/**
 * Compiles the parsed contents of a tokenizer.json. Follows `TokenizerImpl::encode` of huggingface/tokenizers 0.23;
 * the models run in @huggingface/tokenizers. Throws an Error that says which member is wrong.
 */
export function encoderOf(config: unknown): Encoder {
  const node = objectAt(config, 'the file');
  const model = modelOf(node['model']);
  const normalize = normalizerOf(node['normalizer']);
  const preTokenize = preTokenizerOf(node['pre_tokenizer']);
  const added = addedTokensOf(node['added_tokens']);
  const findAsGiven = finderOf(
    added.filter(token => !token.normalized),
    token => token.content,
  );
  const findNormalized = finderOf(
    added.filter(token => token.normalized),
    token => normalize(token.content),
  );
  const encodeSection = (section: Section): number[] => {
    if (section.token) return [section.token.id];
    return findNormalized(normalize(section.text)).flatMap(part =>
      part.token
        ? [part.token.id]
        : preTokenize(part.text, section.start + part.start === 0).flatMap(word => model.encode(word)),
    );
  };
  const spellings = new Map(added.map(token => [token.id, token.content]));
  const ids = new Map(added.map(token => [token.content, token.id]));
  return {
    encode: text => (text === '' ? [] : findAsGiven(text).flatMap(encodeSection)),
    tokenOf: id => spellings.get(id) ?? model.tokenOf(id) ?? '',
    idOf: token => ids.get(token) ?? model.idOf(token),
    frame: frameOf(node['post_processor']),
  };
}

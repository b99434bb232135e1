import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { failure } from '../../protocol/failures/index.ts';
import { cleanCanonicalize, cleanLower, cleanWhitespace } from './cleaning/clean.ts';
import { clipBytePairs } from './clip-bpe.ts';
import { transformersTokenizer } from './transformers/tokenizer-folder.ts';
import type { TokenizedText, Tokenizer, TokenizerSource } from './tokenizer.ts';

const cleaning = { whitespace: cleanWhitespace, lower: cleanLower, canonicalize: cleanCanonicalize };

/**
 * Opens the tokenizer that `source` describes; its ids equal those of the reference named there.
 * Fails with `tokenizer-missing` if the folder holds no tokenizer, `tokenizer-unreadable` if one of its files is
 * damaged or needs something this version does not know.
 */
export async function loadTokenizer(source: TokenizerSource): Promise<Tokenizer> {
  switch (source.kind) {
    case 'clip-bpe':
      return shippedBytePairs(source.contextLength);
    case 'transformers':
      return transformersTokenizer(source.folder, source.contextLength);
    case 'open-clip': {
      const { separatorId, ...tokenizer } = await transformersTokenizer(source.folder, source.contextLength);
      const clean = cleaning[source.clean];
      if (!source.stripSeparator || separatorId === null)
        return { ...tokenizer, tokenize: text => tokenizer.tokenize(clean(text)) };
      return {
        ...tokenizer,
        tokenize: text => withoutSeparator(tokenizer.tokenize(clean(text)), separatorId),
      };
    }
  }
}

/** open_clip's `strip_sep_token` writes 0 over the separator. */
function withoutSeparator(text: TokenizedText, separatorId: number): TokenizedText {
  return { ...text, ids: text.ids.map(id => (id === separatorId ? 0 : id)) };
}

async function shippedBytePairs(contextLength: number): Promise<Tokenizer> {
  const url = new URL('./bpe_simple_vocab_16e6.txt.gz', import.meta.url);
  try {
    const text = (await promisify(gunzip)(await readFile(url))).toString('utf8');
    return clipBytePairs(text, contextLength);
  } catch (cause) {
    throw failure('tokenizer-unreadable', { path: fileURLToPath(url), problem: String(cause) }, cause);
  }
}

import { openModel } from '../clip/families/open.ts';
import { resolveModel } from '../clip/hub/resolve.ts';
import { loadTokenizer } from '../clip/tokenizers/load.ts';
import { downloadReporter, writeMessage } from './report.ts';

/** Token ids and their spellings, start and end tokens included, without padding. Loads no weights. */
export async function tokenize(
  texts: readonly string[],
  { model: name }: { readonly model: string },
  signal: AbortSignal,
): Promise<unknown> {
  const { path } = await resolveModel(name, { signal, onProgress: downloadReporter() });
  const model = await openModel(path);
  const tokenizer = await loadTokenizer(model.text.tokenizer);
  const tokenized = texts.map(text => tokenizer.tokenize(text));
  tokenized.forEach(({ truncated }, index) => {
    if (truncated)
      writeMessage(
        `The end of this prompt does not fit into ${tokenizer.contextLength} tokens and was cut: ${texts[index]!}`,
      );
  });
  return {
    ids: tokenized.map(({ ids }) => ids),
    tokens: tokenized.map(({ tokens }) => tokens),
    truncated: tokenized.map(({ truncated }) => truncated),
    contextLength: tokenizer.contextLength,
    paddingId: tokenizer.paddingId,
  };
}

import type { Embeddings } from '../../index.ts';
import type { Displayed } from '../../displays/displayed.ts';
import type { EncodedTexts } from './encoded-texts.ts';
import type { Library } from './workbench.ts';

/** Cosines as a table: a row for each of `others`, a column for each prompt. @throws RangeError if models differ. */
export async function cosineTable(
  library: Library,
  { encodeText }: EncodedTexts,
  prompts: readonly string[],
  others: Pick<Embeddings, 'data' | 'count' | 'dim' | 'ids'>,
): Promise<Displayed> {
  const cosines = library.cosineSimilarity(others, await encodeText(prompts));
  const rows = others.ids.map((name, row) =>
    Object.fromEntries<string | number>([
      ['cosine with', name],
      ...prompts.map((prompt, column) => [prompt, cosines[row * prompts.length + column]!] as const),
    ]),
  );
  return library.table(rows, { columns: ['cosine with', ...prompts] });
}

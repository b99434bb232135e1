import { checkRows } from '../../analysis/projections/check-rows.ts';
import { failure } from '../../protocol/failures/index.ts';
import { filled, templateSets } from '../similarity-distribution/prompt-groups.ts';
import type { MapRows } from '../embedding-map/map-points.ts';
import { checkTexts, encodedBy, namedEncoders, type TextEncoding } from '../text-encoder/encoders.ts';

/** Embeddings of the same labels by name: rows that are there, or encoders that make them. */
export type ComparedEmbeddings = Readonly<Record<string, MapRows | TextEncoding>>;

/** Rows of one embedding, row i for label i. */
export interface ComparedRows {
  readonly name: string;
  readonly rows: MapRows;
}

/** Pages hold this many panes, and a notebook their neighbours. */
const mostMaps = 8;
const mostPoints = 2_000;

/**
 * The rows of each embedding, encoded where an encoder is given.
 * @param labels what the points are; the ids of the first rows unless given.
 * @throws Failure `map-comparison`, `encoder-rows`, `zero-shot-template`, and what `project` refuses.
 */
export async function comparedRows(
  embeddings: ComparedEmbeddings,
  labels: readonly string[] | undefined,
  { template, signal }: { readonly template: string; readonly signal: AbortSignal | undefined },
): Promise<{ readonly labels: readonly string[]; readonly compared: ComparedRows[] }> {
  const entries = entriesOf(embeddings);
  const names = labels ?? idsOf(entries);
  if (labels) checkTexts('The list of labels', labels, 1);
  if (names.length > mostPoints)
    throw failure('map-comparison', {
      problem: `There are ${names.length} labels, and maps are compared of up to ${mostPoints}.`,
    });
  templateSets(template);
  const sentences = names.map(name => filled(template, name, ''));
  const compared: ComparedRows[] = [];
  for (const [name, given] of entries) {
    const rows = isRows(given)
      ? given
      : await encodedBy(namedEncoders({ [name]: given })[0]!, sentences, signal);
    if (rows.count !== names.length)
      throw failure('map-comparison', {
        problem: `'${name}' has ${rows.count} rows, and there are ${names.length} labels.`,
      });
    checkRows(rows);
    compared.push({ name, rows });
  }
  return { labels: names, compared };
}

function entriesOf(embeddings: unknown): [string, MapRows | TextEncoding][] {
  if (
    typeof embeddings !== 'object' ||
    embeddings === null ||
    isRows(embeddings) ||
    Array.isArray(embeddings)
  )
    throw failure('map-comparison', { problem: 'Embeddings to compare are named.' });
  const entries = Object.entries(embeddings) as [string, unknown][];
  if (entries.length < 2 || entries.length > mostMaps)
    throw failure('map-comparison', {
      problem:
        entries.length < 2
          ? `There ${entries.length === 0 ? 'are no embeddings' : 'is one embedding'} to compare.`
          : `There are ${entries.length} embeddings, and up to ${mostMaps} are compared.`,
    });
  return entries.map(([name, given]) => {
    if (isRows(given)) return [name, given];
    return [name, namedEncoders({ [name]: given as TextEncoding })[0]!.encoding];
  });
}

function isRows(value: unknown): value is MapRows {
  return typeof value === 'object' && value !== null && 'data' in value;
}

function idsOf(entries: readonly (readonly [string, MapRows | TextEncoding])[]): readonly string[] {
  const first = entries.map(([, given]) => given).find(isRows);
  if (first?.ids) return first.ids;
  throw failure('map-comparison', { problem: 'There are no labels. Give them as the second argument.' });
}

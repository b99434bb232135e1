import type { Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';

/** What turns texts into vectors: a model, or any function, such as one that counts words. */
export type TextEncoding =
  Pick<Clip, 'encodeText'> | ((texts: readonly string[]) => Vectors | Promise<Vectors>);

/** One encoder, several, or several by name. */
export type TextEncoders = TextEncoding | readonly TextEncoding[] | Readonly<Record<string, TextEncoding>>;

/** An encoder with a name that no other of its list has. */
export interface NamedEncoder {
  readonly name: string;
  readonly encoding: TextEncoding;
}

/** Vectors of texts, row i for text i. */
export interface EncodedTexts extends Vectors {
  readonly ids: readonly string[];
  /** Texts whose end the model did not read. */
  readonly truncated: readonly string[];
}

/** @throws Failure `encoder-missing` if there is none, or what is given is none. */
export function namedEncoders(encoders: TextEncoders): NamedEncoder[] {
  // Cells are typed by those who wish so: what comes may be anything.
  const given: unknown = encoders;
  if (isEncoding(given)) return namesApart([['', given]]);
  const entries: [string, unknown][] =
    typeof given === 'object' && given !== null
      ? Array.isArray(given)
        ? given.map(each => ['', each])
        : Object.entries(given)
      : [];
  if (entries.length === 0) throw failure('encoder-missing', { problem: 'There is no text encoder.' });
  return namesApart(
    entries.map(([name, encoding], at) => {
      if (isEncoding(encoding)) return [name, encoding];
      const which = name === '' ? `Number ${at + 1}` : `'${name}'`;
      throw failure('encoder-missing', { problem: `${which} of the text encoders is none.` });
    }),
  );
}

/**
 * Encodes texts, each distinct one once.
 * @throws Failure `encoder-rows`, and what encoding throws.
 */
export async function encodedBy(
  { name, encoding }: NamedEncoder,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<EncodedTexts> {
  const distinct = [...new Set(texts)];
  const rows =
    typeof encoding === 'function'
      ? await encoding(distinct)
      : await encoding.encodeText(distinct, { signal });
  checkRows(name, rows, distinct);
  const places = new Map(distinct.map((text, at) => [text, at]));
  const { dim, model } = rows;
  const data = new Float32Array(texts.length * dim);
  texts.forEach((text, at) => {
    const from = places.get(text)! * dim;
    data.set(rows.data.subarray(from, from + dim), at * dim);
  });
  const truncated = 'truncated' in rows ? (rows.truncated as readonly string[]) : [];
  return { data, count: texts.length, dim, ids: texts, truncated, ...(model && { model }) };
}

/**
 * Texts as a list of at least `least`, each with something in it.
 * @param what names them in a failure: 'The list of reports'.
 * @throws Failure `encoder-texts`.
 */
export function checkTexts(what: string, texts: unknown, least: number): readonly string[] {
  if (!Array.isArray(texts)) throw failure('encoder-texts', { what, problem: `is ${typeof texts}` });
  if (texts.length < least)
    throw failure('encoder-texts', {
      what,
      problem: `holds ${texts.length === 0 ? 'no texts' : `${texts.length} of the ${least} texts that it takes`}`,
    });
  const strange = texts.findIndex((text: unknown) => typeof text !== 'string' || text.trim() === '');
  if (strange >= 0)
    throw failure('encoder-texts', {
      what,
      problem: `holds at position ${strange} what is no text, or an empty one`,
    });
  return texts as string[];
}

function checkRows(name: string, rows: Vectors, texts: readonly string[]): void {
  const refuse = (problem: string): never => {
    throw failure('encoder-rows', { name, problem });
  };
  const given: unknown = rows;
  if (typeof given !== 'object' || given === null || !(rows.data instanceof Float32Array))
    return refuse('returned no rows in a Float32Array');
  const { data, count, dim } = rows;
  if (count !== texts.length || data.length !== count * dim || dim < 1)
    return refuse(`returned ${data.length} numbers as ${count} rows of ${dim} for ${texts.length} texts`);
  for (let row = 0; row < count; row++) {
    const values = data.subarray(row * dim, (row + 1) * dim);
    const brief = texts[row]!.slice(0, 60);
    if (!values.every(Number.isFinite)) return refuse(`returned NaN or infinity for "${brief}"`);
    if (values.every(value => value === 0)) return refuse(`returned only zeros for "${brief}"`);
  }
}

function isEncoding(value: unknown): value is TextEncoding {
  if (typeof value === 'function') return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    'encodeText' in value &&
    typeof value.encodeText === 'function'
  );
}

/** Names as given; a model's own, a function's own. */
function namesApart(entries: readonly (readonly [string, TextEncoding])[]): NamedEncoder[] {
  const seen = new Map<string, number>();
  return entries.map(([given, encoding], at) => {
    const name = given || ownName(encoding) || `encoder ${at + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { name: times === 1 ? name : `${name} (${times})`, encoding };
  });
}

function ownName(encoding: TextEncoding): string {
  if (typeof encoding === 'function') return encoding.name;
  const { model } = encoding as Partial<Pick<Clip, 'model'>>;
  return model?.name ?? '';
}

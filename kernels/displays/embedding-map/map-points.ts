import { requireSameModel } from '../../analysis/embedding-space/unit-rows.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { EmbeddingModel, Embeddings } from '../../clip/embeddings/embeddings.ts';
import { failure } from '../../protocol/failures/index.ts';

/** Rows that can be put on a map: embeddings, or any numbers with ids. */
export type MapRows = Pick<Embeddings, 'data' | 'count' | 'dim'> &
  Partial<Pick<Embeddings, 'ids' | 'kind' | 'model'>>;

export type MapInput = MapRows | { readonly text?: MapRows; readonly image?: MapRows };

export interface MapPointOptions {
  /** The group of each row; rows of undefined stand apart. Texts and images are two groups unless given. */
  readonly groups?: readonly (string | undefined)[] | undefined;
  /** What each point is called; its id unless given. */
  readonly labels?: readonly string[] | undefined;
  /** The pictures that were encoded, found by name; ids that are paths are found by themselves. */
  readonly images?: readonly ImageSource[] | undefined;
}

/** All rows of a map, texts before images. */
export interface MapPoints {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** uint8 `[count]`: 1 for an image, 2 for a prompt, 0 for rows of which neither is known. */
  readonly kinds: Uint8Array;
  readonly groupNames: readonly string[];
  readonly groupOf: Uint32Array;
  /** The picture of each point that stands for an image. */
  readonly pictures: ReadonlyMap<number, ImageSource>;
  readonly allText: boolean;
  readonly models: readonly EmbeddingModel[];
  readonly notes: readonly string[];
}

/** @throws Failure `map-rows`, `map-list-length`, `embeddings-differ`. */
export function mapPoints(input: MapInput, options: MapPointOptions): MapPoints {
  const parts = partsOf(input);
  const [first, second] = parts;
  if (first && second) requireSameModel(first.rows, second.rows, ['Texts', 'images']);
  const count = parts.reduce((sum, { rows }) => sum + rows.count, 0);
  const dim = first?.rows.dim ?? 0;
  const data = new Float32Array(count * dim);
  const ids: string[] = [];
  const kinds: ('text' | 'image' | undefined)[] = [];
  for (const { rows, kind } of parts) {
    if (rows.data.length !== rows.count * rows.dim)
      throw failure('projection-rows-mismatched', {
        count: rows.count,
        dim: rows.dim,
        length: rows.data.length,
      });
    data.set(rows.data, ids.length * dim);
    for (let row = 0; row < rows.count; row++) {
      ids.push(rows.ids?.[row] ?? `row ${row}`);
      kinds.push(kind);
    }
  }
  const { groups, labels, images } = options;
  requireLength('groups', groups, count);
  requireLength('labels', labels, count);
  const mixed = first !== undefined && second !== undefined;
  const named = textsOf(groups ?? (mixed ? kinds : []));
  const groupNames = named.length === 0 ? [''] : [...new Set(named)];
  const groupAt = new Map(groupNames.map((name, at) => [name, at]));
  const pictures = picturesOf(ids, kinds, images);
  return {
    data,
    count,
    dim,
    ids,
    kinds: Uint8Array.from(kinds, (kind, row) =>
      kind === 'image' || pictures.has(row) ? 1 : kind === 'text' ? 2 : 0,
    ),
    names: labels ? textsOf(labels) : ids,
    groupNames,
    groupOf: Uint32Array.from({ length: count }, (_, row) => groupAt.get(named[row] ?? '') ?? 0),
    pictures,
    allText: kinds.every(kind => kind === 'text'),
    models: parts
      .flatMap(({ rows }) => (rows.model ? [rows.model] : []))
      .filter((model, at, all) => all.findIndex(({ digest }) => digest === model.digest) === at),
    notes: mixed
      ? [
          'Texts and images of a CLIP model lie in separate cones (the modality gap): neighbours among texts and among images tell more than those across.',
        ]
      : [],
  };
}

/** A cell is not checked against types: numbers are names too. */
function textsOf(values: readonly ({ toString(): string } | null | undefined)[]): string[] {
  return values.map(value => (value === undefined || value === null ? 'no group' : value.toString()));
}

function partsOf(input: MapInput): { rows: MapRows; kind: 'text' | 'image' | undefined }[] {
  if (typeof input !== 'object' || (input as unknown) === null)
    throw failure('map-rows', { problem: `There are no embeddings in ${typeof input}.` });
  if ('data' in input) return [{ rows: input, kind: input.kind }];
  const { text, image } = input;
  const parts = [
    ...(text ? [{ rows: text, kind: 'text' as const }] : []),
    ...(image ? [{ rows: image, kind: 'image' as const }] : []),
  ].filter(({ rows }) => rows.count > 0);
  if (parts.length === 0) throw failure('map-rows', { problem: 'There are no points to put on a map.' });
  return parts;
}

function requireLength(list: string, given: readonly unknown[] | undefined, count: number): void {
  if (given && given.length !== count) throw failure('map-list-length', { list, given: given.length, count });
}

/** Sources by name, the first of a name first; without a list, ids are taken for paths. */
function picturesOf(
  ids: readonly string[],
  kinds: readonly (string | undefined)[],
  images: readonly ImageSource[] | undefined,
): Map<number, ImageSource> {
  const waiting = new Map<string, ImageSource[]>();
  for (const image of images ?? []) {
    const name = typeof image === 'string' ? image : image.name;
    waiting.set(name, [...(waiting.get(name) ?? []), image]);
  }
  const pictures = new Map<number, ImageSource>();
  ids.forEach((id, row) => {
    if (kinds[row] === 'text' || (images === undefined && kinds[row] !== 'image')) return;
    const source = images ? waiting.get(id)?.shift() : id;
    if (source !== undefined) pictures.set(row, source);
  });
  return pictures;
}

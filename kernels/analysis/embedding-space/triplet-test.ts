import { failure } from '../../protocol/failures/index.ts';
import { dot, requireSameModel, unitRows, type Vectors } from './unit-rows.ts';

/** How a text encoder did on triplets of one kind. */
export interface TripletScore {
  readonly count: number;
  /** Share of triplets whose text is nearer to its synonym than to its contrary, in [0, 1]; equally near is wrong. */
  readonly accuracy: number;
  /** Mean of cosine with the synonym − cosine with the contrary, in [-2, 2]. */
  readonly meanMargin: number;
}

export interface TripletTest extends TripletScore {
  /** By kind, in the order in which kinds first appear. */
  readonly kinds: readonly (TripletScore & { readonly kind: string })[];
  /** `[triplets]`, cosine with the synonym − cosine with the contrary. */
  readonly margins: Float64Array;
  /** `[triplets]`, cosine of the text with its synonym, in [-1, 1]. */
  readonly synonymCosines: Float64Array;
  /** `[triplets]`, cosine of the text with its contrary, in [-1, 1]. */
  readonly contraryCosines: Float64Array;
}

/**
 * Scores a text encoder on triplets of text, synonym and contrary, such as `medicalTriplets`.
 * @param kinds `[triplets]`.
 * @param texts, synonyms, contraries `[triplets, dim]` each, lengths divided out.
 * @throws Failure `values-empty`, `values-unequal`, `embeddings-differ`, `embedding-invalid`.
 */
export function tripletTest(
  kinds: readonly string[],
  texts: Vectors,
  synonyms: Vectors,
  contraries: Vectors,
): TripletTest {
  if (kinds.length === 0) throw failure('values-empty', { what: 'the list of triplets' });
  for (const [name, vectors] of Object.entries({ texts, synonyms, contraries })) {
    requireSameModel(texts, vectors, ['texts', name]);
    if (vectors.count !== kinds.length)
      throw failure('values-unequal', {
        left: 'kinds',
        leftCount: kinds.length,
        right: name,
        rightCount: vectors.count,
      });
  }
  const [text, synonym, contrary] = [unitRows(texts), unitRows(synonyms), unitRows(contraries)];
  const cosinesWith = (others: readonly Float64Array[]): Float64Array =>
    Float64Array.from(text, (row, index) => Math.max(-1, Math.min(1, dot(row, others[index]!))));
  const [synonymCosines, contraryCosines] = [cosinesWith(synonym), cosinesWith(contrary)];
  const margins = synonymCosines.map((cosine, index) => cosine - contraryCosines[index]!);
  return {
    ...scoreOf(margins),
    kinds: [...new Set(kinds)].map(kind => ({
      kind,
      ...scoreOf(margins.filter((_, index) => kinds[index] === kind)),
    })),
    margins,
    synonymCosines,
    contraryCosines,
  };
}

function scoreOf(margins: Float64Array): TripletScore {
  return {
    count: margins.length,
    accuracy: margins.filter(margin => margin > 0).length / margins.length,
    meanMargin: margins.reduce((sum, margin) => sum + margin, 0) / margins.length,
  };
}

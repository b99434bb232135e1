import {
  bootstrapAuroc,
  type BootstrapEstimate,
  type BootstrapOptions,
} from '../../analysis/metrics/bootstrap.ts';
import {
  conceptPrompts,
  conceptScores,
  dermatologyTemplates,
  type ConceptTemplate,
} from '../../analysis/retrieval/concept-scores.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import { encodeShown, thumbnailsOf } from '../encoded-images/encoded-images.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { knownLabels, type KnownLabels } from '../encoded-images/known-labels.ts';
import { textVectors } from '../encoded-images/text-vectors.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { conceptSheet } from './concept-sheet.ts';

/** Concepts with their terms, or terms that are concepts of their own. */
export type Concepts = readonly string[] | Readonly<Record<string, string | readonly string[]>>;

export interface ConceptOptions extends BootstrapOptions {
  /** With the concept and without it; MONET's for skin unless given. `conceptTemplates('chest X-ray')` makes those of other images. */
  readonly templates?: readonly ConceptTemplate[] | undefined;
  /** `[images]`, which concepts are there, by name. */
  readonly truth?: readonly KnownLabels[] | undefined;
  /** Images shown at each end of a concept; default 4. */
  readonly examples?: number | undefined;
  /** Default e^4.5944, MONET's. */
  readonly logitScale?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** One concept over all images. */
export interface ConceptRow {
  readonly concept: string;
  readonly terms: string;
  readonly mean: number;
  /** Image with the highest score, and with the lowest. */
  readonly highest: string;
  readonly lowest: string;
  readonly auroc: number | undefined;
  readonly aurocLow: number | undefined;
  readonly aurocHigh: number | undefined;
  /** Images known to show it. */
  readonly positives: number | undefined;
  readonly [column: string]: string | number | undefined;
}

/** Scores of concepts. */
export interface ConceptAnnotation {
  readonly concepts: readonly string[];
  readonly terms: Readonly<Record<string, readonly string[]>>;
  /** Names of the images that could be read. */
  readonly images: readonly string[];
  /** `[images, concepts]`, in [0, 1]; about 0.5 where naming the concept changes nothing. */
  readonly score: Float64Array;
  /** `[concepts]`; undefined where truth is not known of both an image with it and one without. */
  readonly auroc: readonly (BootstrapEstimate | undefined)[];
  toTable(): ConceptRow[];
  /** The `k` images with the highest scores. @throws Failure `name-unknown`, `option-invalid`. */
  highest(concept: string, k?: number): { readonly image: string; readonly score: number }[];
}

/** Concepts of images, as data and as a picture. */
export interface AnnotatedConcepts extends ConceptAnnotation, LiveSheet<ConceptAnnotation> {
  readonly failures: ImageEmbeddings['failures'];
}

/**
 * Marks concepts in images without any training (MONET, Kim et al. 2024): how much better a sentence fits an image once it names the
 * concept. In a notebook the terms can be edited in the picture: only new ones are encoded.
 * @throws Failure `images-needed`, `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`, `embedding-invalid`,
 * `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function annotateConcepts(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'>,
  images: readonly ImageSource[],
  concepts: Concepts,
  options: ConceptOptions = {},
): Promise<AnnotatedConcepts> {
  const { templates = dermatologyTemplates, examples = 4, truth, logitScale } = options;
  const { resamples = 1000, level = 0.95, seed = 0, signal } = options;
  wholeOption('examples', examples, 1);
  const given = termsOf(concepts);
  const names = Object.keys(given);
  const known = knownLabels(truth, images.length, names);
  const texts = textVectors(clip);
  await texts.of(conceptPrompts(given, templates).texts, signal);
  const shown = await encodeShown(clip, images, { task: 'mark concepts in', signal });
  const { embeddings, places } = shown;
  const labels = places.map(place => known[place]);

  const annotate = async (terms: Readonly<Record<string, readonly string[]>>) => {
    const prompts = conceptPrompts(terms, templates);
    const { score } = conceptScores(
      embeddings,
      await texts.of(prompts.texts, signal),
      prompts,
      logitScale === undefined ? {} : { logitScale },
    );
    const auroc = names.map((_, concept) => {
      const rows = [...labels.keys()].filter(row => labels[row]?.[concept] !== undefined);
      if (rows.length === 0) return undefined;
      return bootstrapAuroc(
        rows.map(row => labels[row]![concept]!),
        rows.map(row => score[row * names.length + concept]!),
        { resamples, level, seed },
      );
    });
    const ranked = names.map((_, concept) => rankedBy(score, names.length, concept));
    const annotation: ConceptAnnotation = {
      concepts: names,
      terms,
      images: embeddings.ids,
      score,
      auroc,
      toTable: () =>
        names.map((concept, at) => ({
          concept,
          terms: terms[concept]!.join(', '),
          mean: meanOf(ranked[at]!.map(row => score[row * names.length + at]!)),
          highest: embeddings.ids[ranked[at]![0]!]!,
          lowest: embeddings.ids[ranked[at]!.at(-1)!]!,
          auroc: auroc[at]?.value,
          aurocLow: auroc[at]?.interval.low,
          aurocHigh: auroc[at]?.interval.high,
          positives: truth && labels.filter(own => own?.[at] === true).length,
        })),
      highest: (concept, k = examples) => {
        const at = names.indexOf(concept);
        if (at < 0)
          throw failure('name-unknown', { what: 'concept', name: concept, known: names.join(', ') });
        return ranked[at]!.slice(0, wholeOption('k', k, 1)).map(row => ({
          image: embeddings.ids[row]!,
          score: score[row * names.length + at]!,
        }));
      },
    };
    const ends = new Set(ranked.flatMap(order => [...order.slice(0, examples), ...order.slice(-examples)]));
    return { annotation, ranked, thumbnails: await thumbnailsOf(shown, ends, signal) };
  };

  const first = await annotate(given);
  const made = new Date().toISOString();
  const sheet = liveSheet({
    first,
    draw: (result, edited) =>
      conceptSheet({
        ...result,
        embeddings,
        labels,
        examples,
        edited,
        cut: texts.truncated(conceptPrompts(result.annotation.terms, templates).texts),
      }),
    provenance: ({ annotation }) =>
      figureProvenance(embeddings.model, {
        n: embeddings.count,
        seed,
        made,
        choices: {
          concepts: names.map(name => `${name}: ${annotation.terms[name]!.join(', ')}`).join(' | '),
          templates: templates.map(({ target }) => target).join(' | '),
          resamples,
          level,
        },
      }),
    change: (_, edit) => {
      if (edit.kind !== 'set-texts' || edit.groups.length !== names.length)
        throw failure('view-message', { view: 'concepts' });
      return annotate(termsOf(Object.fromEntries(names.map((name, at) => [name, edit.groups[at]!]))));
    },
  });
  return {
    ...first.annotation,
    failures: embeddings.failures,
    ...sheet,
    latest: () => sheet.latest().annotation,
  };
}

/** Each concept with its terms, trimmed, none twice. @throws Failure `values-empty`. */
function termsOf(concepts: Concepts): Record<string, readonly string[]> {
  const entries: [string, readonly string[]][] = isList(concepts)
    ? concepts.map(concept => [concept, [concept]])
    : Object.entries(concepts).map(([name, terms]) => [name, typeof terms === 'string' ? [terms] : terms]);
  const terms = entries.map(([name, own]): [string, readonly string[]] => [
    name,
    [...new Set(own.map(term => term.trim()))].filter(term => term !== ''),
  ]);
  if (terms.length === 0) throw failure('values-empty', { what: 'the list of concepts' });
  for (const [name, own] of terms)
    if (own.length === 0) throw failure('values-empty', { what: `the list of terms for "${name}"` });
  return Object.fromEntries(terms);
}

function isList(concepts: Concepts): concepts is readonly string[] {
  return Array.isArray(concepts);
}

/** Rows, the highest score first, the earlier of equals first. */
function rankedBy(score: Float64Array, columns: number, column: number): number[] {
  const rows = Array.from({ length: score.length / columns }, (_, row) => row);
  return rows.sort(
    (one, other) => score[other * columns + column]! - score[one * columns + column]! || one - other,
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

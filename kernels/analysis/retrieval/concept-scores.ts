import { failure } from '../../protocol/failures/index.ts';
import { cosines, requireCount } from '../cosines.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';

/** MONET's templates for skin (Kim et al. 2024): with the concept, and the same without it. */
export const dermatologyTemplates: readonly ConceptTemplate[] = conceptTemplates('skin', 'dermatology');

/** MONET's templates for images called by any of `kinds`, such as `chest X-ray`: one for each, and one without a kind. */
export function conceptTemplates(...kinds: readonly string[]): ConceptTemplate[] {
  return [...kinds.map(kind => `${kind.trim()} image`), 'image'].map(words => ({
    target: `This is ${words} of {}`,
    reference: `This is ${words}`,
  }));
}

export interface ConceptTemplate {
  /** `{}` stands for a term. */
  readonly target: string;
  readonly reference: string;
}

/** A concept and the terms for it. */
export interface ConceptPrompts {
  readonly concepts: readonly string[];
  /** To be encoded in this order: the references of all templates, then of each concept each term in every template. */
  readonly texts: readonly string[];
  /** `[concepts]`, terms of each. */
  readonly terms: readonly number[];
  readonly templates: number;
}

export interface ConceptScores {
  readonly concepts: readonly string[];
  /** `[images, concepts]`, in [0, 1]; about 0.5 where naming the concept changes nothing. */
  readonly score: Float64Array;
}

/**
 * Prompts of concepts, such as `{ ulcer: ['ulcer', 'ulcerated lesion'] }`.
 * @throws Failure `values-empty` without concepts, terms or templates.
 */
export function conceptPrompts(
  concepts: Readonly<Record<string, readonly string[]>>,
  templates: readonly ConceptTemplate[] = dermatologyTemplates,
): ConceptPrompts {
  const lists = Object.entries(concepts);
  if (lists.length === 0) throw failure('values-empty', { what: 'the list of concepts' });
  if (templates.length === 0) throw failure('values-empty', { what: 'the list of templates' });
  for (const [name, terms] of lists)
    if (terms.length === 0) throw failure('values-empty', { what: `the list of terms for "${name}"` });
  return {
    concepts: lists.map(([name]) => name),
    texts: [
      ...templates.map(({ reference }) => reference),
      ...lists.flatMap(([, terms]) =>
        terms.flatMap(term => templates.map(({ target }) => target.replaceAll('{}', term))),
      ),
    ],
    terms: lists.map(([, terms]) => terms.length),
    templates: templates.length,
  };
}

/**
 * How present concepts are (MONET, Kim et al. 2024): softmax of a template with the concept against the same without it, times the
 * logit scale, the mean over terms and templates.
 * @param texts in the order of `prompts.texts`.
 * @param logitScale default e^4.5944, MONET's.
 * @throws Failure `values-empty`, `values-unequal`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function conceptScores(
  images: Vectors,
  texts: Vectors,
  { concepts, terms, templates, texts: prompts }: ConceptPrompts,
  { logitScale = Math.exp(4.5944) }: { readonly logitScale?: number } = {},
): ConceptScores {
  requireCount(texts, 'texts', prompts.length, 'prompts of concepts');
  if (!(logitScale > 0 && logitScale < Infinity))
    throw failure('option-invalid', {
      option: 'logitScale',
      value: String(logitScale),
      expected: 'a number above 0',
    });
  const cosine = cosines(images, texts, ['images', 'texts']);
  const score = new Float64Array(images.count * concepts.length);
  for (let image = 0; image < images.count; image++) {
    const start = image * prompts.length;
    let at = start + templates;
    terms.forEach((count, concept) => {
      let sum = 0;
      for (let prompt = 0; prompt < count * templates; prompt++, at++) {
        const reference = cosine[start + (prompt % templates)]!;
        sum += 1 / (1 + Math.exp(-logitScale * (cosine[at]! - reference)));
      }
      score[image * concepts.length + concept] = sum / count / templates;
    });
  }
  return { concepts, score };
}

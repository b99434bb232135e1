import { setImmediate } from 'node:timers/promises';
import {
  promptGrid,
  type ImageMetadata,
  type PromptGrid,
  type PromptGridVariant,
} from '../../analysis/prompt-grid/prompt-grid.ts';
import { gridAxes } from '../../analysis/prompt-grid/factor-effects.ts';
import type { PromptGridScoring } from '../../analysis/prompt-grid/score-prompt-grid.ts';
import { variantScorer, type ScoredVariant } from '../../analysis/prompt-grid/variant-scorer.ts';
import { ensembleDeficits } from '../../analysis/prompt-variants/ensemble-deficit.ts';
import type { KnownTruth } from '../../analysis/prompt-variants/known-truth.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { failure } from '../../protocol/failures/index.ts';
import { ensembleCaution } from '../prompt-comparison/ensemble-caution.ts';
import type { TextBank } from '../prompt-comparison/text-bank.ts';
import { nameOf, withEnsemble, type LaboratoryAxes } from './axes.ts';
import type { LaboratoryVariant } from './laboratory.ts';

/** More do not finish in a minute, and nobody reads them. */
const mostVariants = 1000;

export interface GridScores {
  readonly grid: PromptGrid;
  readonly variants: readonly LaboratoryVariant[];
  readonly deficits: readonly string[];
}

export interface LaboratoryScoring {
  readonly bank: TextBank;
  readonly embeddings: ImageEmbeddings;
  readonly classes: readonly string[];
  readonly truth: KnownTruth;
  readonly metadata: readonly ImageMetadata[] | undefined;
  readonly ensemble: boolean;
  readonly scoring: PromptGridScoring;
}

/** The grid of some axes. @throws Failure of `promptGrid`, `option-invalid` for one that is too large. */
export function gridOf(
  axes: LaboratoryAxes,
  { classes, metadata, ensemble }: Pick<LaboratoryScoring, 'classes' | 'metadata' | 'ensemble'>,
): PromptGrid {
  const templates = withEnsemble(axes.templates, ensemble);
  const variants =
    Object.keys(templates).length *
    (Object.keys({ names: 0, ...axes.wordings }).length || 1) *
    (Object.keys(axes.negations).length + 1) *
    (Object.keys(axes.prefixes).length + 1);
  if (variants > mostVariants)
    throw failure('option-invalid', {
      option: 'prompts',
      value: `${variants} variants`,
      expected: `a grid of at most ${mostVariants}: leave out some templates, wordings, negations or prefixes`,
    });
  return promptGrid({ classes, ...axes, templates, ...(metadata && { metadata }) });
}

/**
 * Scores grids; variants that were scored before are not scored again, and no text is encoded twice. `signal` stops the encoder, `stop`
 * the scoring.
 */
export function laboratoryScorer(
  given: LaboratoryScoring,
): (axes: LaboratoryAxes, signal?: AbortSignal, stop?: AbortSignal) => Promise<GridScores> {
  const { bank, embeddings, truth, scoring } = given;
  const full = variantScorer(embeddings, truth, scoring);
  const brief = variantScorer(embeddings, truth, { ...scoring, resamples: 0 });
  let kept = new Map<string, ScoredVariant>();
  return async (axes, signal, stop) => {
    const grid = gridOf(axes, given);
    await bank.learn(grid.texts, signal);
    const next = new Map<string, ScoredVariant>();
    const scoreWith =
      (score: typeof full, of: PromptGrid, form: string) =>
      (variant: PromptGridVariant): ScoredVariant => {
        const key = keyOf(of, variant);
        const whole = next.get(`full ${key}`) ?? kept.get(`full ${key}`);
        const known =
          whole ?? kept.get(`${form} ${key}`) ?? score(variant, text => bank.vector(of.texts[text]!));
        next.set(`${whole ? 'full' : form} ${key}`, known);
        return known;
      };
    const scored: ScoredVariant[] = [];
    let pause = performance.now() + 50;
    for (const variant of grid.variants) {
      scored.push({ ...scoreWith(full, grid, 'full')(variant), variant });
      if (performance.now() < pause) continue;
      // A grid may take seconds: the kernel must hear an interrupt.
      await setImmediate();
      if (stop?.aborted) throw failure('cancelled', { what: 'Scoring prompts' }, stop.reason);
      pause = performance.now() + 50;
    }
    const varied = gridAxes.filter(axis => new Set(grid.variants.map(each => each[axis])).size > 1);
    const shortName = (variant: PromptGridVariant): string =>
      (varied.length === 0 ? (['template'] as const) : varied).map(axis => variant[axis]).join(' · ');
    const deficits = truth.rows.length === 0 ? [] : scored.flatMap(each => deficitOf(each));
    kept = next;
    return { grid, variants: scored.map(each => ({ ...each, name: shortName(each.variant) })), deficits };

    function deficitOf(ensemble: ScoredVariant): string[] {
      const texts = grid.axes.templates[ensemble.variant.template]!;
      if (texts.length < 2) return [];
      const { wording, negation, prefix } = ensemble.variant;
      const alone = promptGrid({
        classes: given.classes,
        ...axes,
        templates: Object.fromEntries(texts.map(text => [text, text])),
        ...(given.metadata && { metadata: given.metadata }),
      });
      const own = alone.variants.filter(
        each => each.wording === wording && each.negation === negation && each.prefix === prefix,
      );
      const deficits = ensembleDeficits(
        ensemble,
        own.map(scoreWith(brief, alone, 'brief')),
        single => scoreWith(full, alone, 'full')(own[single]!),
        scoring.level,
      );
      return ensembleCaution(shortName(ensemble.variant), texts.length, deficits, single =>
        nameOf(own[single]!.template),
      );
    }
  };
}

/** What a variant says, whatever it is called. */
function keyOf({ axes }: PromptGrid, { template, wording, negation, prefix }: PromptGridVariant): string {
  return JSON.stringify([
    axes.templates[template],
    axes.wordings[wording],
    axes.negations[negation] ?? null,
    axes.prefixes[prefix],
  ]);
}

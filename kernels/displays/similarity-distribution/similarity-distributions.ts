import type { Band } from '../../analysis/distributions/overlap-band.ts';
import {
  similarityDistributionInSteps,
  type SimilarityDistribution,
} from '../../analysis/distributions/similarity-distribution.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import { throwIfCancelled } from '../../clip/encoders/progress.ts';
import { currentCell } from '../../protocol/cell-host.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { withBar } from '../in-cell/with-bar.ts';
import { answerPairs } from './answer.ts';
import { similarityBundle } from './bundle.ts';
import { measureRows, type MeasureRow } from './measure-rows.ts';
import { pairRows, type PairRow } from './pair-rows.ts';
import type { PromptGroups, Templates } from './prompt-groups.ts';
import { panelSources, type Source } from './sources.ts';

export interface SimilarityDistributionsOptions {
  /**
   * Sentences with `{}` for the prompt and, where wanted, `{group}` for its group: `'a chest X-ray of {}'`. Of several the
   * embeddings are averaged. Named ones, `{ bare: '{}', sentence: 'an image of {}' }`, make a panel each. `'{}'` unless given.
   */
  readonly templates?: Templates | Readonly<Record<string, Templates>> | undefined;
  /** Prompts that have nothing to do with the groups, put through the same templates; sixty everyday ones unless given. */
  readonly reference?: readonly string[] | false | undefined;
  /** Resamples over prompts for the intervals, default 500; 0 makes none. */
  readonly resamples?: number | undefined;
  /** Random groupings for the range of chance, default 100; 0 makes none. */
  readonly randomGroups?: number | undefined;
  /** Of intervals and chance ranges, default 0.95. */
  readonly level?: number | undefined;
  /** Default 0. */
  readonly seed?: number | undefined;
  /** Stops between batches and resamples; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** One model, or one set of templates: every pair, the curves and the numbers behind them. */
export interface SimilarityPanelResult extends SimilarityDistribution {
  readonly name: string;
  readonly model: EmbeddingModel;
  readonly templates: readonly string[];
  /** Prompts that were longer than the model reads. */
  readonly truncated: number;
}

/** How alike models find prompts of one group and of different groups, as data and as a picture. */
export interface SimilarityDistributions extends Displayed {
  /** Best separated first. */
  readonly panels: readonly SimilarityPanelResult[];
  /** One row a panel and measure, with its interval and the range of chance. */
  toTable(): MeasureRow[];
  /** Pairs between two cosines, the overlap of the curves unless given; of the first panel unless another is named. Most alike first. */
  pairs(options?: { readonly panel?: string; readonly low?: number; readonly high?: number }): PairRow[];
  /** The pairs that were last listed in the picture; none if none were. */
  listed(): PairRow[];
}

/**
 * Similarity of prompts within and across groups, one panel a model or set of templates (survey Fig. 16): two curves under one
 * bandwidth rule, how far they stand apart with intervals by a bootstrap over prompts, and what prompts without any relation give.
 * In a notebook the overlap lists its pairs.
 * @throws Failure `distribution-groups`, `zero-shot-template`, `pairs-too-few`, `embeddings-differ`, `embedding-invalid`,
 * `option-invalid`, `cancelled`, `encoder-failed`.
 */
export async function similarityDistributions(
  sources: Source | readonly Source[],
  groups: PromptGroups,
  options: SimilarityDistributionsOptions = {},
): Promise<SimilarityDistributions> {
  const { resamples = 500, randomGroups = 100, level = 0.95, seed = 0 } = options;
  const signal = options.signal ?? currentCell()?.signal;
  const sourcesOfPanels = await panelSources(sources, groups, options);
  const total = sourcesOfPanels.length * (resamples + randomGroups);
  const panels = await withBar({ label: 'Resampling', unit: 'resamples', total }, async bar => {
    const made: SimilarityPanelResult[] = [];
    for (const [at, { reference, groups: prompts, ...about }] of sourcesOfPanels.entries()) {
      const steps = similarityDistributionInSteps(prompts, {
        resamples,
        randomGroups,
        level,
        seed,
        ...(reference && { reference }),
      });
      const before = at * (resamples + randomGroups);
      const distribution = await inTurns(steps, signal, step => bar?.update(before + step));
      made.push({ ...distribution, ...about });
    }
    return made;
  });
  panels.sort((left, right) => (right.separation?.auroc ?? -1) - (left.separation?.auroc ?? -1));
  const made = new Date().toISOString();
  let listed: PairRow[] = [];
  const live = currentCell()?.openView(message =>
    answerPairs(message, panels, (panel, band) => {
      listed = pairRows(panel, band);
    }),
  ).live;
  return {
    panels,
    toTable: () => measureRows(panels),
    pairs: ({ panel: name, low, high } = {}) => {
      const panel = name === undefined ? panels[0] : panels.find(each => each.name === name);
      return panel ? pairRows(panel, bandOf(panel, low, high)) : [];
    },
    listed: () => listed,
    [displaySymbol]: () => similarityBundle(panels, { live, made }),
  };
}

/** Takes the steps of long work, and lets interrupts and progress through every 50 ms. */
async function inTurns<Result>(
  steps: Generator<void, Result>,
  signal: AbortSignal | undefined,
  taken: (step: number) => void,
): Promise<Result> {
  let turn = performance.now();
  for (let step = 1; ; step++) {
    const { done, value } = steps.next();
    if (!done && performance.now() - turn < 50) continue;
    taken(step);
    await new Promise(resolve => setImmediate(resolve));
    throwIfCancelled(signal, 'Comparing prompts');
    if (done) return value;
    turn = performance.now();
  }
}

/** The given ends, else those of the overlap; nothing lies between ends that are not there. */
function bandOf({ overlapBand }: SimilarityDistribution, low?: number, high?: number): Band {
  if (low === undefined && high === undefined) return overlapBand ?? { low: Infinity, high: -Infinity };
  return { low: low ?? -1, high: high ?? 1 };
}

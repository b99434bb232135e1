import type { SheetPart, TablePart } from '../../../webviews/protocol/sheet.ts';
import { version } from '../../version.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { estimateColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import { liveSheet } from '../sheet/live-sheet.ts';
import { rememberedTrials, type PromptTrial } from './trials.ts';

export type { PromptTrial } from './trials.ts';

/** What was tried, as rows and as a picture. */
export interface PromptHistory extends Displayed {
  /** The oldest first. */
  readonly trials: readonly PromptTrial[];
  toTable(): PromptHistoryRow[];
}

export interface PromptHistoryRow {
  readonly time: string;
  readonly variant: string;
  readonly scoring: string;
  readonly prompts: number;
  readonly text: string;
  readonly model: string;
  /** The first 12 digits of the image set's digest: rows of one set compare. */
  readonly images: string;
  readonly count: number;
  readonly accuracy: number | undefined;
  readonly auroc: number | undefined;
  readonly f1: number | undefined;
  readonly matthews: number | undefined;
  readonly [column: string]: string | number | undefined;
}

/**
 * Every prompt variant that `comparePrompts` and `promptLaboratory` scored since the kernel started, edits in pictures among them,
 * grouped by the images: scores on other images do not compare. Outside a notebook there is none.
 */
export function promptHistory(): PromptHistory {
  const trials = rememberedTrials();
  const models = [...new Map(trials.map(({ model }) => [model.digest, model])).values()];
  const made = new Date().toISOString();
  const picture = liveSheet<readonly PromptTrial[]>({
    first: trials,
    draw: all => {
      const sets = [...new Set(all.map(({ images }) => images.digest))];
      return {
        title: 'Prompts tried in this notebook',
        summary:
          all.length === 0
            ? 'None yet: comparePrompts and promptLaboratory remember what they score until the kernel restarts.'
            : `${counted(all.length, 'variant')} on ${counted(sets.length, 'set')} of images since the kernel started.`,
        cautions: cautionsOf(all, sets),
        parts: partsOf(all, sets),
        edited: false,
      };
    },
    provenance: all => ({
      models: models.map(({ name, digest, preset, precision }) => ({ name, digest, preset, precision })),
      n: all.length,
      version,
      made,
    }),
  });
  return { trials, toTable: () => trials.map(rowOf), [displaySymbol]: picture[displaySymbol] };
}

function rowOf(trial: PromptTrial): PromptHistoryRow {
  const { time, variant, scoring, prompts, texts, model, images } = trial;
  return {
    time,
    variant,
    scoring,
    prompts,
    text: texts[0] ?? '',
    model: model.name,
    images: images.digest.slice(0, 12),
    count: images.count,
    accuracy: trial.accuracy?.value,
    auroc: trial.auroc?.value,
    f1: trial.f1?.value,
    matthews: trial.matthews?.value,
  };
}

function cautionsOf(trials: readonly PromptTrial[], sets: readonly string[]): string[] {
  return sets.flatMap(digest => {
    const own = trials.filter(({ images, accuracy }) => images.digest === digest && accuracy);
    if (own.length < 10) return [];
    return [
      `${own.length} variants were tried on the same ${own[0]!.images.count} images: the best of so many is partly luck. Score it once on images that were never used to choose.`,
    ];
  });
}

function partsOf(trials: readonly PromptTrial[], sets: readonly string[]): SheetPart[] {
  const tables = sets.map(digest => {
    const own = trials.filter(({ images }) => images.digest === digest);
    return { name: setName(own[0]!), table: tableOf(own) };
  });
  if (tables.length < 2) return tables.map(({ table }) => table);
  return [
    {
      id: 'sets',
      kind: 'by-name',
      title: 'By image set',
      what: 'images',
      choices: tables.map(({ name, table }) => ({ name, parts: [table] })),
    },
  ];
}

function tableOf(trials: readonly PromptTrial[]): TablePart {
  const measured = trials.some(({ accuracy }) => accuracy);
  const models = new Set(trials.map(({ model }) => model.digest));
  return {
    id: `trials ${trials[0]!.images.digest.slice(0, 12)}`,
    kind: 'table',
    title: setName(trials[0]!),
    note: 'The oldest first. The same prompts on the same images are one row, with the time of the last scoring.',
    total: trials.length,
    items: trials.map(({ texts, prompts }) => (prompts === 1 ? { kind: 'prompt', text: texts[0]! } : null)),
    columns: [
      textColumn(
        'time',
        trials.map(({ time }) => time.slice(11, 19)),
      ),
      textColumn(
        'variant',
        trials.map(({ variant }) => variant),
      ),
      textColumn(
        'first prompt',
        trials.map(({ texts }) => texts[0] ?? ''),
      ),
      numberColumn(
        'prompts',
        trials.map(({ prompts }) => prompts),
        { digits: 0 },
      ),
      ...(models.size > 1
        ? [
            textColumn(
              'model',
              trials.map(({ model }) => model.name),
            ),
          ]
        : []),
      ...(measured
        ? [
            estimateColumn(
              'accuracy',
              trials.map(({ accuracy }) => accuracy),
            ),
            estimateColumn(
              'AUROC',
              trials.map(({ auroc }) => auroc),
            ),
            estimateColumn(
              'F1',
              trials.map(({ f1 }) => f1),
            ),
            estimateColumn(
              'MCC',
              trials.map(({ matthews }) => matthews),
            ),
          ]
        : []),
    ],
  };
}

function setName({ images: { digest, count, classes } }: PromptTrial): string {
  const named = classes.slice(0, 3).join(', ') + (classes.length > 3 ? ', …' : '');
  return `${counted(count, 'image')}: ${named} (${digest.slice(0, 6)})`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipBenchmarkFiles } from '../../analysis/prompt-grid/clip-benchmark.ts';
import { promptSensitivity } from '../../analysis/prompt-grid/compare-variants.ts';
import { factorEffects } from '../../analysis/prompt-grid/factor-effects.ts';
import type { VariantMeasure } from '../../analysis/prompt-variants/measures.ts';
import { failure } from '../../protocol/failures/index.ts';
import { version } from '../../version.ts';
import { displaySymbol } from '../displayed.ts';
import type { ComparedImages } from '../prompt-comparison/images.ts';
import { liveSheet } from '../sheet/live-sheet.ts';
import { sheetBundle } from '../sheet/bundle.ts';
import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { LaboratoryAxes } from './axes.ts';
import { changed } from './edits.ts';
import { flipsOf } from './flips.ts';
import { comparison, heldOut, ranked, type LaboratoryVariant, type ScoredLaboratory } from './laboratory.ts';
import type { PromptLaboratory } from './prompt-laboratory.ts';
import { laboratorySheet } from './sheet.ts';
import { laboratoryRows } from './table-rows.ts';

/** What a laboratory has beside its scores. */
export interface LaboratoryPicture {
  readonly compared: ComparedImages;
  readonly classes: readonly string[];
  readonly labelling: 'one' | 'any';
  readonly scored: (axes: LaboratoryAxes, measure: VariantMeasure) => Promise<ScoredLaboratory>;
  readonly scale: { readonly logitScale: number; readonly pairScale: number | undefined };
  /** Whether a text is longer than the model reads. */
  readonly truncated: (text: string) => boolean;
}

/** The value of a laboratory: its scores, what follows from them, and its live picture. */
export function laboratoryValues(first: ScoredLaboratory, picture: LaboratoryPicture): PromptLaboratory {
  const { compared, classes, labelling } = picture;
  const made = new Date().toISOString();
  const provenance = (scored: ScoredLaboratory): Provenance => provenanceOf(scored, picture, made);
  const live = liveSheet<ScoredLaboratory>({
    first,
    draw: (scored, edited) => laboratorySheet(scored, picture, edited),
    provenance,
    change: (latest, edit) => changed(latest, edit, { classes, scored: picture.scored }),
  });
  const values = new WeakMap<ScoredLaboratory, PromptLaboratory>();
  const valueOf = (scored: ScoredLaboratory): PromptLaboratory => {
    const known = values.get(scored);
    if (known) return known;
    const named = (name: string): LaboratoryVariant => {
      const found = scored.variants.find(each => each.name === name || each.variant.name === name);
      if (found) return found;
      const names = scored.variants.map(each => each.name);
      const more = names.length > 20 ? `, … (${names.length} in all)` : '';
      throw failure('comparison-unknown', { variant: name, known: names.slice(0, 20).join(', ') + more });
    };
    const best = (measure = scored.measure): LaboratoryVariant | undefined => {
      const [top] = ranked(scored, measure);
      return top?.variant[measure] === undefined ? undefined : top.variant;
    };
    const exported: PromptLaboratory['clipBenchmark'] = (dataset, names) => {
      const fit = ranked(scored, scored.measure)
        .map(({ variant }) => variant)
        .filter(({ variant }) => variant.negation === 'none' && variant.setOf === undefined);
      const chosen = names?.map(named) ?? fit.slice(0, 1);
      return clipBenchmarkFiles(
        scored.grid,
        chosen.map(({ variant }) => variant),
        dataset,
      );
    };
    const value: PromptLaboratory = {
      variants: scored.variants,
      grid: scored.grid,
      classes,
      labelling,
      images: compared.embeddings.ids,
      truth: compared.truth,
      failures: compared.embeddings.failures,
      best,
      compare: (left, right) => comparison(scored, named(left).name, named(right).name),
      flips: (left, right) => flipsOf(named(left), named(right), picture),
      effects: (measure = scored.measure) => factorEffects(scored.variants, measure, scored.options.level),
      sensitivity: () => promptSensitivity(scored),
      calibration: name => named(name).calibration(),
      heldOut: (measure = scored.measure) => heldOut(scored, measure),
      clipBenchmark: exported,
      saveClipBenchmark: async (folder, dataset, names) => {
        const files = exported(dataset, names);
        await mkdir(folder, { recursive: true });
        const paths = {
          templates: join(folder, 'templates.json'),
          classnames: join(folder, 'classnames.json'),
        };
        await writeFile(paths.templates, `${JSON.stringify(files.templates, null, 2)}\n`);
        await writeFile(paths.classnames, `${JSON.stringify(files.classnames, null, 2)}\n`);
        return paths;
      },
      toTable: () => laboratoryRows(scored),
      latest: () => valueOf(live.latest()),
      [displaySymbol]:
        scored === first
          ? live[displaySymbol]
          : () => sheetBundle(laboratorySheet(scored, picture, true), { provenance: provenance(scored) }),
    };
    values.set(scored, value);
    return value;
  };
  return valueOf(first);
}

function provenanceOf(
  { variants, grid, measure, options }: ScoredLaboratory,
  { compared, classes, labelling, scale }: LaboratoryPicture,
  made: string,
): Provenance {
  const { name, digest, preset, precision } = compared.embeddings.model;
  const listed = (axis: Readonly<Record<string, unknown>>): string =>
    Object.keys(axis).join(' | ').slice(0, 500);
  return {
    models: [{ name, digest, preset, precision }],
    n: compared.embeddings.count,
    seed: options.seed,
    version,
    made,
    choices: {
      classes: classes.join(' | '),
      'classes an image': labelling,
      variants: variants.length,
      templates: listed(grid.axes.templates),
      wordings: listed(grid.axes.wordings),
      negations: listed(grid.axes.negations),
      prefixes: listed(grid.axes.prefixes),
      measure,
      'logit scale': Number(scale.logitScale.toPrecision(6)),
      'scale of pairs': scale.pairScale ?? 1,
      resamples: options.resamples,
      level: options.level,
    },
  };
}

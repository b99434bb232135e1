import type { FindingAccuracy } from '../../analysis/findings/finding-accuracy.ts';
import type { FindingTemplates } from '../../analysis/findings/finding-prompts.ts';
import { shareOption, wholeOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { cosineBank } from '../labelled-images/cosine-bank.ts';
import { findingLabels, type FindingTruth } from '../labelled-images/finding-truth.ts';
import { readImages } from '../labelled-images/read-images.ts';
import { requireTemperature } from '../labelled-images/temperature.ts';
import { liveSheet, type LiveSheet, type SheetEdit } from '../sheet/live-sheet.ts';
import type { TemplateEnsemble } from './ensemble.ts';
import {
  checkFindings,
  requireRule,
  requireScoring,
  type FindingRule,
  type FindingScoringName,
} from './options.ts';
import { mostDrawn, type FindingsPicture } from './picture.ts';
import { findingsProvenance } from './provenance.ts';
import { findingsScorer, type FindingsSetting, type ScoredFindings } from './scored-findings.ts';
import { findingsSheet } from './sheet.ts';
import { findingRows, type FindingRow } from './table-rows.ts';
import { checkTemplates, pairsOfLines, type TemplatePairs } from './template-pairs.ts';
import { tuningRows } from './tuning.ts';

/** The parts of a model that findings need. */
export type FindingsModel = Pick<Clip, 'encodeImage' | 'encodeText'> & {
  readonly model: Pick<Clip['model'], 'logitScale'>;
};

export interface DiagnoseFindingsOptions extends FindingTemplates {
  /** What is true of each image, in the order of `images`. */
  readonly truth?: readonly FindingTruth[] | undefined;
  /** `plain` (default): p = e^{c+} / (e^{c+} + e^{c−}), CheXzero's. `temperature`: cosines divided by one. `z-scores`: of the findings of an image. */
  readonly scoring?: FindingScoringName | undefined;
  /** Of the scoring `temperature`; one over the model's own logit scale unless given. */
  readonly temperature?: number | undefined;
  /** Where a finding is called: from 0.5 (default), or from a threshold chosen on labelled images. */
  readonly rule?: FindingRule | undefined;
  /**
   * What thresholds are chosen on: labelled images of their own, or a share of the labelled `images`, which is then not measured. Without
   * it they are chosen on the images that are measured, and the picture warns of it.
   */
  readonly tuning?:
    { readonly images: readonly ImageSource[]; readonly truth: readonly FindingTruth[] } | number | undefined;
  /** Of intervals; default 0.95. */
  readonly level?: number | undefined;
  /** Of resamples and of the images kept apart; default 0. */
  readonly seed?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** Several findings of each image, as data and as a picture. */
export interface DiagnosedFindings extends Displayed {
  readonly findings: readonly string[];
  /** Names of the images that could be read. */
  readonly images: readonly string[];
  readonly templates: TemplatePairs;
  readonly scoring: FindingScoringName;
  readonly rule: FindingRule;
  /** `[images, findings]` probabilities in [0, 1]; a row does not sum to 1, since findings occur together. */
  readonly scores: Float64Array;
  /** `[images, findings]`, 1 where the score is at least the finding's threshold. */
  readonly called: Uint8Array;
  /** `[findings]`. */
  readonly thresholds: readonly number[];
  /** What thresholds were chosen on, in words. */
  readonly tunedOn: string;
  /** Names of the images among `images` that were kept apart for thresholds: they are scored and not measured. */
  readonly keptApart: readonly string[];
  /** What each finding reaches on the measured images. */
  readonly measures: readonly (FindingAccuracy & { readonly finding: string; readonly threshold: number })[];
  /** The templates together against each alone; undefined for one template or without truth. */
  readonly ensemble: TemplateEnsemble | undefined;
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
  /** Prompts whose end did not fit into the model's context. */
  readonly truncated: readonly string[];
  /** `[images]` of one finding. @throws Failure `diagnosis-words` for an unknown one. */
  probability(finding: string): Float64Array;
  /** One row an image and finding. */
  toTable(): FindingRow[];
  /** The findings by the templates that were last set in the picture; these if none were. */
  latest(): DiagnosedFindings;
}

/**
 * Looks for several findings at once by pairs of prompts (CheXzero, Tiu et al. 2022, survey Fig. 10), with one model or the mean of
 * several. In a notebook templates, scoring and the rule of thresholds can be changed in the picture: only new prompts are encoded.
 * @throws Failure `diagnosis-images`, `diagnosis-words`, `diagnosis-truth`, `option-invalid`, `embedding-invalid`, `cancelled`,
 * `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function diagnoseFindings(
  clip: FindingsModel | readonly FindingsModel[],
  images: readonly ImageSource[],
  findings: readonly string[],
  options: DiagnoseFindingsOptions = {},
): Promise<DiagnosedFindings> {
  const { truth, scoring = 'plain', rule = '0.5', tuning, level = 0.95, seed = 0, signal } = options;
  const { positive = ['{}'], negative = ['no {}'], wordings = {}, temperature } = options;
  const names = checkFindings(findings);
  const clips = clipsOf(clip);
  shareOption('level', level);
  wholeOption('seed', seed, 0);
  if (temperature !== undefined) requireTemperature(temperature);
  if (typeof tuning === 'number') shareOption('tuning', tuning);
  requireScoring(scoring, names.length);
  requireRule(rule);
  const templates = checkTemplates({ positive, negative });
  const others = typeof tuning === 'object' ? tuning : { images: [], truth: [] };
  const given = [
    ...findingLabels(truth, images.length, names),
    ...findingLabels(others.truth, others.images.length, names),
  ];
  if (images.length === 0) throw failure('diagnosis-images', { unreadable: 0 });
  const read = await readImages(clips, [...images, ...others.images], { thumbnails: mostDrawn, signal });
  const labels = read.given.flatMap(row => given.slice(row * names.length, (row + 1) * names.length));
  const count = read.given.filter(row => row < images.length).length;
  if (count === 0) throw failure('diagnosis-images', { unreadable: images.length });
  const share = typeof tuning === 'number' ? tuning : undefined;
  const rows = tuningRows(labels, names.length, count, share, seed);
  const temperatures = clips.map(({ model }) => temperature ?? 1 / model.logitScale);
  const scorer = findingsScorer({
    findings: names,
    wordings,
    banks: clips.map((each, at) => ({
      bank: cosineBank(each, read.embeddings[at]!),
      temperature: temperatures[at]!,
    })),
    labels,
    images: count,
    rows,
    level,
    seed,
  });
  const shown = read.names.slice(0, count);
  const keptApart = rows.same ? [] : rows.tuning.filter(row => row < count).map(row => shown[row]!);
  const made = new Date().toISOString();
  const picture: FindingsPicture = {
    findings: names,
    names: shown,
    keptApart: new Set(keptApart),
    labels: labels.slice(0, count * names.length),
    read,
    rows,
    level,
    models: clips.length,
  };
  const change = async (latest: ScoredFindings, edit: SheetEdit): Promise<ScoredFindings> =>
    scorer.score(settingOf(latest, edit, names.length));
  const sheetOf = (result: ScoredFindings): LiveSheet<ScoredFindings> =>
    liveSheet({
      first: result,
      draw: (scored, edited) => findingsSheet(scored, picture, edited),
      provenance: scored => findingsProvenance(scored, { ...picture, made, seed, temperatures }),
      change,
    });
  const valueOf = (result: ScoredFindings, open?: LiveSheet<ScoredFindings>): DiagnosedFindings => {
    let sheet = open;
    const value: DiagnosedFindings = {
      findings: names,
      images: shown,
      templates: result.templates,
      scoring: result.scoring,
      rule: result.rule,
      scores: result.probability,
      called: result.called,
      thresholds: result.thresholds,
      tunedOn: result.rule === '0.5' ? 'nothing: 0.5 for every finding' : rows.source,
      keptApart,
      measures: result.accuracy.map(({ curves: _, ...accuracy }, at) => ({
        finding: names[at]!,
        threshold: result.thresholds[at]!,
        ...accuracy,
      })),
      ensemble: result.ensemble,
      failures: read.failures,
      truncated: result.truncated,
      probability: finding => {
        const column = names.indexOf(finding);
        if (column < 0)
          throw failure('diagnosis-words', {
            problem: `There is no finding "${finding}".`,
            remedy: `There are: ${names.slice(0, 20).join(', ')}.`,
          });
        return Float64Array.from(shown, (_, row) => result.probability[row * names.length + column]!);
      },
      toTable: () => findingRows(result, picture),
      latest: () => (!sheet || sheet.latest() === result ? value : valueOf(sheet.latest())),
      [displaySymbol]: () => (sheet ??= sheetOf(result))[displaySymbol](),
    };
    return value;
  };
  const first = await scorer.score({ templates, scoring, rule }, signal);
  return valueOf(first, sheetOf(first));
}

function clipsOf(clip: FindingsModel | readonly FindingsModel[]): [FindingsModel, ...FindingsModel[]] {
  const [first, ...others] = isList(clip) ? clip : [clip];
  if (first === undefined)
    throw failure('diagnosis-words', {
      problem: 'The list of models is empty.',
      remedy: 'Give one, as from loadClip, or several whose probabilities are averaged.',
    });
  return [first, ...others];
}

function isList(clip: FindingsModel | readonly FindingsModel[]): clip is readonly FindingsModel[] {
  return Array.isArray(clip);
}

function settingOf(latest: ScoredFindings, edit: SheetEdit, findings: number): FindingsSetting {
  const { templates, scoring, rule } = latest;
  if (edit.kind === 'set-texts') return { templates: pairsOfLines(edit.groups.flat()), scoring, rule };
  if (edit.part === 'rule') {
    requireRule(edit.option);
    return { templates, scoring, rule: edit.option };
  }
  requireScoring(edit.option, findings);
  return { templates, scoring: edit.option, rule };
}

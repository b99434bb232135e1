import {
  chestXrayRelations,
  type Contradiction,
  type FindingRelation,
} from '../../analysis/explained-diagnosis/contradictions.ts';
import type {
  DescriptorLists,
  DescriptorTemplates,
} from '../../analysis/explained-diagnosis/descriptor-prompts.ts';
import type { ExplainedDiagnosis } from '../../analysis/explained-diagnosis/explained-diagnosis.ts';
import { chestXrayDescriptors } from '../../analysis/explained-diagnosis/descriptors/index.ts';
import { shareOption } from '../../analysis/statistics/checked.ts';
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
import { checkDescriptors, editedDescriptors } from './descriptor-lists.ts';
import { mostExplained, type DiagnosisPicture } from './picture.ts';
import { diagnosisRows, type DiagnosisRow } from './table-rows.ts';
import { diagnosisProvenance } from './provenance.ts';
import {
  diagnosisScorer,
  studyLabels,
  type DiagnosisMode,
  type ScoredDiagnosis,
} from './scored-diagnosis.ts';
import { diagnosisSheet } from './sheet.ts';

/** The parts of a model that explained diagnoses need. */
export type DiagnosisModel = Pick<Clip, 'encodeImage' | 'encodeText'>;

export interface ExplainDiagnosesOptions {
  /** What is true of each image, in the order of `images`. */
  readonly truth?: readonly FindingTruth[] | undefined;
  /** `contrastive` (default): a descriptor against its denial. `basic`: each alone, which the picture can also be switched to. */
  readonly mode?: DiagnosisMode | undefined;
  /** Cosines of `contrastive` are divided by it; default 0.5, Xplainer's. */
  readonly temperature?: number | undefined;
  readonly templates?: DescriptorTemplates | undefined;
  /** The study of each image, in the order of `images`: views of one study are judged together. */
  readonly studies?: readonly string[] | undefined;
  /** What cannot be true together; CheXpert's hierarchy of labels unless given. Names are matched whatever their capitals. */
  readonly relations?: readonly FindingRelation[] | undefined;
  /** How far from 0.5 a descriptor must speak against its own finding to be marked; default 0.05. */
  readonly margin?: number | undefined;
  /** The finding that means that no other is there; default `No Finding`. */
  readonly normal?: string | undefined;
  /** Of intervals; default 0.95. */
  readonly level?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** Diagnoses with what speaks for each, as data and as a picture. */
export interface ExplainedDiagnoses extends Displayed {
  readonly findings: readonly string[];
  /** Images that could be read, or studies where they were named. */
  readonly studies: readonly string[];
  /** As they were scored. */
  readonly descriptors: DescriptorLists;
  readonly mode: DiagnosisMode;
  /** `[studies, findings]` probabilities in [0, 1]; a finding above 0.5 is called. */
  readonly joint: Float64Array;
  /** All of it, descriptor by descriptor. */
  readonly diagnosis: ExplainedDiagnosis;
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
  /** Prompts whose end did not fit into the model's context. */
  readonly truncated: readonly string[];
  /** `[studies]` of one finding. @throws Failure `diagnosis-words` for an unknown one. */
  probability(finding: string): Float64Array;
  /** Of one study, by its name, or of all. @throws Failure `diagnosis-words` for an unknown one. */
  contradictions(study?: string): Contradiction[];
  /** One row a study and finding: joint probability, whether it is called, truth, strongest descriptor. */
  toTable(): DiagnosisRow[];
  /** The diagnoses of the descriptors that were last set in the picture; these if none were. */
  latest(): ExplainedDiagnoses;
}

/**
 * Diagnoses images by what a reader would look for (Xplainer, arXiv 2303.13391, survey Fig. 11): every descriptor is judged by itself,
 * their joint probability is the finding's. In a notebook the descriptors can be edited in the picture: only new ones are encoded.
 * @param descriptors by finding; those of the 14 CheXpert findings unless given. Lists for other kinds of image come with the package.
 * @throws Failure `diagnosis-images`, `diagnosis-words`, `diagnosis-truth`, `values-unequal`, `option-invalid`, `cancelled`,
 * `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function explainDiagnoses(
  clip: DiagnosisModel,
  images: readonly ImageSource[],
  descriptors: DescriptorLists = chestXrayDescriptors,
  options: ExplainDiagnosesOptions = {},
): Promise<ExplainedDiagnoses> {
  const { truth, studies, templates, signal, mode = 'contrastive', normal = 'No Finding' } = options;
  const { level = 0.95, temperature = 0.5, margin = 0.05, relations = chestXrayRelations } = options;
  shareOption('level', level);
  requireTemperature(temperature);
  requireMode(mode);
  if (studies && studies.length !== images.length)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images.length,
      right: 'studies',
      rightCount: studies.length,
    });
  const lists = checkDescriptors(descriptors);
  const findings = Object.keys(lists);
  const labels = findingLabels(truth, images.length, findings, normal);
  const read = await readImages([clip], images, { thumbnails: mostExplained, signal });
  const named = read.given.map((given, row) => studies?.[given] ?? read.names[row]!);
  const scorer = diagnosisScorer(cosineBank(clip, read.embeddings[0]), {
    studies: named,
    labels: studyLabels(
      named,
      read.given.flatMap(row => labels.slice(row * findings.length, (row + 1) * findings.length)),
      findings.length,
    ),
    templates,
    temperature,
    normal,
    relations,
    margin,
    level,
  });
  const picture: DiagnosisPicture = { read, studies: named, named: studies !== undefined, level, normal };
  const made = new Date().toISOString();
  const change = (latest: ScoredDiagnosis, edit: SheetEdit): Promise<ScoredDiagnosis> => {
    if (edit.kind === 'set-choice') {
      requireMode(edit.option);
      return scorer.score(latest.lists, edit.option);
    }
    return scorer.score(editedDescriptors(latest.lists, edit.groups), latest.mode);
  };
  const sheetOf = (result: ScoredDiagnosis): LiveSheet<ScoredDiagnosis> =>
    liveSheet({
      first: result,
      draw: (scored, edited) => diagnosisSheet(scored, picture, edited),
      provenance: scored => diagnosisProvenance(scored, { read, made, temperature, level }),
      change,
    });
  const valueOf = (result: ScoredDiagnosis, open?: LiveSheet<ScoredDiagnosis>): ExplainedDiagnoses => {
    let sheet = open;
    const { diagnosis } = result;
    const value: ExplainedDiagnoses = {
      findings,
      studies: diagnosis.studies,
      descriptors: result.lists,
      mode: result.mode,
      joint: diagnosis.probability,
      diagnosis,
      failures: read.failures,
      truncated: result.truncated,
      probability: finding => {
        const column = placeOf(finding, findings, 'finding');
        return diagnosis.studies.reduce((all, _, row) => {
          all[row] = diagnosis.probability[row * findings.length + column]!;
          return all;
        }, new Float64Array(diagnosis.studies.length));
      },
      contradictions: study => {
        if (study !== undefined) placeOf(study, diagnosis.studies, 'image or study');
        const all = result.contradictions({ descriptors: true });
        return study === undefined ? all : all.filter(each => each.study === study);
      },
      toTable: () => diagnosisRows(result),
      latest: () => (!sheet || sheet.latest() === result ? value : valueOf(sheet.latest())),
      [displaySymbol]: () => (sheet ??= sheetOf(result))[displaySymbol](),
    };
    return value;
  };
  const first = await scorer.score(lists, mode, signal);
  return valueOf(first, sheetOf(first));
}

function requireMode(mode: string): asserts mode is DiagnosisMode {
  if (mode !== 'contrastive' && mode !== 'basic')
    throw failure('option-invalid', { option: 'mode', value: mode, expected: '"contrastive" or "basic"' });
}

function placeOf(name: string, names: readonly string[], what: string): number {
  const at = names.indexOf(name);
  if (at >= 0) return at;
  throw failure('diagnosis-words', {
    problem: `There is no ${what} "${name}".`,
    remedy: `There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' …' : ''}.`,
  });
}

import { failure } from '../../protocol/failures/index.ts';
import { cosines, requireCount } from '../cosines.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';

export interface FindingGridOptions {
  readonly findings: readonly string[];
  /** Of every finding, or by finding; none unless given. */
  readonly locations?: readonly string[] | Readonly<Record<string, readonly string[]>>;
  /** From mild to severe, of every finding or by finding; none unless given. */
  readonly severities?: readonly string[] | Readonly<Record<string, readonly string[]>>;
  /** `{severity}`, `{finding}`, `{location}` are filled in; default `{severity} {finding} in the {location}`, without what is not given. */
  readonly template?: string;
  /** Default `no {finding} in the {location}`. */
  readonly absent?: string;
}

/** A place where a finding may be, and how it may be there. */
export interface FindingCell {
  readonly finding: string;
  readonly location: string | undefined;
  readonly severities: readonly (string | undefined)[];
  /** Index of the text that says that it is not there; those of the severities follow. */
  readonly start: number;
}

export interface FindingGrid {
  readonly cells: readonly FindingCell[];
  /** To be encoded in this order. */
  readonly texts: readonly string[];
}

/** What the grid says of one image. */
export interface StructuredReport {
  /** Findings with a place that is more likely than not, in the order of the grid. */
  readonly present: readonly {
    readonly finding: string;
    readonly location: string | undefined;
    /** The likeliest. */
    readonly severity: string | undefined;
    /** That it is there at any severity. */
    readonly probability: number;
    readonly sentence: string;
  }[];
  /** `[cells]`, probability that each is there. */
  readonly probability: Float64Array;
  readonly report: string;
}

/**
 * Prompts for every finding at every location and severity, and for its absence there (after FlexR, Keicher et al. 2022).
 * @throws Failure `values-empty` without findings.
 */
export function findingGrid({
  findings,
  locations = [],
  severities = [],
  template = '{severity} {finding} in the {location}',
  absent = 'no {finding} in the {location}',
}: FindingGridOptions): FindingGrid {
  if (findings.length === 0) throw failure('values-empty', { what: 'the list of findings' });
  const texts: string[] = [];
  const cells = findings.flatMap(finding =>
    orNone(listOf(locations, finding)).map(location => {
      const grades = orNone(listOf(severities, finding));
      const start = texts.length;
      texts.push(filled(absent, { finding, location, severity: undefined }));
      for (const severity of grades) texts.push(filled(template, { finding, location, severity }));
      return { finding, location, severities: grades, start };
    }),
  );
  return { cells, texts };
}

/**
 * Reports from a grid of prompts: for each cell the softmax over its absence and its severities; it is reported if it is there with
 * more than `threshold`. FlexR trains its classifier from these embeddings; this is where it starts.
 * @param texts in the order of `grid.texts`.
 * @param logitScale default 100, CLIP's.
 * @param threshold in [0, 1], default 0.5.
 * @param normal report of an image without any finding.
 * @throws Failure `values-empty`, `values-unequal`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function structuredReports(
  images: Vectors,
  texts: Vectors,
  grid: FindingGrid,
  {
    logitScale = 100,
    threshold = 0.5,
    normal = 'No finding.',
  }: { readonly logitScale?: number; readonly threshold?: number; readonly normal?: string } = {},
): StructuredReport[] {
  requireCount(texts, 'texts', grid.texts.length, 'prompts of the grid');
  if (!(logitScale > 0 && logitScale < Infinity))
    throw failure('option-invalid', {
      option: 'logitScale',
      value: String(logitScale),
      expected: 'a number above 0',
    });
  const cosine = cosines(images, texts, ['images', 'texts']);
  return Array.from({ length: images.count }, (_, image) => {
    const own = cosine.subarray(image * texts.count, (image + 1) * texts.count);
    const judged = grid.cells.map(({ finding, location, severities, start }) => {
      const logits = [...own.subarray(start, start + severities.length + 1)].map(each => logitScale * each);
      const largest = Math.max(...logits);
      const [absent, ...grades] = logits.map(logit => Math.exp(logit - largest));
      const sum = grades.reduce((total, grade) => total + grade, 0);
      const best = grades.indexOf(Math.max(...grades));
      const sentence = `${grid.texts[start + 1 + best]!}.`;
      return {
        finding,
        location,
        severity: severities[best],
        probability: sum / (sum + absent!),
        sentence: sentence[0]!.toUpperCase() + sentence.slice(1),
      };
    });
    const present = judged.filter(({ probability }) => probability > threshold);
    return {
      present,
      probability: Float64Array.from(judged, ({ probability }) => probability),
      report: present.length === 0 ? normal : present.map(({ sentence }) => sentence).join(' '),
    };
  });
}

function listOf(
  lists: readonly string[] | Readonly<Record<string, readonly string[]>>,
  finding: string,
): readonly string[] {
  return isList(lists) ? lists : (lists[finding] ?? []);
}

function isList(
  value: readonly string[] | Readonly<Record<string, readonly string[]>>,
): value is readonly string[] {
  return Array.isArray(value);
}

function orNone(list: readonly string[]): readonly (string | undefined)[] {
  return list.length === 0 ? [undefined] : list;
}

/** The template with its words; what has no word goes, with the words that lead to it: `in the {location}`, `{severity} `. */
function filled(
  template: string,
  {
    finding,
    location,
    severity,
  }: { finding: string; location: string | undefined; severity: string | undefined },
): string {
  return template
    .replace(/( in the| at the| of the)? ?\{location\}/, (_, lead: string | undefined) =>
      location === undefined ? '' : `${lead ?? ''} ${location}`,
    )
    .replaceAll('{severity}', severity ?? '')
    .replaceAll('{finding}', finding)
    .replaceAll(/ +/g, ' ')
    .trim();
}

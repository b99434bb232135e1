import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  CardGroup,
  MatrixPart,
  PartsByName,
  SheetData,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { unreadableCaution } from '../encoded-images/encoded-images.ts';
import { shortened, truncatedCaution } from '../encoded-images/text-vectors.ts';
import { estimateColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import type { ConceptAnnotation } from './annotate-concepts.ts';

/** What the sheet shows. */
export interface ConceptPicture {
  readonly annotation: ConceptAnnotation;
  /** `[concepts][images]`, rows, highest score first. */
  readonly ranked: readonly (readonly number[])[];
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly embeddings: ImageEmbeddings;
  /** `[images][concepts]`. */
  readonly labels: readonly (readonly (boolean | undefined)[] | undefined)[];
  readonly examples: number;
  readonly cut: readonly string[];
  readonly edited: boolean;
}

/** A larger matrix cannot be read. */
const [mostRows, mostColumns] = [60, 40];

export function conceptSheet(picture: ConceptPicture): SheetData {
  const { annotation, embeddings, cut, edited } = picture;
  const { concepts, terms } = annotation;
  return {
    title: 'Concepts in images',
    summary: summaryOf(picture),
    cautions: [...worseThanChance(annotation), ...unreadableCaution(embeddings), ...truncatedCaution(cut)],
    parts: [
      conceptTable(picture),
      {
        kind: 'texts',
        id: 'terms',
        title: 'Terms of each concept',
        note: 'The score of a concept is the mean over its terms and the templates. Only new terms are encoded.',
        groups: concepts.map(concept => ({ label: concept, texts: terms[concept]! })),
        extensible: true,
      },
      examplesPart(picture),
      matrixPart(picture),
    ],
    edited,
  };
}

function summaryOf({ annotation: { concepts, auroc, images } }: ConceptPicture): string {
  const known = auroc.flatMap(each => (each ? [each.value] : []));
  const sizes = `${counted(concepts.length, 'concept')} in ${counted(images.length, 'image')}`;
  if (known.length === 0) return `${sizes}; no truth is known, so nothing is said of right and wrong.`;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return `${sizes}. Mean AUROC ${mean.toFixed(3)} over the ${counted(known.length, 'concept')} of which truth is known.`;
}

function worseThanChance({ concepts, auroc }: ConceptAnnotation): string[] {
  const reversed = concepts.filter((_, at) => (auroc[at]?.interval.high ?? 1) < 0.5);
  const unclear = concepts.filter((_, at) => {
    const interval = auroc[at]?.interval;
    return interval !== undefined && interval.low <= 0.5 && interval.high >= 0.5;
  });
  return [
    ...(reversed.length === 0
      ? []
      : [
          `Images without it score higher than images with it: ${reversed.join(', ')}. Try other terms; do not turn the score round.`,
        ]),
    ...(unclear.length === 0 ? [] : [`Not told from chance by these images: ${unclear.join(', ')}.`]),
  ];
}

function conceptTable({ annotation }: ConceptPicture): TablePart {
  const rows = annotation.toTable();
  const judged = annotation.auroc.some(each => each !== undefined);
  return {
    kind: 'table',
    id: 'concepts',
    title: 'Concepts',
    note: `Score: softmax of a sentence with the concept against the same without it; 0.5 says that naming it changes nothing. Compare images within one concept: a score is no probability, and concepts lie at different heights.${judged ? ' AUROC: how often an image with the concept scores higher than one without.' : ''}`,
    columns: [
      textColumn(
        'concept',
        rows.map(({ concept }) => concept),
      ),
      textColumn(
        'terms',
        rows.map(({ terms }) => shortened(terms, 90)),
      ),
      numberColumn(
        'mean score',
        rows.map(({ mean }) => mean),
        { bar: [0, 1] },
      ),
      ...(judged
        ? [
            estimateColumn(
              'AUROC',
              annotation.auroc.map(each => each && { value: each.value, ...each.interval }),
            ),
            numberColumn(
              'images with it',
              rows.map(({ positives }) => positives),
              { digits: 0 },
            ),
          ]
        : []),
      textColumn(
        'highest',
        rows.map(({ highest }) => highest),
      ),
      textColumn(
        'lowest',
        rows.map(({ lowest }) => lowest),
      ),
    ],
    total: rows.length,
  };
}

/** The ends of each concept; a concept is marked right where truth is known. */
function examplesPart({
  annotation,
  ranked,
  thumbnails,
  embeddings,
  labels,
  examples,
}: ConceptPicture): PartsByName {
  const { concepts, score, auroc } = annotation;
  const { ids } = embeddings;
  return {
    kind: 'by-name',
    id: 'examples',
    title: 'Images at the ends of each concept',
    note: '✓ and ✗ say whether the known truth agrees with the end at which an image stands.',
    what: 'concept',
    choices: concepts.map((concept, at) => {
      const groupOf = (title: string, rows: readonly number[], wanted: boolean): CardGroup => ({
        title,
        cards: rows.map(row => {
          const there = labels[row]?.[at];
          const value = score[row * concepts.length + at]!;
          return {
            title: ids[row]!,
            thumbnail: thumbnails.get(row),
            ...(there !== undefined && { mark: there === wanted ? ('good' as const) : ('bad' as const) }),
            item: { kind: 'image', name: ids[row]! },
            lines: [
              { text: 'score', share: value, value: value.toFixed(3) },
              ...(there === undefined ? [] : [{ text: there ? `has ${concept}` : `no ${concept}` }]),
            ],
          };
        }),
      });
      const order = ranked[at]!;
      const top = order.slice(0, examples);
      const bottom = order.slice(top.length).slice(-examples).reverse();
      return {
        name: auroc[at] ? `${concept} · AUROC ${auroc[at].value.toFixed(2)}` : concept,
        parts: [
          {
            kind: 'cards',
            id: `ends-of-${at}`,
            title: concept,
            groups: [
              groupOf('Highest scores', top, true),
              ...(bottom.length === 0 ? [] : [groupOf('Lowest scores', bottom, false)]),
            ],
          },
        ],
      };
    }),
  };
}

function matrixPart({ annotation }: ConceptPicture): MatrixPart {
  const { concepts, images, score } = annotation;
  const [rows, columns] = [images.slice(0, mostRows), concepts.slice(0, mostColumns)];
  const left = [
    ...(rows.length < images.length ? [`the first ${rows.length} of ${images.length} images`] : []),
    ...(columns.length < concepts.length
      ? [`the first ${columns.length} of ${concepts.length} concepts`]
      : []),
  ];
  const values = Float32Array.from(
    rows.flatMap((_, row) => columns.map((_, column) => score[row * concepts.length + column]!)),
  );
  return {
    kind: 'matrix',
    id: 'scores',
    title: 'Scores of every image',
    note: `Neutral at 0.5.${left.length === 0 ? '' : ` Drawn: ${left.join(', ')}; \`score\` holds all.`}`,
    rows,
    columns,
    values: packArray(values, [rows.length, columns.length]),
    range: [0, 1],
    colors: 'diverging',
    digits: 2,
    rowItems: rows.map(name => ({ kind: 'image', name })),
  };
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

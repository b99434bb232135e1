import type { CardGroup, SheetData, SheetPart, TablePart } from '../../../webviews/protocol/sheet.ts';
import type { ReadImages } from '../labelled-images/read-images.ts';
import { numberColumn, textColumn } from '../sheet/columns.ts';
import type { RankedImage, ScoredRanking } from './scored-ranking.ts';

/** Texts to edit, the k best images of each as cards, and a row of numbers a text. */
export function rankingSheet(scored: ScoredRanking, read: ReadImages, edited: boolean): SheetData {
  const { texts, k, ranked, scores, accuracy } = scored;
  const parts: SheetPart[] = [
    {
      kind: 'texts',
      id: 'texts',
      title: 'Texts',
      note: 'An edited text is encoded alone.',
      groups: [{ label: 'texts', texts }],
      extensible: true,
    },
    {
      kind: 'cards',
      id: 'best',
      title: `The ${k === 1 ? 'image' : `${k} images`} that fit each text best`,
      note: `By cosine. The bar is the probability of the text ${scores.scoring === 'softmax' ? 'among all texts' : 'by itself'}.`,
      groups: texts.map((text, at) => groupOf(text, ranked[at]!, scored)),
    },
    tableOf(scored),
  ];
  return {
    title: 'Best images',
    summary: [
      `${read.names.length} ${read.names.length === 1 ? 'image' : 'images'}`,
      `${texts.length} ${texts.length === 1 ? 'text' : 'texts'}`,
      scores.scoring,
      ...(accuracy === undefined ? [] : [`accuracy ${accuracy.toFixed(3)}`]),
      ...(read.failures.length > 0 ? [`${read.failures.length} could not be read`] : []),
    ].join(' · '),
    cautions: [
      ...(texts.length === 1 && scores.scoring === 'softmax'
        ? ['With one text a softmax is always 1: look at the cosines, or add a text to compare with.']
        : []),
      ...read.failures
        .slice(0, 3)
        .map(({ id, failure }) => `"${id}" could not be read and is left out: ${failure.message}`),
    ],
    parts,
    edited,
  };
}

function groupOf(
  text: string,
  ranked: readonly RankedImage[],
  { texts, thumbnails }: ScoredRanking,
): CardGroup {
  const hits = hitsOf(ranked, texts);
  return {
    title: text,
    ...(hits && { note: `${hits.right} of ${hits.known} truly it` }),
    item: { kind: 'prompt', text },
    cards: ranked.map(({ image, cosine, probability, truth }) => {
      const known = truth !== undefined && texts.includes(truth);
      const mark = truth === text ? ('good' as const) : ('bad' as const);
      const thumbnail = thumbnails.get(image);
      return {
        title: image,
        ...(thumbnail !== undefined && { thumbnail }),
        ...(known && { mark }),
        item: { kind: 'image' as const, name: image },
        lines: [
          { text: 'probability', share: probability, value: probability.toFixed(3) },
          { text: 'cosine', value: cosine.toFixed(3) },
          ...(truth !== undefined && truth !== text ? [{ text: `truly ${truth}` }] : []),
        ],
      };
    }),
  };
}

function tableOf({ texts, ranked, scores }: ScoredRanking): TablePart {
  const hits = ranked.map(own => hitsOf(own, texts));
  return {
    kind: 'table',
    id: 'texts-table',
    title: 'By text',
    columns: [
      textColumn('text', texts),
      numberColumn(
        'best for',
        texts.map((_, at) => scores.best.reduce((sum, best) => sum + Number(best === at), 0)),
        { digits: 0 },
      ),
      numberColumn(
        'largest cosine',
        ranked.map(([first]) => first?.cosine),
      ),
      ...(hits.some(each => each !== undefined)
        ? [
            numberColumn(
              `truly it, of ${ranked[0]!.length}`,
              hits.map(each => each?.right),
              { digits: 0 },
            ),
          ]
        : []),
    ],
    total: texts.length,
    items: texts.map(text => ({ kind: 'prompt' as const, text })),
  };
}

/** Among ranked images whose truth is one of the texts; undefined if there are none. */
function hitsOf(
  ranked: readonly RankedImage[],
  texts: readonly string[],
): { right: number; known: number } | undefined {
  const known = ranked.filter(({ truth }) => truth !== undefined && texts.includes(truth));
  if (known.length === 0) return undefined;
  return { right: known.filter(({ text, truth }) => text === truth).length, known: known.length };
}

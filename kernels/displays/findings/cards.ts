import type { CardLine, CardsPart, SheetCard } from '../../../webviews/protocol/sheet.ts';
import { mostDrawn, type FindingsPicture } from './picture.ts';
import type { ScoredFindings } from './scored-findings.ts';

/** Lines of a card that is still read. */
const mostLines = 6;

/** A card for each of the first images: what is called, and what is missed; those with mistakes first. */
export function findingCards(scored: ScoredFindings, picture: FindingsPicture): CardsPart {
  const cards = picture.names.slice(0, mostDrawn).map((_, row) => cardOf(scored, picture, row));
  const known = cards.some(({ mark }) => mark !== undefined);
  const groups = known
    ? [
        { title: 'With a mistake', cards: cards.filter(({ mark }) => mark === 'bad') },
        { title: 'All right', cards: cards.filter(({ mark }) => mark === 'good') },
        { title: 'Truth not known', cards: cards.filter(({ mark }) => mark === undefined) },
      ].filter(group => group.cards.length > 0)
    : [{ title: 'Images', cards }];
  return {
    kind: 'cards',
    id: 'images',
    title: 'What is called in each image',
    note:
      'With its probability, the likeliest first; what is truly there and not called is listed as missed.' +
      (picture.names.length > cards.length
        ? ` The first ${cards.length} of ${picture.names.length} images are drawn.`
        : ''),
    groups: groups.map(group => ({ ...group, note: `${group.cards.length}` })),
  };
}

function cardOf(
  { probability, called }: ScoredFindings,
  { findings, names, labels, read, keptApart }: FindingsPicture,
  row: number,
): SheetCard {
  const name = names[row]!;
  const entries = findings
    .map((finding, column) => {
      const at = row * findings.length + column;
      return { finding, value: probability[at]!, called: called[at] === 1, truth: labels[at] };
    })
    .sort((one, other) => other.value - one.value);
  const listed = entries.filter(each => each.called || each.truth === true);
  const lines = listed.slice(0, mostLines).map(lineOf);
  const known = entries.filter(({ truth }) => truth !== undefined);
  const thumbnail = read.thumbnails[row];
  return {
    title: keptApart.has(name) ? `${name} (kept apart)` : name,
    ...(thumbnail !== undefined && { thumbnail }),
    ...(known.length > 0 && {
      mark: known.every(each => each.called === each.truth) ? ('good' as const) : ('bad' as const),
    }),
    item: { kind: 'image', name },
    lines: [
      ...(lines.length > 0 ? lines : [{ text: 'nothing is called' }]),
      ...(listed.length > lines.length ? [{ text: `and ${listed.length - lines.length} more` }] : []),
    ],
  };
}

function lineOf({
  finding,
  value,
  called,
  truth,
}: {
  readonly finding: string;
  readonly value: number;
  readonly called: boolean;
  readonly truth: boolean | undefined;
}): CardLine {
  return {
    text: called ? finding : `${finding}: missed`,
    share: value,
    value: value.toFixed(3),
    ...(truth !== undefined && { mark: called === truth ? ('good' as const) : ('bad' as const) }),
  };
}

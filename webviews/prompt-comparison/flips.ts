import type { ComparedImage, PromptComparisonData } from '../protocol/prompt-comparison.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { moveFocusWithArrows } from '../runtime/roving-focus.ts';
import { estimateBar } from './estimate-bar.ts';
import { counted, differenceBetween, type Scores } from './scores.ts';

/** More thumbnails side by side are not looked at. */
const mostFlips = 60;

export interface FlipView {
  readonly element: HTMLElement;
  show(scores: Scores, left: number, right: number): void;
}

/** How two variants differ, and the images of which they say different things; `find` leads to one. */
export function flipView(
  data: PromptComparisonData,
  choose: Choosing,
  find: (image: number) => void,
): FlipView {
  const known = data.known > 0;
  const auroc = estimateBar('AUROC, difference', { low: -1, high: 1, signed: true });
  const accuracy = estimateBar('accuracy, difference', { low: -1, high: 1, signed: true });
  const sentence = element('p', { 'aria-live': 'polite' });
  const list = element('ul', { class: 'flips', 'aria-label': 'Images that flip' });
  const cards = new Map<number, FlipCard>();
  const view = element(
    'div',
    {},
    ...(known ? [element('div', { class: 'measures wide' }, auroc.element, accuracy.element)] : []),
    sentence,
    list,
  );
  return {
    element: view,
    show: (scores, left, right) => {
      const difference = differenceBetween(scores.differences, left, right);
      auroc.show(difference?.auroc);
      accuracy.show(difference?.accuracy);
      const flipped = data.images
        .map((_, image) => flipOf(data, scores, { image, left, right }))
        .filter(each => each !== undefined)
        .sort((one, other) => one.rank - other.rank);
      sentence.textContent = sentenceOf(difference, { data, drawn: flipped.length, same: left === right });
      list.replaceChildren(
        ...flipped.slice(0, mostFlips).map(flip => {
          // Pictures are decoded once.
          const card = cards.get(flip.image) ?? flipCard(data.images[flip.image]!, () => find(flip.image));
          cards.set(flip.image, card);
          card.show(flip);
          return choose.mark(card.element, { kind: 'image', name: data.images[flip.image]!.name });
        }),
      );
      list.hidden = flipped.length === 0;
      moveFocusWithArrows(list);
    },
  };
}

interface FlipCard {
  readonly element: HTMLElement;
  show(flip: Flip): void;
}

function flipCard({ name, thumbnail }: ComparedImage, find: () => void): FlipCard {
  const words = element('span', { class: 'words' });
  const verdict = element('span', { class: 'verdict' });
  const button = element(
    'button',
    { type: 'button' },
    ...(thumbnail ? [element('img', { src: thumbnail, alt: '', decoding: 'async' })] : []),
    words,
    verdict,
  );
  button.addEventListener('click', find);
  return {
    element: button,
    show: flip => {
      words.textContent = flip.words;
      verdict.textContent = flip.verdict;
      const told = flip.verdict && `, ${flip.verdict}`;
      setAttributes(button, {
        class: `flip ${flip.kind}`,
        tabindex: -1,
        'aria-label': `${name}: ${flip.words}${told}`,
      });
    },
  };
}

interface Flip {
  readonly image: number;
  readonly words: string;
  readonly verdict: string;
  readonly kind: 'gained' | 'lost' | 'other';
  readonly rank: number;
}

function flipOf(
  { images }: PromptComparisonData,
  scores: Scores,
  { image, left, right }: { readonly image: number; readonly left: number; readonly right: number },
): Flip | undefined {
  const [from, to] = [left, right].map(variant => scores.saidOf(variant, image)) as [string[], string[]];
  if (sameSet(from, to)) return undefined;
  const words = `${nameOf(from)} → ${nameOf(to)}`;
  const { truth } = images[image]!;
  if (!truth) return { image, words, verdict: '', kind: 'other', rank: 3 };
  if (sameSet(from, truth)) return { image, words, verdict: 'right → wrong', kind: 'lost', rank: 0 };
  if (sameSet(to, truth)) return { image, words, verdict: 'wrong → right', kind: 'gained', rank: 1 };
  return { image, words, verdict: `wrong → wrong, true is ${nameOf(truth)}`, kind: 'other', rank: 2 };
}

function sentenceOf(
  difference: ReturnType<typeof differenceBetween>,
  {
    data,
    drawn,
    same,
  }: { readonly data: PromptComparisonData; readonly drawn: number; readonly same: boolean },
): string {
  if (same || !difference) return 'Choose two different variants to compare them.';
  const { flips, mcNemar } = difference;
  const parts = [
    flips === 0
      ? `They say the same of all ${counted(data.total, 'image')}.`
      : `They say different things of ${counted(flips, 'image')} of ${data.total.toLocaleString('en')}.`,
  ];
  if (mcNemar && mcNemar.onlyLeft + mcNemar.onlyRight > 0)
    parts.push(
      `Only the first is right about ${mcNemar.onlyLeft}, only the second about ${mcNemar.onlyRight}: McNemar p = ${mcNemar.pValue < 0.001 ? '< 0.001' : mcNemar.pValue.toFixed(3)}.`.replace(
        '= <',
        '<',
      ),
    );
  const listed = Math.min(drawn, mostFlips);
  if (listed < flips)
    parts.push(`${counted(listed, 'image')} of them shown; \`flips()\` in a cell gives all.`);
  return parts.join(' ');
}

function nameOf(labels: readonly string[]): string {
  return labels.length === 0 ? 'none' : labels.join(' + ');
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every(each => right.includes(each));
}

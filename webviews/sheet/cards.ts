import type { CardGroup, CardLine, CardsPart, SheetCard } from '../protocol/sheet.ts';
import { shareOf } from '../protocol/sheet-words.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { itemList, type ItemList } from './item-list.ts';
import { signOf } from './marks.ts';
import type { PartView, SheetContext } from './part-view.ts';
import { inSteps } from './steps.ts';

/** Cards of a group, and groups, that are drawn at once. */
const [mostCards, mostGroups] = [60, 30];

/** Groups of cards with a picture, a mark and lines. */
export function cardsView({ choosing }: SheetContext): PartView<CardsPart> {
  const groups = element('div', { class: 'card-groups' });
  const steps = inSteps(mostGroups, groups, { noun: 'groups' });
  let before = '';
  return {
    element: element('div', {}, groups, steps.more),
    show: part => {
      const titles = part.groups.map(({ title }) => title).join('\n');
      steps.show(part.groups.length, at => groupOf(part.groups[at]!, at, choosing), titles === before);
      before = titles;
      if (part.groups.length === 0)
        groups.replaceChildren(element('p', { class: 'quiet' }, 'There are no cards.'));
    },
  };
}

function groupOf({ title, note, item, cards }: CardGroup, group: number, choosing: Choosing): HTMLElement {
  const list = itemList(
    cards.map(card => card.item),
    { label: title, choosing, style: 'cards' },
  );
  const steps = inSteps(mostCards, list.element, { noun: 'cards' });
  steps.show(cards.length, at => cardOf(cards[at]!, `card ${group} ${at}`, list), false);
  list.ready();
  const head = element('div', { class: 'card-head' }, element('h5', { title }, title));
  if (item) head.append(choosing.box(item));
  return element(
    'section',
    { class: 'card-group', 'aria-label': title },
    ...(title === '' ? [] : [head]),
    ...(note ? [element('p', { class: 'quiet' }, note)] : []),
    cards.length === 0 ? element('p', { class: 'quiet' }, 'Nothing here.') : list.element,
    steps.more,
  );
}

function cardOf(
  { title, thumbnail, mark, lines, item }: SheetCard,
  key: string,
  list: ItemList,
): HTMLElement {
  return list.entry(
    { item, key, style: `card${mark ? ` ${mark}` : ''}` },
    ...(thumbnail ? [element('img', { src: thumbnail, alt: '', decoding: 'async' })] : []),
    element(
      'div',
      { class: 'about' },
      element('p', { class: 'name', title }, ...signOf(mark), title),
      ...lines.map(lineOf),
    ),
  );
}

function lineOf({ text, share, value, mark }: CardLine): HTMLElement {
  const fill = element('span', { class: 'share', 'aria-hidden': 'true' });
  fill.style.width = `${shareOf(share ?? Number.NaN, [0, 1]) * 100}%`;
  return element(
    'p',
    {
      class: `line${mark ? ` ${mark}` : ''}${share === undefined ? '' : ' shared'}`,
      title: value === undefined ? text : `${text}: ${value}`,
    },
    element(
      'span',
      { class: 'words' },
      ...(share === undefined ? [] : [fill]),
      element('span', {}, ...signOf(mark), text),
    ),
    ...(value === undefined ? [] : [element('span', { class: 'figure' }, value)]),
  );
}

export const cardsStyle = `
.card-groups { display: grid; gap: 16px; }
.card-head { display: flex; align-items: center; gap: 4px; min-height: 24px; }
.card-group h5 { margin: 0; font-size: 1em; font-weight: 600; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
.card-group > .quiet { margin-bottom: 4px; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(210px, 100%), 1fr)); gap: 10px; margin-top: 4px; align-items: start; }
.card { display: flex; gap: 10px; padding: 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); min-width: 0; }
.card.good { border-left: 3px solid var(--good); }
.card.bad { border-left: 3px double var(--bad); border-left-width: 4px; }
.card.caution { border-left: 3px dashed var(--caution); }
.card img { width: 64px; height: 64px; flex: none; object-fit: contain; background: #000; border-radius: 4px; }
.about { flex: 1; min-width: 0; }
.card .name { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; margin-bottom: 2px; }
.line { display: flex; gap: 8px; padding: 1px 0; align-items: baseline; }
.line .words { position: relative; flex: 1; min-width: 0; line-height: 1.3; }
.line .words > :last-child { position: relative; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; }
.line.shared { padding: 0; margin-top: 3px; }
.line.shared .words { padding: 1px 6px; border-radius: 3px; background: var(--faint); overflow: hidden; }
.line.shared .words > :last-child { -webkit-line-clamp: 1; }
.share { position: absolute; inset: 0 auto 0 0; background: var(--share); border-right: 2px solid var(--accent); }
.line.good .share { background: color-mix(in srgb, var(--good) 30%, transparent); border-color: var(--good); }
.line.bad .share { background: color-mix(in srgb, var(--bad) 30%, transparent); border-color: var(--bad); }
`;

import type { SheetPart } from '../protocol/sheet.ts';
import { element } from '../runtime/elements.ts';
import { barsView } from './bars.ts';
import { partsByNameView } from './by-name.ts';
import { cardsView } from './cards.ts';
import { choiceView } from './choice.ts';
import { curvesView } from './curves.ts';
import { matrixView } from './matrix.ts';
import type { PartList, PartView, SheetContext } from './part-view.ts';
import { tableView } from './table.ts';
import { textsView } from './texts.ts';

type Kind = SheetPart['kind'];

const views: {
  readonly [Each in Kind]: (context: SheetContext) => PartView<Extract<SheetPart, { kind: Each }>>;
} = {
  table: tableView,
  bars: barsView,
  curves: curvesView,
  matrix: matrixView,
  cards: cardsView,
  'by-name': partsByNameView,
  texts: textsView,
  choice: choiceView,
};

interface Framed {
  readonly element: HTMLElement;
  readonly kind: Kind;
  readonly id: string;
  show(part: SheetPart): void;
}

/** A list whose parts keep their views while their ids stay; within one place also a part of the same kind follows another. */
export function partList(context: SheetContext): PartList {
  const place = element('div', { class: 'parts' });
  let shown: readonly Framed[] = [];
  return {
    element: place,
    show: parts => {
      const left = new Set(shown);
      const taken = parts.map((part, at) => {
        const sameId = shown.find(each => left.has(each) && each.id === part.id && each.kind === part.kind);
        const samePlace = shown[at];
        const follows =
          samePlace !== undefined &&
          left.has(samePlace) &&
          samePlace.kind === part.kind &&
          part.kind !== 'texts' &&
          parts.every(({ id }) => id !== samePlace.id);
        const known = sameId ?? (follows ? samePlace : undefined);
        if (known) left.delete(known);
        return known;
      });
      shown = parts.map((part, at) => {
        const frame = { ...(taken[at] ?? framed(part.kind, context)), id: part.id };
        frame.show(part);
        return frame;
      });
      const wanted = shown.map(({ element: each }) => each);
      // Moving a node takes the focus from it.
      if (wanted.length !== place.children.length || wanted.some((each, at) => place.children[at] !== each))
        place.replaceChildren(...wanted);
    },
  };
}

function framed(kind: Kind, context: SheetContext): Framed {
  const view = views[kind](context) as PartView;
  const title = element('h4');
  const note = element('p', { class: 'quiet note' });
  const section = element('section', { class: `part kind-${kind}` }, title, note, view.element);
  let before = '';
  return {
    element: section,
    kind,
    id: '',
    show: part => {
      const now = JSON.stringify(part);
      if (now === before) return;
      before = now;
      section.dataset['part'] = part.id;
      section.setAttribute('aria-label', part.title || kind);
      title.textContent = part.title;
      title.hidden = part.title === '';
      note.textContent = part.note ?? '';
      note.hidden = !part.note;
      view.show(part);
    },
  };
}

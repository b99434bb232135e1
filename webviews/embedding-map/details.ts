import type { EmbeddingMapAsk, MapPointDetails } from '../protocol/embedding-map.ts';
import { element } from '../runtime/elements.ts';
import { moveFocusWithArrows } from '../runtime/roving-focus.ts';
import type { NamedNeighbors } from './others.ts';
import { briefName, type NeighborsOf, type Store } from './state.ts';

/** The reader's point: picture, text, group, how far its place can be believed, and its nearest neighbours in the full space. */
export function detailsOf(
  store: Store,
  compared: readonly NamedNeighbors[],
  trustOf: (point: number) => number | undefined,
  reveal: (point: number) => void,
  ask: ((message: EmbeddingMapAsk) => Promise<unknown>) | undefined,
): HTMLElement {
  const place = element('aside', { class: 'details', 'aria-label': 'Point and its nearest neighbours' });
  const asked = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    const { pinned, focus } = store.get();
    const point = pinned ?? focus;
    if (point === undefined) {
      const what = store.points.groupNames.length > 1 ? ', its group' : '';
      place.replaceChildren(
        element(
          'p',
          { class: 'quiet' },
          `Point at a mark, or use the arrow keys: its text${what} and its nearest neighbours before the layout show here. Click or Enter pins.`,
        ),
      );
      return;
    }
    fill(place, { store, compared, point, trust: trustOf(point), reveal });
    learnLater(point);
  };
  /** Asks for what the picture does not hold, when the reader rests on a point. */
  const learnLater = (point: number): void => {
    clearTimeout(timer);
    if (
      !ask ||
      asked.has(point) ||
      (store.points.near && (store.thumbnailOf(point) ?? store.points.pictures === 0))
    )
      return;
    timer = setTimeout(() => {
      asked.add(point);
      ask({ kind: 'details', point }).then(
        answer => {
          const { neighbors, thumbnail } = answer as MapPointDetails;
          store.learn(point, neighbors, thumbnail);
          const { pinned, focus } = store.get();
          if ((pinned ?? focus) === point)
            store.set({ matches: store.get().matches && new Set(store.get().matches) });
          draw();
        },
        () => asked.delete(point),
      );
    }, 120);
  };
  store.onChange(changed => {
    if (changed.has('focus') || changed.has('pinned')) draw();
  });
  draw();
  return place;
}

interface Shown {
  readonly store: Store;
  readonly compared: readonly NamedNeighbors[];
  readonly point: number;
  readonly trust: number | undefined;
  readonly reveal: (point: number) => void;
}

function fill(place: HTMLElement, shown: Shown): void {
  const { store, compared, point, trust } = shown;
  const { points } = store;
  const thumbnail = store.thumbnailOf(point);
  const group = points.groupNames[points.groupOf[point]!]!;
  const facts = [
    group,
    ...(trust === undefined || compared.length > 0 ? [] : [`trust ${trust.toFixed(2)}`]),
  ].filter(Boolean);
  const name = points.names[point]!;
  place.replaceChildren(
    element(
      'div',
      { class: 'point' },
      ...(thumbnail ? [element('img', { src: thumbnail, alt: '' })] : []),
      element(
        'div',
        {},
        element('h4', { title: name.slice(0, 2_000) }, briefName(name, 120)),
        ...(facts.length > 0 ? [element('p', { class: 'quiet' }, facts.join(' · '))] : []),
      ),
    ),
    ...(compared.length > 0 ? comparedLists(shown) : ownList(shown)),
  );
}

function ownList(shown: Shown): HTMLElement[] {
  const near = shown.store.neighborsOf(shown.point);
  return near.length > 0
    ? [element('p', { class: 'quiet' }, 'Nearest by cosine, before the layout:'), nearList(shown, near)]
    : [
        element(
          'p',
          { class: 'quiet' },
          'Its neighbours are not kept in a picture of so many points: the kernel tells them while it runs.',
        ),
      ];
}

/** The neighbours in each embedding; those that all of them have in common are marked. */
function comparedLists(shown: Shown): HTMLElement[] {
  const lists = shown.compared.map(({ name, neighborsOf }) => ({ name, near: neighborsOf(shown.point) }));
  const common = new Set(
    lists[0]!.near
      .map(({ point }) => point)
      .filter(point => lists.every(({ near }) => near.some(each => each.point === point))),
  );
  return [
    element(
      'p',
      { class: 'quiet' },
      `Nearest by cosine, before the layout. In common (=): ${common.size} of ${lists[0]!.near.length}.`,
    ),
    ...lists.flatMap(({ name, near }) => [
      element('h5', { title: name.slice(0, 500) }, briefName(name, 40)),
      nearList(shown, near, { of: name, common }),
    ]),
  ];
}

function nearList(
  { store, point, reveal }: Shown,
  near: ReturnType<NeighborsOf>,
  compared?: { readonly of: string; readonly common: ReadonlySet<number> },
): HTMLElement {
  const { points } = store;
  const where = compared === undefined ? '' : ` in ${briefName(compared.of, 40)}`;
  const list = element(
    'ol',
    { class: 'near', 'aria-label': `Nearest neighbours of ${briefName(points.names[point]!)}${where}` },
    ...near.map(({ point: other, cosine }) => {
      const own = points.groupOf[other] === points.groupOf[point];
      const fill = element('span', { class: 'fill' });
      fill.style.width = `${Math.max(0, cosine) * 100}%`;
      const sign = compared?.common.has(other) ? '= ' : '';
      const item = element(
        'li',
        { tabindex: -1, title: points.names[other]!.slice(0, 500), class: own ? 'own' : '' },
        element('span', { class: 'name' }, sign + briefName(points.names[other]!)),
        element('span', { class: 'cosine' }, cosine.toFixed(3)),
        element('span', { class: 'track', 'aria-hidden': 'true' }, fill),
      );
      const pin = (): void => {
        store.set({ pinned: other });
        reveal(other);
      };
      item.addEventListener('click', pin);
      item.addEventListener('keydown', event => {
        if (event.key === 'Enter') pin();
      });
      return item;
    }),
  );
  moveFocusWithArrows(list);
  return list;
}

/** What a screen reader hears of a point. */
export function sentenceOf(store: Store, point: number, trust: number | undefined): string {
  const { points } = store;
  const { pinned, selected } = store.get();
  const group = points.groupNames[points.groupOf[point]!]!;
  const near = store
    .neighborsOf(point)
    .slice(0, 3)
    .map(({ point: other, cosine }) => `${briefName(points.names[other]!)} ${cosine.toFixed(2)}`);
  return [
    briefName(points.names[point]!, 200),
    ...(group === '' ? [] : [group]),
    `${point + 1} of ${points.count}`,
    ...(pinned === point ? ['pinned'] : []),
    ...(selected.has(point) ? ['selected'] : []),
    ...(trust === undefined ? [] : [`trust ${trust.toFixed(2)}`]),
    ...(near.length > 0 ? [`nearest: ${near.join(', ')}`] : []),
  ].join(', ');
}

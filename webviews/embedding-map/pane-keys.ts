import type { PaneHandle } from './pane.ts';
import { nextInDirection } from './picking.ts';
import { toData, zoomedAt } from './viewport.ts';

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What a screen reader says of the keys. */
export const keyHelp =
  'Arrow keys go to the nearest point in that direction, Page Up and Page Down through all points in order. Enter pins a point and shows its nearest neighbours, Space selects it, Escape takes back. Plus and minus zoom, 0 shows all.';

/** The map by keyboard alone. */
export function listenToKeys(pane: PaneHandle): void {
  const { element, store, signal } = pane;
  const go = (point: number | undefined): void => {
    if (point === undefined) return;
    store.set({ focus: point });
    pane.reveal(point);
    pane.say(point);
  };
  const zoom = (factor: number): void => {
    const { width, height } = pane.size();
    pane.look(zoomedAt(pane.view(), factor, width / 2, height / 2, pane.fitted()));
  };
  const step = (by: number): void => {
    const { count } = store.points;
    let point = store.get().focus ?? store.get().pinned ?? (by > 0 ? -1 : count);
    do point += by;
    while (point >= 0 && point < count && !store.visible(point));
    if (point >= 0 && point < count) go(point);
  };
  const arrow = (direction: readonly [number, number]): void => {
    const { width, height } = pane.size();
    const center = toData(pane.view(), width / 2, height / 2);
    const from = store.get().focus ?? store.get().pinned;
    go(nextInDirection(pane.positions(), from, center, direction, store.visible));
  };
  const keys: Readonly<Record<string, () => void>> = {
    ...Object.fromEntries(
      Object.entries(directions).map(([key, direction]) => [key, () => arrow(direction)]),
    ),
    PageDown: () => step(1),
    PageUp: () => step(-1),
    Home: () => {
      store.set({ focus: undefined, pinned: undefined });
      step(1);
    },
    End: () => {
      store.set({ focus: undefined, pinned: undefined });
      step(-1);
    },
    Enter: () => {
      const { focus, pinned } = store.get();
      store.set({ pinned: focus === pinned ? undefined : focus });
      if (focus !== undefined) pane.say(focus);
    },
    ' ': () => {
      const { focus, selected } = store.get();
      if (focus === undefined) return;
      pane.choose(selected.has(focus) ? [...selected].filter(each => each !== focus) : [...selected, focus]);
    },
    Escape: () => {
      const { pinned, selected, focus } = store.get();
      if (pinned !== undefined) store.set({ pinned: undefined });
      else if (selected.size > 0) pane.choose([]);
      else if (focus !== undefined) store.set({ focus: undefined });
    },
    '+': () => zoom(1.4),
    '=': () => zoom(1.4),
    '-': () => zoom(1 / 1.4),
    '0': () => pane.look('all'),
  };
  element.addEventListener(
    'keydown',
    event => {
      const press = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
      if (!press) return;
      event.preventDefault();
      // The notebook moves between cells on arrows and leaves them on Escape.
      event.stopPropagation();
      press();
    },
    { signal },
  );
}

import type { PaneHandle } from './pane.ts';
import { inside, rectangle } from './picking.ts';
import { movedBy, toData, zoomedAt } from './viewport.ts';

type Place = readonly [number, number];

/** Pixels around the pointer in which a point counts as meant, and that a hand moves while it clicks. */
const near = 14;
const steady = 4;

/** Hover, click, drag, lasso, rectangle, wheel and double click. */
export function listenToPointer(pane: PaneHandle): void {
  const { element, store, signal } = pane;
  let drag:
    | { start: Place; last: Place; path: Place[]; kind: 'move' | 'lasso' | 'rectangle'; moved: boolean }
    | undefined;

  const at = (event: MouseEvent): Place => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left - element.clientLeft, event.clientY - box.top - element.clientTop];
  };
  const under = ([x, y]: Place): number | undefined => {
    const view = pane.view();
    const [dataX, dataY] = toData(view, x, y);
    return pane.grid().nearest(dataX, dataY, near / view.scale, store.visible);
  };
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ): void => element.addEventListener(name, listener, { signal, passive: false });

  on('pointerdown', event => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const { tool } = store.get();
    const kind = event.shiftKey && tool === 'move' ? 'lasso' : tool;
    drag = { start: at(event), last: at(event), path: [at(event)], kind, moved: false };
  });
  on('pointermove', event => {
    const place = at(event);
    if (!drag) {
      const point = under(place);
      element.classList.toggle('over-point', point !== undefined);
      store.set({ focus: point });
      return;
    }
    drag.moved ||= Math.hypot(place[0] - drag.start[0], place[1] - drag.start[1]) > steady;
    if (drag.kind === 'move') {
      if (drag.moved) pane.look(movedBy(pane.view(), place[0] - drag.last[0], place[1] - drag.last[1]));
    } else {
      if (drag.kind === 'lasso') drag.path.push(place);
      else drag.path = [...rectangle(drag.start, place)];
      pane.outline(drag.path);
    }
    drag.last = place;
  });
  on('pointerup', event => {
    if (!drag) return;
    const { kind, path, moved } = drag;
    drag = undefined;
    pane.outline([]);
    if (!moved) click(at(event), event.shiftKey);
    else if (kind !== 'move') {
      const view = pane.view();
      const found = inside(
        pane.positions(),
        path.map(([x, y]) => toData(view, x, y)),
        store.visible,
      );
      pane.choose(
        event.shiftKey && store.get().tool !== 'move' ? [...store.get().selected, ...found] : found,
      );
    }
  });
  on('pointercancel', () => {
    drag = undefined;
    pane.outline([]);
  });
  on('pointerleave', () => {
    if (!drag && !element.matches(':focus')) store.set({ focus: undefined });
  });
  on('dblclick', () => pane.look('all'));
  on('wheel', event => {
    // Without Ctrl the wheel scrolls the notebook, unless the reader works in the map.
    if (!event.ctrlKey && !event.metaKey && !element.matches(':focus')) return;
    event.preventDefault();
    event.stopPropagation();
    pane.look(zoomedAt(pane.view(), Math.exp(-Math.sign(event.deltaY) * 0.2), ...at(event), pane.fitted()));
  });

  function click(place: Place, add: boolean): void {
    const point = under(place);
    if (point === undefined) {
      store.set({ pinned: undefined });
      return;
    }
    if (add) {
      const { selected } = store.get();
      pane.choose(selected.has(point) ? [...selected].filter(each => each !== point) : [...selected, point]);
    } else store.set({ pinned: store.get().pinned === point ? undefined : point });
  }
}

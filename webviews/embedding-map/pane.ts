import { element } from '../runtime/elements.ts';
import { gridOf, type Grid } from './grid.ts';
import type { Look } from './look.ts';
import { drawOverlay } from './overlay.ts';
import type { Painter } from './painter.ts';
import { listenToKeys } from './pane-keys.ts';
import { listenToPointer } from './pane-pointer.ts';
import { radiusFor, sceneOf } from './scene.ts';
import type { MapState, NeighborsOf, Store } from './state.ts';
import { fitting, toScreen, type Size, type Viewport } from './viewport.ts';

/** One drawing of the points: the map, or its one-hot baseline. */
export interface Pane {
  readonly element: HTMLElement;
  /** Moves points. @param trust Each point's trustworthiness, 255 for 1. */
  place(positions: Float32Array, trust: Uint8Array | undefined): void;
  /** Brings a point into sight. */
  reveal(point: number): void;
  zoom(factor: number): void;
  reset(): void;
  redraw(): void;
}

/** What listeners of a pane work with. */
export interface PaneHandle {
  readonly element: HTMLElement;
  readonly store: Store;
  readonly signal: AbortSignal;
  positions(): Float32Array;
  grid(): Grid;
  view(): Viewport;
  size(): Size;
  /** The scale that shows everything. */
  fitted(): number;
  look(view: Viewport | 'all'): void;
  outline(places: readonly (readonly [number, number])[]): void;
  choose(points: Iterable<number>): void;
  reveal(point: number): void;
  say(point: number): void;
}

/** Milliseconds after which a hand is taken to rest. */
const settling = 90;

export interface PaneOptions {
  readonly label: string;
  readonly describedBy: string;
  readonly details: string;
  readonly painter: Painter;
  /** Lines lead to these; those of the store unless given. */
  readonly neighborsOf?: NeighborsOf | undefined;
  readonly look: () => Look;
  readonly choose: (points: Iterable<number>) => void;
  readonly say: (point: number) => void;
  readonly signal: AbortSignal;
}

export function paneOf(store: Store, options: PaneOptions): Pane {
  const { painter, signal } = options;
  const base = element('canvas', { 'aria-hidden': 'true' });
  const over = element('canvas', { 'aria-hidden': 'true', class: 'over' });
  const pane = element(
    'div',
    {
      class: 'pane',
      tabindex: 0,
      role: 'application',
      'aria-roledescription': 'map of points',
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
      'aria-details': options.details,
    },
    base,
    over,
  );
  const baseContext = base.getContext('2d')!;
  const overContext = over.getContext('2d')!;
  let positions: Float32Array = new Float32Array(2 * store.points.count);
  let trust: Uint8Array | undefined;
  let size: Size = { width: 0, height: 0 };
  let view: Viewport = { scale: 1, left: 0, top: 0 };
  let fitted = 1;
  let touched = false;
  let grid: Grid | undefined;
  let scene: ReturnType<typeof sceneOf> | undefined;
  let outline: readonly (readonly [number, number])[] = [];
  let painted = view;
  let changed = true;
  let cost = 0;
  let moved = -Infinity;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let sceneRadius = 0;
  let due: 'nothing' | 'overlay' | 'all' = 'nothing';
  let inSight = true;
  let placed = false;

  const radius = (): number => radiusFor(store.points.count, view.scale / fitted);
  const draw = (): void => {
    const what = due;
    due = 'nothing';
    if (signal.aborted || size.width === 0 || !placed) return;
    const ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    const look = options.look();
    if (what === 'all' && slow() && !changed && performance.now() - moved < settling) shift();
    else if (what === 'all') paint(look, ratio);
    resize(over, size, ratio);
    overContext.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawOverlay(overContext, {
      store,
      neighborsOf: options.neighborsOf ?? store.neighborsOf,
      look,
      positions,
      view,
      size,
      radius: radius(),
      outline,
      picture,
    });
  };
  const paint = (look: Look, ratio: number): void => {
    const start = performance.now();
    if (!scene || sceneRadius !== radius()) {
      sceneRadius = radius();
      scene = sceneOf(store, look, positions, trust, sceneRadius);
    }
    resize(base, size, ratio);
    painter.paint(baseContext, { layers: scene, view, size, ratio, background: look.background });
    pane.dataset['painter'] = painter.name;
    base.style.transform = '';
    painted = view;
    changed = false;
    cost = performance.now() - start;
  };
  const slow = (): boolean => cost > 8;
  /** While the map moves, what was painted last moves along; it is painted anew when the hand rests. */
  const shift = (): void => {
    const scale = view.scale / painted.scale;
    const x = view.left - painted.left * scale;
    const y = view.top - painted.top * scale;
    base.style.transform = `matrix(${scale}, 0, 0, ${scale}, ${x}, ${y})`;
    clearTimeout(rest);
    rest = setTimeout(() => plan('all'), settling);
  };
  const plan = (what: 'overlay' | 'all'): void => {
    const planned = due !== 'nothing';
    if (due !== 'all') due = what;
    if (!planned && inSight) requestAnimationFrame(draw);
  };
  const pictures = new Map<number, HTMLImageElement>();
  const picture = (point: number): HTMLImageElement | undefined => {
    const known = pictures.get(point);
    if (known) return known.complete && known.naturalWidth > 0 ? known : undefined;
    const image = new Image();
    image.onload = () => plan('overlay');
    image.src = store.thumbnailOf(point) ?? '';
    pictures.set(point, image);
    return undefined;
  };
  const lookAt = (next: Viewport | 'all'): void => {
    touched = next !== 'all';
    if (next === 'all') {
      view = fitting(positions, size);
      fitted = view.scale;
      changed = true;
    } else view = next;
    moved = performance.now();
    plan('all');
  };
  const reveal = (point: number): void => {
    const [x, y] = toScreen(view, positions[2 * point]!, positions[2 * point + 1]!);
    const margin = 12;
    if (x > margin && y > margin && x < size.width - margin && y < size.height - margin) return;
    lookAt({ ...view, left: view.left + size.width / 2 - x, top: view.top + size.height / 2 - y });
  };
  const handle: PaneHandle = {
    element: pane,
    store,
    signal,
    positions: () => positions,
    grid: () => (grid ??= gridOf(positions)),
    view: () => view,
    size: () => size,
    fitted: () => fitted,
    look: lookAt,
    outline: places => {
      outline = places;
      plan('overlay');
    },
    choose: options.choose,
    reveal,
    say: options.say,
  };
  listenToPointer(handle);
  listenToKeys(handle);

  const watchSize = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = pane;
    if (width === 0 || (width === size.width && height === size.height)) return;
    const center = { x: (width - size.width) / 2, y: (height - size.height) / 2 };
    size = { width, height };
    lookAt(touched ? { ...view, left: view.left + center.x, top: view.top + center.y } : 'all');
  });
  watchSize.observe(pane);
  // What is not in sight is drawn when it comes there.
  const watchSight = new IntersectionObserver(entries => {
    inSight = entries.at(-1)?.isIntersecting ?? true;
    if (inSight && due !== 'nothing') requestAnimationFrame(draw);
  });
  watchSight.observe(pane);
  signal.addEventListener(
    'abort',
    () => {
      watchSize.disconnect();
      watchSight.disconnect();
      painter.dispose();
    },
    { once: true },
  );
  const ofScene: (keyof MapState)[] = ['hidden', 'selected', 'matches', 'halos'];
  store.onChange(keys => {
    if (ofScene.some(key => keys.has(key))) {
      scene = undefined;
      changed = true;
      plan('all');
    } else plan('overlay');
    pane.dataset['tool'] = store.get().tool;
  });
  pane.dataset['tool'] = store.get().tool;
  return {
    element: pane,
    place: (next, nextTrust) => {
      positions = next;
      trust = nextTrust;
      placed = true;
      grid = undefined;
      scene = undefined;
      changed = true;
      if (touched) plan('all');
      else lookAt('all');
    },
    reveal,
    zoom: factor => {
      const x = size.width / 2;
      const y = size.height / 2;
      const scale = Math.min(Math.max(view.scale * factor, fitted), fitted * 60);
      const ratio = scale / view.scale;
      lookAt({ scale, left: x - (x - view.left) * ratio, top: y - (y - view.top) * ratio });
    },
    reset: () => lookAt('all'),
    redraw: () => {
      scene = undefined;
      changed = true;
      plan('all');
    },
  };
}

function resize(canvas: HTMLCanvasElement, { width, height }: Size, ratio: number): void {
  const wide = Math.max(1, Math.round(width * ratio));
  const high = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}

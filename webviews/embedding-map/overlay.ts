import { cssOf, type Look } from './look.ts';
import { briefName, type NeighborsOf, type Store } from './state.ts';
import { toScreen, type Size, type Viewport } from './viewport.ts';

type Place = readonly [number, number];

interface Drawing {
  readonly store: Store;
  readonly neighborsOf: NeighborsOf;
  readonly look: Look;
  readonly positions: Float32Array;
  readonly view: Viewport;
  readonly size: Size;
  readonly radius: number;
  /** What a running lasso or rectangle encloses, on the screen. */
  readonly outline: readonly Place[];
  readonly picture: (point: number) => HTMLImageElement | undefined;
}

/** Above the marks: pictures, names, lines to the nearest neighbours in the full space, the reader's ring and lasso. */
export function drawOverlay(context: CanvasRenderingContext2D, drawing: Drawing): void {
  const { store, look, size, outline } = drawing;
  const { pinned, focus, marksAsPictures, names } = store.get();
  context.clearRect(0, 0, size.width, size.height);
  if (marksAsPictures) drawPictures(context, drawing);
  const center = pinned ?? focus;
  if (center !== undefined) drawNeighbors(context, drawing, center);
  if (names) drawNames(context, drawing);
  for (const point of new Set([pinned, focus])) {
    if (point === undefined || !store.visible(point)) continue;
    const [x, y] = placeOf(drawing, point);
    ring(context, x, y, drawing.radius + 3.5, cssOf(look.text), point === pinned ? 2.5 : 1.5);
    if (!names) label(context, drawing, point, true);
  }
  if (outline.length > 1) {
    context.beginPath();
    outline.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.closePath();
    context.fillStyle = cssOf(look.focus, 0.12);
    context.fill();
    context.setLineDash([4, 3]);
    context.strokeStyle = cssOf(look.focus);
    context.lineWidth = 1.5;
    context.stroke();
    context.setLineDash([]);
  }
}

function placeOf({ positions, view }: Drawing, point: number): Place {
  return toScreen(view, positions[2 * point]!, positions[2 * point + 1]!);
}

function drawNeighbors(context: CanvasRenderingContext2D, drawing: Drawing, center: number): void {
  const { store, look, radius } = drawing;
  const [x, y] = placeOf(drawing, center);
  drawing.neighborsOf(center).forEach(({ point }, at) => {
    if (!store.visible(point)) return;
    const [otherX, otherY] = placeOf(drawing, point);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(otherX, otherY);
    context.strokeStyle = cssOf(look.text, look.highContrast ? 1 : Math.max(0.25, 0.8 - at * 0.06));
    context.lineWidth = at < 3 ? 1.8 : 1;
    context.stroke();
    ring(context, otherX, otherY, radius + 2, cssOf(look.text, 0.8), 1);
  });
}

function drawPictures(context: CanvasRenderingContext2D, drawing: Drawing): void {
  const { store, look, size, picture } = drawing;
  const { selected, matches } = store.get();
  const side = Math.max(22, Math.min(64, 4.4 * drawing.radius));
  for (const point of store.points.thumbnails.keys()) {
    const drawn = picture(point);
    if (!drawn || !store.visible(point)) continue;
    const [x, y] = placeOf(drawing, point);
    if (x < -side || y < -side || x > size.width + side || y > size.height + side) continue;
    const back = (selected.size > 0 && !selected.has(point)) || (matches && !matches.has(point));
    context.globalAlpha = back ? 0.25 : 1;
    context.drawImage(drawn, x - side / 2, y - side / 2, side, side);
    context.strokeStyle = cssOf(look.groups[store.points.groupOf[point]!]!.color);
    context.lineWidth = 2;
    context.strokeRect(x - side / 2, y - side / 2, side, side);
  }
  context.globalAlpha = 1;
}

/** Names where there is room: the reader's point, its neighbours, what was chosen or found, then the others in order. */
function drawNames(context: CanvasRenderingContext2D, drawing: Drawing): void {
  const { store, size } = drawing;
  const { focus, pinned, selected, matches } = store.get();
  const center = pinned ?? focus;
  const first = [
    ...(center === undefined ? [] : [center, ...drawing.neighborsOf(center).map(({ point }) => point)]),
    ...(focus === undefined ? [] : [focus]),
    ...selected,
    ...(matches ?? []),
  ];
  const taken: Box[] = [];
  let tried = 0;
  const seen = new Set<number>();
  const consider = (point: number): void => {
    if (tried > 1_500 || seen.has(point) || !store.visible(point)) return;
    seen.add(point);
    const [x, y] = placeOf(drawing, point);
    if (x < 0 || y < 0 || x > size.width || y > size.height) return;
    tried++;
    const box = label(context, drawing, point, point === center || point === focus, taken);
    if (box) taken.push(box);
  };
  first.slice(0, 500).forEach(consider);
  for (let point = 0; point < store.points.count && tried <= 1_500; point++) consider(point);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Draws a name beside its point unless it would lie on one of `taken`. */
function label(
  context: CanvasRenderingContext2D,
  drawing: Drawing,
  point: number,
  strong: boolean,
  taken: readonly Box[] = [],
): Box | undefined {
  const { store, look, size, radius } = drawing;
  const [x, y] = placeOf(drawing, point);
  context.font = `${strong ? 'bold ' : ''}11px ${look.font}`;
  const text = briefName(store.points.names[point]!, strong ? 60 : 28);
  const width = context.measureText(text).width;
  const gap = radius + 5;
  const left = x + gap + width > size.width ? x - gap - width : x + gap;
  const box = { left: left - 2, right: left + width + 2, y };
  if (taken.some(other => Math.abs(other.y - y) < 12 && other.left < box.right && box.left < other.right))
    return undefined;
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = cssOf(look.background, 0.85);
  context.strokeText(text, left, y + 4);
  context.fillStyle = cssOf(look.text, strong || look.highContrast ? 1 : 0.85);
  context.fillText(text, left, y + 4);
  return box;
}

function ring(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  color: string,
  width: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
}

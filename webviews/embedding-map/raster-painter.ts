import { distanceTo, edgeWidth, reach, ringThin, type Marks } from './marks.ts';
import type { Painter, Painting } from './painter.ts';

/** Steps within a pixel at which forms are drawn: marks do not jump while the map moves. */
const phases = 4;

/** How much of each pixel around a mark is covered, 0 to 255. */
interface Mask {
  readonly side: number;
  readonly outer: Uint8Array;
  readonly inner: Uint8Array;
}

/** Draws pixel by pixel into memory: needs no graphics card, and is quicker than paths for thousands of marks. */
export function rasterPainter(): Painter {
  const masks = new Map<string, Mask>();
  const maskOf = (shape: number, radius: number, x: number, y: number): Mask => {
    const key = `${shape} ${radius} ${x} ${y}`;
    const known = masks.get(key);
    if (known) return known;
    // A zoom goes through many radii.
    if (masks.size > 2_000) masks.clear();
    const made = maskFor(shape, radius, x / phases, y / phases);
    masks.set(key, made);
    return made;
  };
  return {
    name: 'canvas2d',
    paint: (target, painting) => {
      const width = Math.max(1, Math.round(painting.size.width * painting.ratio));
      const height = Math.max(1, Math.round(painting.size.height * painting.ratio));
      const image = target.createImageData(width, height);
      drawLayers(image.data, width, height, painting, maskOf);
      target.putImageData(image, 0, 0);
    },
    dispose: () => masks.clear(),
  };
}

function drawLayers(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  { layers, view, ratio, background }: Painting,
  maskOf: (shape: number, radius: number, x: number, y: number) => Mask,
): void {
  const [red, green, blue] = background;
  // Bytes in memory are little-endian wherever browsers run.
  new Uint32Array(pixels.buffer).fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  for (const { count, positions, fill, edge, shape, radius } of layers) {
    let last = -1;
    let lastShape = -1;
    let found: (Mask | undefined)[] = [];
    for (let mark = 0; mark < count; mark++) {
      if (radius[mark] === 0) continue;
      const x = (view.left + view.scale * positions[2 * mark]!) * ratio;
      const y = (view.top - view.scale * positions[2 * mark + 1]!) * ratio;
      // Halves of a pixel are what the eye tells apart.
      const size = Math.round(radius[mark]! * ratio * 4) / 4;
      const margin = size * reach + 2;
      if (!(x > -margin && y > -margin && x < width + margin && y < height + margin)) continue;
      const column = Math.floor(x);
      const row = Math.floor(y);
      const phaseX = Math.floor((x - column) * phases);
      const phaseY = Math.floor((y - row) * phases);
      if (size !== last || shape[mark] !== lastShape) {
        last = size;
        lastShape = shape[mark]!;
        found = [];
      }
      const mask = (found[phaseY * phases + phaseX] ??= maskOf(lastShape, size, phaseX, phaseY));
      stamp(pixels, width, height, column, row, mask, fill, edge, 4 * mark);
    }
  }
}

function stamp(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  column: number,
  row: number,
  { side, outer, inner }: Mask,
  fill: Marks['fill'],
  edge: Marks['edge'],
  color: number,
): void {
  const half = (side - 1) / 2;
  const red = fill[color]!;
  const green = fill[color + 1]!;
  const blue = fill[color + 2]!;
  const alpha = fill[color + 3]!;
  const plain = red === edge[color] && green === edge[color + 1] && blue === edge[color + 2];
  const start = Math.max(0, half - column);
  const end = Math.min(side, width - column + half);
  for (let down = Math.max(0, half - row); down < side && row - half + down < height; down++) {
    let at = ((row - half + down) * width + column - half + start) * 4;
    for (let across = start; across < end; across++, at += 4) {
      const covered = outer[down * side + across]!;
      if (covered === 0) continue;
      const share = plain ? 1 : inner[down * side + across]! / covered;
      if (share === 1) {
        blend(pixels, at, red, green, blue, (covered * alpha) / 65_025);
        continue;
      }
      const rest = 1 - share;
      blend(
        pixels,
        at,
        red * share + edge[color]! * rest,
        green * share + edge[color + 1]! * rest,
        blue * share + edge[color + 2]! * rest,
        (covered * (alpha * share + edge[color + 3]! * rest)) / 65_025,
      );
    }
  }
}

function blend(
  pixels: Uint8ClampedArray,
  at: number,
  red: number,
  green: number,
  blue: number,
  share: number,
): void {
  const rest = 1 - share;
  pixels[at] = red * share + pixels[at]! * rest;
  pixels[at + 1] = green * share + pixels[at + 1]! * rest;
  pixels[at + 2] = blue * share + pixels[at + 2]! * rest;
}

function maskFor(shape: number, radius: number, phaseX: number, phaseY: number): Mask {
  const half = Math.ceil(radius * reach + 2);
  const side = 2 * half + 1;
  const outer = new Uint8Array(side * side);
  const inner = new Uint8Array(side * side);
  const offset = 0.5 / phases;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const distance = distanceTo(
        shape,
        column - half + 0.5 - phaseX - offset,
        row - half + 0.5 - phaseY - offset,
        radius,
      );
      outer[row * side + column] = 255 * Math.min(1, Math.max(0, 0.5 - distance));
      // Rings have no edge.
      const inset = shape >= ringThin ? 0 : edgeWidth;
      inner[row * side + column] = 255 * Math.min(1, Math.max(0, 0.5 - distance - inset));
    }
  return { side, outer, inner };
}

/** Where data is drawn: x = left + scale · dataX, y = top − scale · dataY, in CSS pixels. */
export interface Viewport {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** All positions `[count, 2]` with a margin, axes of equal scale. */
export function fitting(positions: Float32Array, { width, height }: Size, margin = 26): Viewport {
  let [lowX, lowY, highX, highY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 2) {
    lowX = Math.min(lowX, positions[at]!);
    highX = Math.max(highX, positions[at]!);
    lowY = Math.min(lowY, positions[at + 1]!);
    highY = Math.max(highY, positions[at + 1]!);
  }
  if (!(highX >= lowX)) return { scale: 1, left: width / 2, top: height / 2 };
  const room = (side: number): number => Math.max(1, side - 2 * margin);
  // Points in one place have no extent: any scale shows them.
  const scale = Math.min(room(width) / (highX - lowX || 1e-9), room(height) / (highY - lowY || 1e-9), 1e9);
  return {
    scale,
    left: width / 2 - (scale * (lowX + highX)) / 2,
    top: height / 2 + (scale * (lowY + highY)) / 2,
  };
}

/** What lies under (`x`, `y`) stays there; between `least` and 60 times its scale. */
export function zoomedAt(view: Viewport, factor: number, x: number, y: number, least: number): Viewport {
  const scale = Math.min(Math.max(view.scale * factor, least), least * 60);
  const ratio = scale / view.scale;
  return { scale, left: x - (x - view.left) * ratio, top: y - (y - view.top) * ratio };
}

export function movedBy(view: Viewport, x: number, y: number): Viewport {
  return { ...view, left: view.left + x, top: view.top + y };
}

export function toScreen({ scale, left, top }: Viewport, x: number, y: number): readonly [number, number] {
  return [left + scale * x, top - scale * y];
}

export function toData({ scale, left, top }: Viewport, x: number, y: number): readonly [number, number] {
  return [(x - left) / scale, (top - y) / scale];
}

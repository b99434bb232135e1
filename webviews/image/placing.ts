/** Where a picture stands in its pane: moved by shares of the pane's width and height, then scaled about the top left. */
export interface Placing {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The whole picture. */
export const fit: Placing = { scale: 1, x: 0, y: 0 };

const largest = 32;

/** Zooms so that the point under (`x`, `y`), shares of the pane, stays there. */
export function zoomedAt(placing: Placing, factor: number, x: number, y: number): Placing {
  const scale = Math.min(Math.max(placing.scale * factor, 1), largest);
  const ratio = scale / placing.scale;
  return within({ scale, x: x - (x - placing.x) * ratio, y: y - (y - placing.y) * ratio });
}

export function movedBy(placing: Placing, x: number, y: number): Placing {
  return within({ ...placing, x: placing.x + x, y: placing.y + y });
}

/** No gap between picture and pane. */
function within({ scale, x, y }: Placing): Placing {
  const clamp = (value: number): number => Math.min(0, Math.max(1 - scale, value));
  return { scale, x: clamp(x), y: clamp(y) };
}

import type { Marks } from './marks.ts';
import type { Size, Viewport } from './viewport.ts';

export interface Painting {
  readonly layers: readonly Marks[];
  readonly view: Viewport;
  /** CSS pixels. */
  readonly size: Size;
  /** Device pixels in a CSS pixel. */
  readonly ratio: number;
  /** Red, green, blue, 0 to 255. */
  readonly background: readonly [number, number, number];
}

/** Draws marks onto a canvas that it covers wholly. */
export interface Painter {
  readonly name: 'webgl2' | 'canvas2d';
  paint(target: CanvasRenderingContext2D, painting: Painting): void;
  dispose(): void;
}

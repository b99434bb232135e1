import { unpackArray } from '../protocol/packed-array.ts';
import type { SimilarityCurve, SimilarityPanel } from '../protocol/similarity-distribution.ts';

/** A panel with its numbers unpacked. */
export interface PanelCurves {
  readonly panel: SimilarityPanel;
  /** Cosines of the grid. */
  readonly grid: readonly number[];
  readonly curves: readonly { readonly curve: SimilarityCurve; readonly density: readonly number[] }[];
}

export function unpackedPanel(panel: SimilarityPanel): PanelCurves {
  const { low, step, count } = panel.grid;
  return {
    panel,
    grid: Array.from({ length: count }, (_, at) => low + at * step),
    curves: panel.curves.map(curve => ({ curve, density: Array.from(unpackArray(curve.density)) })),
  };
}

/** The cosines where any curve of any panel is above a thousandth of its peak: the common axis. */
export function commonRange(panels: readonly PanelCurves[]): readonly [number, number] {
  const ends = panels.flatMap(({ grid, curves }) =>
    curves.flatMap(({ density }) => {
      const visible = Math.max(...density) / 1000;
      const first = density.findIndex(value => value > visible);
      const last = density.findLastIndex(value => value > visible);
      return first < 0 ? [] : [grid[first]!, grid[last]!];
    }),
  );
  if (ends.length === 0) return [-1, 1];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max(1e-4, (high - low) * 0.01);
  return [low - room, high + room];
}

/** Three decimals, the minus a minus. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  return value.toFixed(3).replace('-', '−');
}

/** `62,501`. */
export function counted(value: number): string {
  return value.toLocaleString('en');
}

import type { MarkShape } from '../../protocol/map-marks.ts';

/** A mark of radius `r` about a point, as SVG path data; all forms are about as large to the eye. */
export function outline(shape: MarkShape, [x, y]: readonly [number, number], r: number): string {
  const a = round(r * 0.89);
  switch (shape) {
    case 'circle':
      return `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    case 'square':
      return `M${round(x - a)} ${round(y - a)}h${2 * a}v${2 * a}h${-2 * a}z`;
    case 'triangle':
      return `M${x} ${round(y - 1.2 * r)}l${round(1.1 * r)} ${round(1.9 * r)}h${round(-2.2 * r)}z`;
    case 'wedge':
      return `M${x} ${round(y + 1.2 * r)}l${round(1.1 * r)} ${round(-1.9 * r)}h${round(-2.2 * r)}z`;
    case 'diamond':
      return `M${x} ${round(y - 1.25 * r)}l${round(1.25 * r)} ${round(1.25 * r)}l${round(-1.25 * r)} ${round(1.25 * r)}l${round(-1.25 * r)} ${round(-1.25 * r)}z`;
    case 'plus': {
      const b = round(r * 0.42);
      const c = round(r * 1.15 - b);
      return `M${round(x - b)} ${round(y - b - c)}h${2 * b}v${c}h${c}v${2 * b}h${-c}v${c}h${-2 * b}v${-c}h${-c}v${-2 * b}h${c}z`;
    }
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

import { setAttributes } from './elements.ts';

/** The parts of a trace that a preview draws. */
interface Trace {
  readonly mode?: string;
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  readonly yaxis?: string;
  readonly fill?: string;
  readonly fillcolor?: string;
  readonly line?: { readonly color?: string; readonly dash?: string; readonly width?: number };
}

interface Axis {
  readonly range?: readonly number[];
  readonly domain?: readonly number[];
}

/** Sizes in CSS pixels; axes of the layout with `range` and, where they do not fill the height, `domain`. */
export interface PreviewFigure {
  readonly data: readonly unknown[];
  readonly layout: object;
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
  readonly width: number;
  readonly height: number;
}

/**
 * The lines and plain areas of a figure as they will be, for the second that Plotly takes to load when a page draws its first
 * chart. Without axes and letters; traces whose axes have no range are left out.
 */
export function chartPreview({ data, layout, margin, width, height }: PreviewFigure): SVGSVGElement {
  const svg = made('svg', { width, height, 'aria-hidden': 'true' });
  const [inside, tall] = [width - margin.l - margin.r, height - margin.t - margin.b];
  const axis = (name: string): Axis => (layout as Readonly<Record<string, Axis | undefined>>)[name] ?? {};
  const x = scale(axis('xaxis').range, margin.l, margin.l + inside);
  for (const trace of data as readonly Trace[]) {
    const { range, domain = [0, 1] } = axis((trace.yaxis ?? 'y').replace('y', 'yaxis'));
    const ground = margin.t + tall * (1 - domain[0]!);
    const y = scale(range, ground, margin.t + tall * (1 - domain[1]!));
    const { x: across = [], y: up = [], line = {}, fill } = trace;
    if (!x || !y || across.length < 2 || !trace.mode?.includes('lines')) continue;
    const path = across
      .map((value, at) => `${at === 0 ? 'M' : 'L'}${x(value).toFixed(1)} ${y(up[at]!).toFixed(1)}`)
      .join('');
    if (fill !== undefined && trace.fillcolor !== undefined) {
      const d = `${path}L${x(across.at(-1)!).toFixed(1)} ${ground}L${x(across[0]!).toFixed(1)} ${ground}Z`;
      svg.append(made('path', { d, fill: trace.fillcolor }));
    }
    const dashes = /\d/.test(line.dash ?? '') ? line.dash!.replaceAll('px', '') : undefined;
    svg.append(
      made('path', {
        d: path,
        fill: 'none',
        stroke: line.color ?? 'currentColor',
        'stroke-width': line.width ?? 2,
        'stroke-dasharray': dashes,
      }),
    );
  }
  return svg;
}

function scale(
  range: readonly number[] | undefined,
  from: number,
  to: number,
): ((value: number) => number) | undefined {
  const [low, high] = range ?? [];
  if (low === undefined || high === undefined || low === high) return undefined;
  return value => from + ((value - low) / (high - low)) * (to - from);
}

function made<Tag extends 'svg' | 'path'>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | undefined>>,
): SVGElementTagNameMap[Tag] {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(node, attributes);
  return node;
}

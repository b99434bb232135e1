import { element, setAttributes } from './elements.ts';

/** Points that belong together, by ascending x. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  /** Plotly's names of its axes: `xaxis` and `yaxis` unless given. */
  readonly xaxis?: string;
  readonly yaxis?: string;
}

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** What is read out and shown beside it; lines are kept. */
  readonly text: string;
}

/** An axis of a drawn figure; Plotly's own fields, the only way from values to pixels. */
export interface DrawnAxis {
  readonly _offset: number;
  readonly _length: number;
  l2p(value: number): number;
}

interface ChartCursor {
  show(series: readonly ChartSeries[], label: string): void;
}

/** Pointers farther from every point than this, in CSS pixels along x, read nothing. */
const reach = 40;

/**
 * Reads values out: under the pointer, and by keys when focused. Left and right move along a series, up and down between series,
 * Page Up and Page Down by ten, Home and End to its ends, Escape puts it away.
 */
export function chartCursor(
  place: HTMLElement,
  axis: (name: string) => DrawnAxis | undefined,
  signal: AbortSignal,
): ChartCursor {
  const catcher = element('div', {
    class: 'cursor',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'chart',
  });
  const needle = element('div', { class: 'needle', hidden: true });
  const dot = element('div', { class: 'dot', hidden: true });
  const tip = element('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' });
  const spoken = element('div', { class: 'unseen', 'aria-live': 'polite' });
  place.append(catcher, needle, dot, tip, spoken);
  let series: readonly ChartSeries[] = [];
  let [line, at] = [0, -1];

  const hide = (): void => {
    for (const part of [needle, dot, tip]) part.hidden = true;
  };
  const pixelsOf = ({ xaxis = 'xaxis', yaxis = 'yaxis' }: ChartSeries, point: ChartPoint) => {
    const [x, y] = [axis(xaxis), axis(yaxis)];
    return x && y
      ? { x: x._offset + x.l2p(point.x), y: y._offset + y.l2p(point.y), top: y._offset, height: y._length }
      : undefined;
  };
  const point = (speak: boolean): void => {
    const chosen = series[line]?.points[at];
    const pixels = chosen && pixelsOf(series[line]!, chosen);
    if (!chosen || !pixels) {
      hide();
      return;
    }
    for (const part of [needle, dot, tip]) part.hidden = false;
    Object.assign(needle.style, {
      left: `${pixels.x}px`,
      top: `${pixels.top}px`,
      height: `${pixels.height}px`,
    });
    Object.assign(dot.style, { left: `${pixels.x}px`, top: `${pixels.y}px` });
    tip.textContent = chosen.text;
    const right = pixels.x > place.clientWidth / 2;
    Object.assign(tip.style, {
      left: right ? 'auto' : `${pixels.x + 10}px`,
      right: right ? `${place.clientWidth - pixels.x + 10}px` : 'auto',
      top: `${Math.max(0, pixels.top)}px`,
    });
    if (speak) spoken.textContent = chosen.text;
  };

  place.addEventListener(
    'pointermove',
    event => {
      const box = place.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const nearest = nearestPoint(series, pixelsOf, x, y);
      if (!nearest) {
        hide();
        return;
      }
      [line, at] = nearest;
      point(false);
    },
    { signal },
  );
  place.addEventListener('pointerleave', hide, { signal });
  catcher.addEventListener('blur', hide, { signal });
  catcher.addEventListener(
    'keydown',
    event => {
      const last = (series[line]?.points.length ?? 0) - 1;
      const step = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
      const turn = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape') hide();
      else if (event.key === 'Home') at = 0;
      else if (event.key === 'End') at = last;
      else if (step !== undefined) at = at < 0 ? 0 : Math.min(last, Math.max(0, at + step));
      else if (turn !== undefined) [line, at] = moved(series, line, at, turn);
      else return;
      event.preventDefault();
      // The notebook moves between cells on arrows.
      event.stopPropagation();
      if (event.key !== 'Escape') point(true);
    },
    { signal },
  );
  return {
    show: (next, label) => {
      [series, line, at] = [next, 0, -1];
      hide();
      setAttributes(catcher, { 'aria-label': `${label}. Arrow keys read its values.` });
    },
  };
}

/** The next series, at the point whose x is nearest. */
function moved(series: readonly ChartSeries[], line: number, at: number, turn: number): [number, number] {
  const to = Math.min(series.length - 1, Math.max(0, line + turn));
  const x = series[line]?.points[at]?.x;
  if (x === undefined || to < 0) return [Math.max(0, to), Math.max(0, at)];
  const distances = series[to]!.points.map(each => Math.abs(each.x - x));
  return [to, distances.indexOf(Math.min(...distances))];
}

function nearestPoint(
  series: readonly ChartSeries[],
  pixelsOf: (series: ChartSeries, point: ChartPoint) => { x: number; y: number } | undefined,
  x: number,
  y: number,
): [number, number] | undefined {
  let nearest: [number, number] | undefined;
  let least = Infinity;
  series.forEach((each, line) =>
    each.points.forEach((one, at) => {
      const pixels = pixelsOf(each, one);
      if (!pixels || Math.abs(pixels.x - x) > reach) return;
      // Along x first: a reader points at a place on the axis.
      const distance = Math.abs(pixels.x - x) * 4 + Math.abs(pixels.y - y);
      if (distance < least) [least, nearest] = [distance, [line, at]];
    }),
  );
  return nearest;
}

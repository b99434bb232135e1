import { chartCursor, type ChartSeries, type DrawnAxis } from './chart-cursor.ts';
import { lookOf, type ChartLook } from './chart-look.ts';
import { chartPreview } from './chart-preview.ts';
import { element } from './elements.ts';
import { plotlyLoader, type Plotly } from './plotly.ts';
import { watchTheme } from './theme.ts';

/** What a chart shows. */
export interface ChartParts {
  /** What a screen reader calls it. */
  readonly label: string;
  /** In CSS pixels; the width is that of the page. */
  readonly height: number;
  /** Traces and layout of Plotly, SVG traces only. Size, margins without automatic growth, type and paper are set here. */
  figure(look: ChartLook): { readonly data: readonly unknown[]; readonly layout: object };
  /** What the pointer and the arrow keys read out. */
  readonly series: readonly ChartSeries[];
  /** Ranges of x that can be pressed. */
  readonly regions?: readonly ChartRegion[];
  /** The same in words. */
  readonly table: ChartTable;
}

export interface ChartRegion {
  readonly low: number;
  readonly high: number;
  readonly label: string;
  /** Drawn at its top where there is room. */
  readonly caption: string;
  press(): void;
}

export interface ChartTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Chart {
  readonly element: HTMLElement;
  /** Settles when it is first drawn; rejects with a sentence if Plotly cannot be had. */
  readonly drawn: Promise<void>;
  /** Shows other parts in place. */
  update(parts: ChartParts): void;
}

const margin = { l: 8, r: 8, t: 8, b: 26 };

/**
 * A figure of Plotly in the editor's colours: redrawn in place when its width or the theme changes, freed with the page. It does not
 * zoom or move; pointer and arrow keys read its values, and a hidden table has them in words.
 */
export function chart(
  initial: ChartParts,
  signal: AbortSignal,
  load: () => Promise<Plotly> = plotlyLoader(),
): Chart {
  let parts = initial;
  const plot = element('div', { class: 'plot', 'aria-hidden': 'true' });
  const regions = element('div', { class: 'regions' });
  const words = element('div', { class: 'unseen' });
  const problem = element('p', { role: 'alert' });
  const preview = element('div', { class: 'preview' });
  const place = element('div', { class: 'chart' }, preview, plot);
  const axis = (name: string): DrawnAxis | undefined =>
    (plot as { _fullLayout?: Record<string, DrawnAxis> })._fullLayout?.[name];
  const cursor = chartCursor(place, axis, signal);
  place.append(regions, words, problem);

  let plotly: Plotly | undefined;
  let before = '';
  const redraw = async (): Promise<void> => {
    const width = Math.floor(place.clientWidth);
    if (signal.aborted || width < 40) return;
    const look = lookOf(place);
    const { data, layout } = parts.figure(look);
    const whole = {
      showlegend: false,
      ...layout,
      margin: { ...margin, ...(layout as { margin?: Partial<typeof margin> }).margin, pad: 0 },
      width,
      height: parts.height,
      font: look.font,
      paper_bgcolor: 'rgba(0, 0, 0, 0)',
      plot_bgcolor: 'rgba(0, 0, 0, 0)',
    };
    const now = JSON.stringify([
      width,
      look.font,
      look.highContrast,
      ...['--accent', '--good', '--bad', '--muted'].map(name => look.colour(name)),
      whole,
      plotly !== undefined,
    ]);
    if (now === before) return;
    before = now;
    if (!plotly) {
      preview.replaceChildren(
        chartPreview({ data, layout, margin: whole.margin, width, height: whole.height }),
      );
      return;
    }
    await plotly.react(plot, data, whole, { staticPlot: true, responsive: false, displayModeBar: false });
    preview.remove();
    if (!isGone(signal)) placeRegions();
  };

  let buttons: (readonly [ChartRegion, HTMLElement])[] = [];
  const placeRegions = (): void => {
    const [x, y] = [axis('xaxis'), axis('yaxis')];
    if (!x || !y) return;
    for (const [{ low, high, caption }, button] of buttons) {
      const left = x._offset + Math.max(0, x.l2p(low));
      const width = Math.max(12, x._offset + Math.min(x._length, x.l2p(high)) - left);
      button.hidden = false;
      button.classList.toggle('narrow', width < 7 * caption.length);
      Object.assign(button.style, {
        left: `${left}px`,
        width: `${width}px`,
        top: `${y._offset}px`,
        height: `${y._length}px`,
      });
    }
  };

  const show = (): void => {
    place.style.minHeight = `${parts.height}px`;
    cursor.show(parts.series, parts.label);
    words.replaceChildren(tableOf(parts.table));
    buttons = (parts.regions ?? []).map(region => [region, regionButton(region)]);
    regions.replaceChildren(...buttons.map(([, button]) => button));
    before = '';
    void redraw();
  };
  const observer = new ResizeObserver(() => void redraw());
  observer.observe(place);
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      plotly?.purge(plot);
    },
    { once: true },
  );
  const drawn = load().then(
    async loaded => {
      plotly = loaded;
      await redraw();
    },
    (error: unknown) => {
      problem.textContent = error instanceof Error ? error.message : String(error);
      throw error;
    },
  );
  drawn.catch(() => undefined);
  watchTheme(place, signal, () => void redraw());
  show();
  return {
    element: place,
    drawn,
    update: next => {
      parts = next;
      show();
    },
  };
}

/** Hidden until the figure says where it is. */
function regionButton(region: ChartRegion): HTMLElement {
  const { label, caption } = region;
  const button = element(
    'button',
    { type: 'button', class: 'region', 'aria-label': label, title: label, hidden: true },
    element('span', {}, caption),
  );
  button.addEventListener('click', () => region.press());
  return button;
}

function tableOf({ caption, head, rows }: ChartTable): HTMLElement {
  const line = (tag: 'th' | 'td', cells: readonly string[]): HTMLElement =>
    element('tr', {}, ...cells.map(cell => element(tag, {}, cell)));
  return element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, line('th', head)),
    element('tbody', {}, ...rows.map(cells => line('td', cells))),
  );
}

/** Time has passed since the caller looked. */
function isGone(signal: AbortSignal): boolean {
  return signal.aborted;
}

export const chartStyle = `
.chart { position: relative; }
.plot { position: relative; }
.plot .main-svg { position: absolute; top: 0; left: 0; pointer-events: none; overflow: hidden; }
.preview { position: absolute; inset: 0; }
.cursor { position: absolute; inset: 0; border-radius: 4px; }
.region { position: absolute; padding: 2px 4px; border: 1px dashed var(--muted); border-radius: 3px; background: none; color: var(--muted); font-size: 0.85em; line-height: 1.1; text-align: center; display: flex; align-items: flex-start; justify-content: center; cursor: pointer; white-space: nowrap; overflow: hidden; }
.region[hidden], .region.narrow span { display: none; }
.region span { padding: 1px 4px; border-radius: 2px; background: var(--vscode-editor-background, Canvas); }
.region:hover, .region[aria-expanded='true'] { border-style: solid; border-color: var(--text); color: var(--text); }
.needle { position: absolute; width: 1px; background: var(--text); pointer-events: none; }
.dot { position: absolute; width: 9px; height: 9px; margin: -4.5px 0 0 -4.5px; border: 2px solid var(--text); border-radius: 50%; pointer-events: none; }
.tip { position: absolute; max-width: min(280px, 90%); padding: 4px 8px; border: 1px solid var(--vscode-editorHoverWidget-border, var(--line)); border-radius: 3px; background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background, Canvas)); color: var(--vscode-editorHoverWidget-foreground, var(--text)); pointer-events: none; white-space: pre-line; z-index: 2; font-variant-numeric: tabular-nums; }
`;

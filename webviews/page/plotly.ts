import { plotlyLoader } from '../runtime/plotly.ts';

interface Item {
  json(): unknown;
}

interface Figure {
  readonly data: readonly unknown[];
  readonly layout?: object;
  readonly config?: object;
}

/** Draws figures of `application/vnd.plotly.v1+json`, which editors leave to other extensions. */
export function activate(): { renderOutputItem(item: Item, element: HTMLElement): Promise<unknown> } {
  const loadPlotly = plotlyLoader();
  return {
    async renderOutputItem(item, element) {
      const { data, layout, config } = item.json() as Figure;
      const plotly = await loadPlotly();
      return plotly.react(element, data, layout, { responsive: true, displaylogo: false, ...config });
    },
  };
}

import type { ViewPayload } from '../protocol/views.ts';
import { element } from '../runtime/elements.ts';
import type { Renderer, RendererContext } from '../runtime/renderer.ts';

/** Where pictures are drawn, by the same bundles that draw them in the notebook. */
export interface Results {
  readonly root: HTMLElement;
  /** Rejects with a sentence if the view cannot be loaded or drawn. */
  show(payload: ViewPayload): Promise<void>;
  clear(): void;
}

export function results(load: (view: string) => Promise<Renderer> = rendererOf): Results {
  const root = element('section', { class: 'results', 'aria-label': 'Result' });
  const renderers = new Map<string, Promise<Renderer>>();
  let latest = 0;
  let drawn: Renderer | undefined;
  return {
    root,
    show: async payload => {
      const turn = ++latest;
      const { view } = payload;
      const loading = renderers.get(view) ?? load(view);
      renderers.set(view, loading);
      loading.catch(() => renderers.delete(view));
      const renderer = await loading;
      if (turn !== latest) return;
      // The height stays while the picture changes, so that the page does not jump below the reader.
      root.style.minHeight = `${root.offsetHeight}px`;
      drawn?.disposeOutputItem('workbench');
      drawn = renderer;
      renderer.renderOutputItem({ id: 'workbench', json: () => payload }, root);
      requestAnimationFrame(() => (root.style.minHeight = ''));
    },
    clear: () => {
      latest++;
      drawn?.disposeOutputItem('workbench');
      drawn = undefined;
      root.replaceChildren();
    },
  };
}

/** The bundle of a view, beside the panel's own. It has nobody to ask: the workbench itself edits the prompts. */
async function rendererOf(view: string): Promise<Renderer> {
  const address = new URL(`./${view}.js`, import.meta.url).href;
  const module = (await import(address)) as { activate: (context?: RendererContext) => Renderer };
  return module.activate({ downloads: 'browser' });
}

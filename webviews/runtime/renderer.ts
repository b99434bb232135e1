import type { ViewName, ViewPayload, Views } from '../protocol/views.ts';
import { element } from './elements.ts';
import { neverSaved } from '../pictures/exporter.ts';
import type { DownloadWay } from './download.ts';
import { hostOf, type Host } from './messaging.ts';
import { saveMenu, saveMenuStyle } from './save-menu.ts';
import { selectionOf, type PageSelection } from './selection.ts';
import { baseStyle, watchTheme } from './theme.ts';

/** What VS Code gives a renderer; outside it all parts may be missing. */
export interface RendererContext {
  postMessage?(message: unknown): void;
  onDidReceiveMessage?(listener: (message: unknown) => void): unknown;
  /** `page` unless given, as in a notebook. */
  readonly downloads?: DownloadWay;
}

export interface OutputItem {
  readonly id: string;
  readonly mime?: string;
  json(): unknown;
}

/** What `activate` of a renderer's module returns. */
export interface Renderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): void;
  /** Without an id: all of them. */
  disposeOutputItem(id?: string): void;
}

/** One picture while it is drawn. */
export interface Page<Name extends ViewName> {
  readonly root: ShadowRoot;
  readonly payload: ViewPayload<Name>;
  /** Fires when the picture is taken away: listeners and observers are tied to it. */
  readonly signal: AbortSignal;
  /** Speaks to the value in the kernel; undefined where there is nobody to speak to. Rejects with a sentence for the reader. */
  readonly ask?: ((message: Views[Name]['asks']) => Promise<unknown>) | undefined;
  /** Hears what the value tells all its pictures. */
  onTell(listener: (message: unknown) => void): void;
  /** What the reader chose in any picture of the notebook; there also without a kernel. */
  readonly selection: PageSelection;
  /** Says what "Save as" writes: what is on show when it is pressed. `payload` unless told. */
  exports(present: () => ViewPayload<Name>): void;
}

/** The `activate` of a view: `draw` fills `page.root` from the payload; all else is the same for every view. */
export function defineRenderer<Name extends ViewName>(
  view: Name,
  style: string,
  draw: (page: Page<Name>) => void,
): (context?: RendererContext) => Renderer {
  return (context = {}) => {
    const host = hostOf(context);
    const selection = selectionOf(host);
    const shown = new Map<string, AbortController>();
    return {
      renderOutputItem: (item, target) => {
        shown.get(item.id)?.abort();
        const controller = new AbortController();
        shown.set(item.id, controller);
        render(item, target, {
          view,
          style,
          draw,
          host,
          selection,
          signal: controller.signal,
          downloads: context.downloads ?? 'page',
        });
      },
      disposeOutputItem: id => {
        for (const [known, controller] of shown) {
          if (id !== undefined && id !== known) continue;
          controller.abort();
          shown.delete(known);
        }
      },
    };
  };
}

interface Drawing<Name extends ViewName> {
  readonly view: Name;
  readonly style: string;
  readonly draw: (page: Page<Name>) => void;
  readonly host: Host;
  readonly selection: (signal: AbortSignal) => PageSelection;
  readonly signal: AbortSignal;
  readonly downloads: DownloadWay;
}

function render<Name extends ViewName>(item: OutputItem, target: HTMLElement, drawing: Drawing<Name>): void {
  const { view, style, draw, host, selection, signal, downloads } = drawing;
  const payload = payloadIn(item, view);
  const place = element('div', { class: `clip-notebook-${view}` });
  target.replaceChildren(place);
  const root = place.attachShadow({ mode: 'open' });
  root.append(element('style', {}, baseStyle + saveMenuStyle + style));
  watchTheme(place, signal);
  const { live } = payload;
  let present = (): ViewPayload<Name> => payload;
  draw({
    root,
    payload,
    signal,
    ask: live === undefined || !host.connected ? undefined : message => host.ask(live, message, signal),
    onTell: listener => {
      if (live !== undefined) host.onTell(live, listener, signal);
    },
    selection: selection(signal),
    exports: next => {
      present = next;
    },
  });
  if (!(neverSaved as readonly ViewName[]).includes(view))
    root.append(saveMenu(() => present(), { signal, downloads }));
}

/** @throws Error with a sentence: the editor shows it, an exported page keeps the output's other forms. */
function payloadIn<Name extends ViewName>(item: OutputItem, view: Name): ViewPayload<Name> {
  const payload = item.json() as Partial<ViewPayload<Name>> | null;
  if (typeof payload !== 'object' || payload?.view !== view || payload.data === undefined)
    throw new Error('the output does not hold its data.');
  if ((payload.version as number) !== 1)
    throw new Error('it was saved by another version of CLIP Notebook. Run its cell again.');
  return payload as ViewPayload<Name>;
}

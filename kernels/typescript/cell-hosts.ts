import { provideCellHost, type CellHost } from '../protocol/cell-host.ts';
import type { KernelStatus } from '../protocol/kernel/methods.ts';
import type { NotebookSelection } from '../protocol/selection.ts';
import { currentContext, type CellContext } from './cell-context.ts';
import type { Displays } from './displays.ts';
import type { Views } from './views.ts';

/** What a cell host acts on. */
export interface CellHostParts {
  readonly displays: Displays;
  readonly views: Views;
  readonly tell: (view: string, message: unknown) => void;
  readonly selection: () => NotebookSelection;
  readonly select: (chosen: NotebookSelection) => void;
  readonly modelsChanged: (models: KernelStatus['models']) => void;
}

/** Lets the library, wherever cells import it, find the run of a cell that called it. */
export function offerCellHosts(parts: CellHostParts): void {
  const hosts = new WeakMap<CellContext, CellHost>();
  const kept = new Map<string, object>();
  provideCellHost(() => {
    const context = currentContext();
    if (context === undefined) return undefined;
    const host = hosts.get(context) ?? hostOf(context, parts, kept);
    hosts.set(context, host);
    return host;
  });
}

function hostOf(context: CellContext, parts: CellHostParts, kept: Map<string, object>): CellHost {
  const { displays, views, tell, selection, select, modelsChanged } = parts;
  return {
    signal: context.signal,
    choices: context.choices,
    display: (bundle, id) => {
      // What is on show may say that it was stopped.
      if (id === undefined || !displays.has(id)) context.signal.throwIfAborted();
      return displays.show(context.cell, bundle, id);
    },
    openView: answer => {
      const live = views.open(context, answer);
      return { live, tell: message => tell(live, message) };
    },
    selection,
    select: chosen => {
      context.signal.throwIfAborted();
      select(chosen);
    },
    kept: <Value extends object>(name: string, begin: () => Value): Value => {
      const value = (kept.get(name) ?? begin()) as Value;
      kept.set(name, value);
      return value;
    },
    modelsChanged: models =>
      modelsChanged(models.map(({ name, device, precision }) => ({ name, device, precision }))),
  };
}

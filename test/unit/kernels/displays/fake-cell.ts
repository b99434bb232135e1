import { provideCellHost, type CellHost } from '../../../../kernels/protocol/cell-host.ts';
import type { DisplayBundle } from '../../../../kernels/protocol/kernel/outputs.ts';
import type { NotebookSelection } from '../../../../kernels/protocol/selection.ts';

/** A cell that keeps what it is shown. */
export interface FakeCell {
  /** What each display shows now, in the order in which they came. */
  readonly shown: Map<string, DisplayBundle>;
  /** How many bundles came in all. */
  drawn: number;
  readonly models: string[][];
  /** What views told their pictures. */
  readonly told: unknown[];
  /** Speaks to the view that was opened last, as a page does. */
  ask(message: unknown): Promise<unknown>;
  /** What is chosen in the notebook. */
  selection: NotebookSelection;
  interrupt(): void;
}

/** Lets the library find a fake cell until `leaveCell`. */
export function enterCell(choices: CellHost['choices'] = {}): FakeCell {
  const controller = new AbortController();
  const kept = new Map<string, object>();
  let answer: (message: unknown) => unknown = () => undefined;
  const cell: FakeCell = {
    shown: new Map(),
    drawn: 0,
    models: [],
    told: [],
    selection: { images: [], prompts: [] },
    ask: message => new Promise(resolve => resolve(answer(message))),
    interrupt: () => controller.abort(),
  };
  const host: CellHost = {
    signal: controller.signal,
    choices,
    display: (bundle, id = `display-${cell.shown.size}`) => {
      controller.signal.throwIfAborted();
      cell.shown.set(id, bundle);
      cell.drawn++;
      return id;
    },
    openView: given => {
      answer = given;
      return { live: 'test/1', tell: message => cell.told.push(message) };
    },
    selection: () => cell.selection,
    select: chosen => {
      cell.selection = chosen;
    },
    kept: <Value extends object>(name: string, begin: () => Value): Value => {
      const value = (kept.get(name) ?? begin()) as Value;
      kept.set(name, value);
      return value;
    },
    modelsChanged: models => cell.models.push(models.map(({ name, device }) => `${name} ${device}`)),
  };
  provideCellHost(() => host);
  return cell;
}

export function leaveCell(): void {
  provideCellHost(() => undefined);
}

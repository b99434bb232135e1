import { failure } from '../../kernels/protocol/failures/index.ts';
import type { OutputChange, OutputItem } from '../../kernels/protocol/kernel/outputs.ts';

/** Where the outputs of one cell are shown. A `Handle` names one output that is there. */
export interface OutputSurface<Handle> {
  add(output: ShownOutput): Handle;
  appendText(to: Handle, name: StreamName, text: string): void;
  replace(handle: Handle, items: readonly OutputItem[]): void;
  /** Settles when the outputs are gone. */
  clear(): Promise<void>;
}

export type ShownOutput =
  | { readonly kind: 'stream'; readonly name: StreamName; readonly text: string }
  | {
      readonly kind: 'display' | 'result';
      readonly items: readonly OutputItem[];
      readonly display: string | undefined;
    };

export type StreamName = 'stdout' | 'stderr';

/** Outputs of all cells of one notebook, as the changes of its kernel leave them. */
export interface NotebookOutputs {
  /** The cell runs anew: its outputs go. */
  begin(cell: string): void;
  apply(cell: string, changes: readonly OutputChange[]): void;
  /** Somebody else took the outputs of the cell away, or the cell itself. */
  emptied(cell: string): void;
}

/** Text of one run of a cell, in UTF-16 units; far more is never read, and freezes the editor. */
export const streamLimit = 8 * 2 ** 20;
/** Bytes of one form of one output. */
export const itemLimit = 32 * 2 ** 20;

interface CellState<Handle> {
  stream: { readonly name: StreamName; readonly handle: Handle } | undefined;
  clearNext: boolean;
  streamed: number;
  clearing: number;
}

/** The rules by which changes become outputs: pure, so that they can be checked without an editor. */
export function notebookOutputs<Handle>(
  surfaceOf: (cell: string) => OutputSurface<Handle> | undefined,
): NotebookOutputs {
  const cells = new Map<string, CellState<Handle>>();
  const displays = new Map<string, { readonly cell: string; readonly handle: Handle }[]>();

  const stateOf = (cell: string): CellState<Handle> => {
    const known = cells.get(cell);
    if (known) return known;
    const state = { stream: undefined, clearNext: false, streamed: 0, clearing: 0 };
    cells.set(cell, state);
    return state;
  };
  const forgetOutputs = (cell: string, state: CellState<Handle>): void => {
    state.stream = undefined;
    state.clearNext = false;
    for (const [display, shown] of displays) {
      const left = shown.filter(each => each.cell !== cell);
      if (left.length > 0) displays.set(display, left);
      else displays.delete(display);
    }
  };
  const clear = (cell: string, state: CellState<Handle>, surface: OutputSurface<Handle>): void => {
    forgetOutputs(cell, state);
    state.clearing++;
    const done = (): void => {
      state.clearing--;
    };
    surface.clear().then(done, done);
  };
  const write = (
    state: CellState<Handle>,
    surface: OutputSurface<Handle>,
    name: StreamName,
    text: string,
  ): void => {
    if (state.stream?.name === name) surface.appendText(state.stream.handle, name, text);
    else state.stream = { name, handle: surface.add({ kind: 'stream', name, text }) };
  };
  const stream = (
    state: CellState<Handle>,
    surface: OutputSurface<Handle>,
    { name, text }: OutputChange & { kind: 'stream' },
  ): void => {
    const room = streamLimit - state.streamed;
    if (room <= 0) return;
    state.streamed += text.length;
    write(state, surface, name, text.slice(0, room));
    if (text.length < room) return;
    const limit = Math.round(streamLimit / 2 ** 20);
    const { message } = failure('output-too-large', { megabytes: limit, limit });
    write(state, surface, 'stderr', `\n${message.replace('has', 'has more than')}\n`);
  };
  const change = (
    cell: string,
    state: CellState<Handle>,
    surface: OutputSurface<Handle>,
    each: OutputChange,
  ): void => {
    if (each.kind === 'clear') {
      if (each.wait) state.clearNext = true;
      else clear(cell, state, surface);
      return;
    }
    if (each.kind === 'update') {
      const items = withinLimit(each.items);
      for (const { handle } of displays.get(each.display) ?? []) surface.replace(handle, items);
      return;
    }
    if (state.clearNext) clear(cell, state, surface);
    if (each.kind === 'stream') {
      stream(state, surface, each);
      return;
    }
    state.stream = undefined;
    const handle = surface.add({
      kind: each.kind,
      items: withinLimit(each.items),
      display: each.display,
    });
    if (each.display === undefined) return;
    displays.set(each.display, [...(displays.get(each.display) ?? []), { cell, handle }]);
  };

  return {
    begin: cell => {
      const state = stateOf(cell);
      state.streamed = 0;
      const surface = surfaceOf(cell);
      if (surface) clear(cell, state, surface);
    },
    apply: (cell, changes) => {
      const surface = surfaceOf(cell);
      if (!surface) return;
      const state = stateOf(cell);
      for (const each of changes) change(cell, state, surface, each);
    },
    emptied: cell => {
      const state = cells.get(cell);
      if (state && state.clearing === 0) forgetOutputs(cell, state);
    },
  };
}

/** Leaves forms out that are too large; if none is left, a sentence says so. */
function withinLimit(items: readonly OutputItem[]): readonly OutputItem[] {
  const left = items.filter(({ data }) => data.byteLength <= itemLimit);
  if (left.length > 0 || items.length === 0) return left;
  const megabytes = Math.round(Math.min(...items.map(({ data }) => data.byteLength)) / 2 ** 20);
  const { message } = failure('output-too-large', { megabytes, limit: itemLimit / 2 ** 20 });
  return [{ mime: 'text/plain', data: new TextEncoder().encode(message) }];
}

import type { CellFault } from '../../../protocol/kernel/faults.ts';
import type { OutputChange, OutputItem } from '../../../protocol/kernel/outputs.ts';
import { linesOf, type MimeBundle, type NotebookOutput } from './notebook.ts';

/** The outputs of the cells of one run, as they change. */
export interface Outputs {
  /** Takes a change; `count` is the cell's execution count. */
  apply(cell: string, count: number, change: OutputChange): void;
  /** The outputs of a cell so far, as nbformat writes them. */
  of(cell: string): NotebookOutput[];
}

interface Stream {
  readonly kind: 'stream';
  readonly name: 'stdout' | 'stderr';
  text: string;
}

interface Data {
  readonly kind: 'display' | 'result';
  readonly count: number;
  items: readonly OutputItem[];
}

interface Shown {
  outputs: (Stream | Data)[];
  /** A clear that waits for the next output. */
  clear: boolean;
}

/** No outputs yet. */
export function collectOutputs(): Outputs {
  const cells = new Map<string, Shown>();
  const displays = new Map<string, Data[]>();

  function shown(cell: string): Shown {
    const known = cells.get(cell) ?? { outputs: [], clear: false };
    cells.set(cell, known);
    return known;
  }

  function add(cell: string, output: Stream | Data): void {
    const place = shown(cell);
    if (place.clear) Object.assign(place, { outputs: [], clear: false });
    const last = place.outputs.at(-1);
    if (output.kind === 'stream' && last?.kind === 'stream' && last.name === output.name) {
      last.text += output.text;
    } else place.outputs.push(output);
  }

  return {
    apply(cell, count, change) {
      switch (change.kind) {
        case 'stream':
          add(cell, { ...change });
          return;
        case 'display':
        case 'result': {
          const output = { kind: change.kind, count, items: change.items };
          if (change.display !== undefined) {
            displays.set(change.display, [...(displays.get(change.display) ?? []), output]);
          }
          add(cell, output);
          return;
        }
        case 'update':
          for (const output of displays.get(change.display) ?? []) output.items = change.items;
          return;
        case 'clear':
          Object.assign(shown(cell), change.wait ? { clear: true } : { outputs: [], clear: false });
      }
    },
    of: cell => (cells.get(cell)?.outputs ?? []).map(formatOutput),
  };
}

/** A fault as the error output of its cell. */
export function errorOutput({ name, message, stack }: CellFault): NotebookOutput {
  const traceback = (stack || `${name}: ${message}`).split('\n');
  return { output_type: 'error', ename: name, evalue: message, traceback };
}

/** The text/plain form of an output, if it has one. */
export function plainText(items: readonly OutputItem[]): string | undefined {
  const item = items.find(({ mime }) => mime === 'text/plain');
  return item && new TextDecoder().decode(item.data);
}

function formatOutput(output: Stream | Data): NotebookOutput {
  if (output.kind === 'stream') {
    return { output_type: 'stream', name: output.name, text: linesOf(output.text) };
  }
  const data = bundleOf(output.items);
  return output.kind === 'display'
    ? { output_type: 'display_data', data, metadata: {} }
    : { output_type: 'execute_result', data, metadata: {}, execution_count: output.count };
}

function bundleOf(items: readonly OutputItem[]): MimeBundle {
  return Object.fromEntries(items.map(({ mime, data }) => [mime, valueOf(mime, data)]));
}

/** As nbformat's `v4/rwbase.py`: JSON types are values, text and SVG are lines, other bytes are base64. */
function valueOf(mime: string, data: Uint8Array): unknown {
  if (/^application\/(.*\+)?json$/.test(mime)) return jsonOr(data);
  if (/^text\/|\+xml$|^application\/(javascript|xml)$/.test(mime)) return linesOf(decode(data));
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}

function jsonOr(data: Uint8Array): unknown {
  const text = decode(data);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function decode(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

import type { CellFault } from '../../../../../kernels/protocol/kernel/faults.ts';
import type { OutputChange, OutputItem } from '../../../../../kernels/protocol/kernel/outputs.ts';

/** Outputs of cells as lines a reader checks at a glance: `out| `, `err| `, `= ` a value, `show| ` a display, `new| ` its update. */
export function outputLines(changes: readonly OutputChange[]): string {
  const lines: string[] = [];
  for (const change of joined(changes)) {
    switch (change.kind) {
      case 'stream':
        for (const line of change.text.replace(/\n$/, '').split('\n')) {
          lines.push(`${change.name === 'stdout' ? 'out' : 'err'}| ${line}`);
        }
        break;
      case 'result':
        lines.push(`= ${plainText(change.items)}`);
        break;
      case 'display':
        lines.push(`show| ${plainText(change.items)}`);
        break;
      case 'update':
        lines.push(`new| ${plainText(change.items)}`);
        break;
      case 'clear':
        lines.push('clear');
    }
  }
  return lines.join('\n');
}

/** `! TypeError: message @ 3:2:5`; kinds other than `error` in front. */
export function faultLine({ kind, name, message, place }: CellFault): string {
  const where = place === undefined ? '' : ` @ ${place.position}:${place.line}:${place.column}`;
  return `! ${kind === 'error' ? '' : `(${kind}) `}${name}: ${message}${where}`;
}

function joined(changes: readonly OutputChange[]): OutputChange[] {
  const all: OutputChange[] = [];
  for (const change of changes) {
    const last = all.at(-1);
    if (change.kind === 'stream' && last?.kind === 'stream' && last.name === change.name) {
      all[all.length - 1] = { ...last, text: last.text + change.text };
    } else all.push(change);
  }
  return all;
}

function plainText(items: readonly OutputItem[]): string {
  const plain = items.find(({ mime }) => mime === 'text/plain') ?? items[0];
  if (plain === undefined) return '(nothing)';
  const others = items.filter(item => item !== plain).map(({ mime, data }) => `[${mime} ${data.length}]`);
  return [new TextDecoder().decode(plain.data), ...others].join(' ');
}

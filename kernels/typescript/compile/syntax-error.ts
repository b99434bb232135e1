/** One complaint about the text of a cell; `line` and `column` count from 1. */
export interface CellDiagnostic {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The cell cannot be run as it stands. `message` is the first complaint; `frames` shows all of them. */
export class CellSyntaxError extends SyntaxError {
  override readonly name = 'SyntaxError';
  readonly position: number;
  readonly diagnostics: readonly [CellDiagnostic, ...CellDiagnostic[]];
  /** Every complaint with its place `Cell 3:2:5`, its line of the cell and a caret. */
  readonly frames: string;

  constructor(source: string, position: number, diagnostics: readonly [CellDiagnostic, ...CellDiagnostic[]]) {
    super(diagnostics[0].message);
    this.position = position;
    this.diagnostics = diagnostics;
    const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
    const shown = diagnostics.slice(0, mostShown).map(one => frame(one, position, lines));
    const rest = diagnostics.length - shown.length;
    this.frames = [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
  }
}

const mostShown = 20;
const widest = 160;

function frame({ message, line, column }: CellDiagnostic, position: number, lines: string[]): string {
  const text = lines[line - 1] ?? '';
  const from = Math.max(0, column - widest / 2);
  const shown = text.slice(from, from + widest);
  const indent = shown.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
  const margin = `${line} | `;
  return [
    message,
    `    at Cell ${position}:${line}:${column}`,
    `${margin}${shown}`,
    `${' '.repeat(margin.length)}${indent}^`,
  ].join('\n');
}

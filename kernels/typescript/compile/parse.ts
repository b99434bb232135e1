import ts from 'typescript';
import { lineStarts, placeAt } from './lines.ts';
import { CellSyntaxError, type CellDiagnostic } from './syntax-error.ts';

/** A cell as TypeScript reads it. `shift` is how many characters stand before the cell's own in the text of `file`. */
export interface ParsedCell {
  readonly file: ts.SourceFile;
  readonly shift: number;
}

/**
 * Reads a cell as an ECMAScript module in TypeScript, without types being checked. An object literal that stands alone
 * is an expression, as in Node's REPL. Throws CellSyntaxError with every complaint of the parser.
 */
export function parseCell(source: string, position: number): ParsedCell {
  const file = parseModule('cell.ts', source);
  const complaints = complaintsOf(file);
  const first = file.statements[0];
  if (first !== undefined && ts.isBlock(first) && (complaints.length > 0 || file.statements.length === 1)) {
    const literal = parseModule('cell.ts', `(${source}\n)`);
    if (complaintsOf(literal).length === 0 && literal.statements.length === 1)
      return { file: literal, shift: 1 };
  }
  const [head, ...tail] = complaints;
  if (head !== undefined) throw new CellSyntaxError(source, position, [head, ...tail]);
  return { file, shift: 0 };
}

/** Parses with `await` allowed at the top. */
export function parseModule(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, {
    languageVersion: ts.ScriptTarget.ESNext,
    setExternalModuleIndicator: file => {
      Reflect.set(file, 'externalModuleIndicator', true);
    },
  });
}

/** What the parser alone has to say of a file; in order, without repetitions. */
export function complaintsOf(file: ts.SourceFile): readonly CellDiagnostic[] {
  const { parseDiagnostics } = file as ts.SourceFile & {
    parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  if (parseDiagnostics.length === 0) return [];
  const starts = lineStarts(file.text);
  return parseDiagnostics.map(({ start, messageText }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
    ...placeAt(starts, start),
  }));
}

import { Script } from 'node:vm';
import ts from 'typescript';
import { topDeclarations, type TopDeclaration } from './declarations.ts';
import { earlyErrors } from './early-errors.ts';
import { eraseTypes, isErased } from './erase-types.ts';
import { lineStarts, placeAt, type TextPlace } from './lines.ts';
import { createLocator } from './locate.ts';
import { lowerSyntax } from './lower.ts';
import { findNames, type CellNames } from './names.ts';
import { parseCell, parseModule, type ParsedCell } from './parse.ts';
import { rewriteTop } from './rewrite.ts';
import { CellSyntaxError, type CellDiagnostic } from './syntax-error.ts';

export interface CompileOptions {
  /** Name of the script in stacks; another one for each run, since a function may outlive the text it came from. */
  readonly file: string;
  /** 1-based place of the cell in the notebook. */
  readonly position: number;
  /** Whether a name has a meaning outside the notebook, so that a cell's own variable must not replace it. */
  readonly isReserved: (name: string) => boolean;
  /** Whether a cell has declared this reserved name before. */
  readonly isShadowed: (name: string) => boolean;
}

/** A cell ready to run. */
export interface CompiledCell {
  readonly file: string;
  readonly position: number;
  readonly source: string;
  readonly code: string;
  /** Evaluates to `CellBody`. */
  readonly script: Script;
  /** Names that the cell declares for the notebook. */
  readonly declares: readonly string[];
  /** Names that it takes from other cells, or that nobody has declared. */
  readonly reads: readonly string[];
  /** Specifiers of its static imports. */
  readonly imports: readonly string[];
  /** Place in the cell's text of a place in `code`; undefined for words of the compiler. All count from 1. */
  readonly locate: (place: TextPlace) => TextPlace | undefined;
}

/**
 * TypeScript of one cell → a script. Top-level names become properties of the global object, or of the notebook's store if
 * the world has them too; types are only erased, never checked. Throws CellSyntaxError and nothing else.
 */
export function compileCell(source: string, options: CompileOptions): CompiledCell {
  try {
    return compile(source, options);
  } catch (error) {
    if (error instanceof CellSyntaxError) throw error;
    if (!(error instanceof RangeError)) throw error;
    const message = 'The cell is nested too deeply to be read';
    throw new CellSyntaxError(source, options.position, [{ message, line: 1, column: 1 }]);
  }
}

function compile(source: string, options: CompileOptions): CompiledCell {
  const parsed = parseCell(source, options.position);
  const declarations = topDeclarations(parsed.file);
  const written = findNames(parsed.file);
  refuse(source, options, parsed, declarations, written);
  const last = lastExpression(parsed.file);
  const erased = eraseTypes(parsed.file);
  const lowered = erased ? undefined : lowerSyntax(parsed, last);
  const file = lowered ? parseModule('cell.ts', lowered.text) : parsed.file;
  const names = lowered ? findNames(file) : written;
  const remaining = lowered ? remainingDeclarations(file, declarations) : declarations;
  const declared = new Set(remaining.map(one => one.name));
  const apart = new Set(
    [...names.all, ...declared].filter(
      name => options.isReserved(name) && (declared.has(name) || options.isShadowed(name)),
    ),
  );
  const { code, pieces } = rewriteTop({
    file,
    edits: erased ?? eraseTypes(file) ?? [],
    names,
    declarations: remaining,
    apart,
    last: lowered ? undefined : last,
    value: lowered?.value,
  });

  const locate = createLocator({
    code,
    pieces,
    text: file.text,
    lookup: lowered?.lookup,
    shift: parsed.shift,
  });
  const reads = new Set(names.occurrences.map(one => one.name));
  return {
    file: options.file,
    position: options.position,
    source,
    code,
    script: checked(source, code, options, locate),
    declares: [...declared],
    reads: [...reads].filter(
      name =>
        !declared.has(name) &&
        written.all.has(name) &&
        (!options.isReserved(name) || options.isShadowed(name)),
    ),
    imports: parsed.file.statements.flatMap(importedSpecifier),
    locate,
  };
}

function importedSpecifier(statement: ts.Statement): string[] {
  if (isErased(statement)) return [];
  if (ts.isImportEqualsDeclaration(statement)) {
    const { moduleReference } = statement;
    const external = ts.isExternalModuleReference(moduleReference) ? moduleReference.expression : undefined;
    return external && ts.isStringLiteral(external) ? [external.text] : [];
  }
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  const specifier = statement.moduleSpecifier;
  return specifier && ts.isStringLiteral(specifier) ? [specifier.text] : [];
}

/** The statement whose value is shown: the last, if it is an expression; types, functions and imports do not count, since they run before. */
function lastExpression(file: ts.SourceFile): ts.Statement | undefined {
  const last = file.statements.findLast(
    statement =>
      !ts.isEmptyStatement(statement) &&
      !ts.isFunctionDeclaration(statement) &&
      !ts.isImportDeclaration(statement) &&
      !isErased(statement),
  );
  return last && ts.isExpressionStatement(last) ? last : undefined;
}

function remainingDeclarations(
  file: ts.SourceFile,
  declarations: readonly TopDeclaration[],
): readonly TopDeclaration[] {
  const remains = new Set(topDeclarations(file).map(one => one.name));
  return declarations.filter(one => remains.has(one.name));
}

function refuse(
  source: string,
  { position }: CompileOptions,
  { file, shift }: ParsedCell,
  declarations: readonly TopDeclaration[],
  names: CellNames,
): void {
  const starts = lineStarts(file.text);
  const caught = names.caught.map(node => ({
    node,
    message: `Identifier '${node.text}' has already been declared`,
  }));
  const [head, ...tail] = [...earlyErrors(file, declarations), ...caught].map(
    ({ node, message }): CellDiagnostic => {
      const { line, column } = placeAt(starts, node.getStart(file));
      return { message, line, column: line === 1 ? column - shift : column };
    },
  );
  if (head) throw new CellSyntaxError(source, position, [head, ...tail]);
}

/** The engine's own reading finds what TypeScript's parser lets pass, such as `break` outside a loop. */
function checked(
  source: string,
  code: string,
  { file, position }: CompileOptions,
  locate: CompiledCell['locate'],
): Script {
  try {
    return new Script(code, { filename: file });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [place = '', , caret = ''] = (error.stack ?? '').split('\n');
    const line = Number(/:(\d+)$/.exec(place)?.[1] ?? 1);
    const found = locate({ line, column: Math.max(caret.indexOf('^'), 0) + 1 });
    throw new CellSyntaxError(source, position, [
      { message: error.message, ...(found ?? { line: 1, column: 1 }) },
    ]);
  }
}

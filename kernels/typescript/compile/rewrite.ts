import ts from 'typescript';
import { eachVar, importedNames, isVar, listKind, type TopDeclaration } from './declarations.ts';
import { assemble, insert, order, replace, type Assembly, type Edit, type Piece } from './edits.ts';
import { isErased } from './erase-types.ts';
import { freeName } from './lower.ts';
import type { CellNames } from './names.ts';

/** What `rewriteTop` needs to know of a cell without types and lowered syntax. */
export interface RewriteInput {
  readonly file: ts.SourceFile;
  /** Edits that take the types out. */
  readonly edits: readonly Edit[];
  readonly names: CellNames;
  /** The declarations that outlive the cell; other names of the top are the compiler's and stay inside. */
  readonly declarations: readonly TopDeclaration[];
  /** Names that live in the notebook's store instead of the global object. */
  readonly apart: ReadonlySet<string>;
  /** The statement whose value is shown, unless `value` already names the variable that keeps it. */
  readonly last: ts.Statement | undefined;
  readonly value: string | undefined;
}

/**
 * The cell as one script: `(async (notebook, cell) => { … })`. Declarations of the top become assignments to names that
 * `cell.declare` has made, so that functions of any cell see what a later cell makes of them.
 */
export function rewriteTop(input: RewriteInput): { code: string; pieces: readonly Piece[] } {
  const { file, names, declarations, apart } = input;
  const text = file.text;
  const store = freeName('notebook', text);
  const cell = freeName('cell', text);
  const value = input.value ?? freeName('value', text);
  const kept = new Map(declarations.map(({ name, kind }) => [name, kind]));
  const edits: Edit[] = [...input.edits];
  const start = (node: ts.Node) => node.getStart(file);
  const target = (name: string) => (apart.has(name) ? `${store}.${name}` : name);

  for (const { node, name, role } of names.occurrences) {
    if (!apart.has(name)) continue;
    const at = `${store}.${name}`;
    const words = role === 'call' ? `(0, ${at})` : role === 'shorthand' ? `${name}: ${at}` : at;
    edits.push(replace(start(node), node.end, words));
  }
  for (const node of names.topThis) edits.push(replace(start(node), node.end, 'undefined'));
  for (const node of names.dynamicImports) edits.push(replace(start(node), node.end, `${cell}.import`));
  for (const node of names.importMetas) edits.push(replace(start(node), node.end, `${cell}.meta`));

  const isKept = (list: ts.VariableDeclarationList) => {
    const first = firstName(list);
    return first === undefined || kept.has(first);
  };
  const assignList = (list: ts.VariableDeclarationList, loops: boolean) => {
    const first = list.declarations[0];
    if (!first) return;
    edits.push(replace(start(list), start(first), ''));
    for (const one of list.declarations) assignOne(one, loops);
  };
  const assignOne = ({ name, initializer, end }: ts.VariableDeclaration, loops: boolean) => {
    if (!initializer) {
      if (!loops) edits.push(insert(end, hoisted.has(name) ? '' : ' = undefined', order.closeInner));
      return;
    }
    if (!ts.isIdentifier(name)) {
      edits.push(insert(start(name), '(', order.openInner), insert(end, ')', order.closeOuter));
    } else if (apart.has(name.text) && isAnonymousFunction(initializer)) {
      edits.push(insert(start(initializer), `{ ${name.text}: `, order.openOuter));
      edits.push(insert(end, ` }.${name.text}`, order.closeOuter));
    }
  };
  const hoisted = new Set<ts.Node>();
  for (const statement of file.statements)
    eachLoopedVar(statement, (list, loops) => {
      if (!isKept(list)) return;
      for (const { name, initializer } of list.declarations) if (!initializer) hoisted.add(name);
      assignList(list, loops);
    });

  const functions: ts.FunctionDeclaration[] = [];
  const imports: (ts.ImportDeclaration | ts.ExportDeclaration)[] = [];
  const body: ts.Statement[] = [];
  for (const statement of file.statements) {
    if (isErased(statement)) continue;
    if (ts.isImportDeclaration(statement)) imports.push(statement);
    else if (ts.isExportDeclaration(statement)) {
      if (statement.moduleSpecifier) imports.push(statement);
    } else if (ts.isFunctionDeclaration(statement) && statement.name && kept.has(statement.name.text))
      functions.push(statement);
    else {
      body.push(statement);
      rewriteStatement(statement);
    }
  }

  function rewriteStatement(statement: ts.Statement): void {
    const isLast = statement === input.last;
    if (ts.isExportAssignment(statement)) {
      edits.push(replace(start(statement), start(statement.expression), `${value} = [(`));
      edits.push(insert(statement.expression.end, ')]', order.closeOuter));
    } else if (ts.isExpressionStatement(statement) && isLast && !input.value) {
      edits.push(insert(start(statement), `${value} = [(`, order.openOuter));
      edits.push(insert(statement.expression.end, ')]', order.closeOuter));
    } else if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) {
      dropExport(statement);
      const name = statement.name?.text;
      if (name === undefined) {
        edits.push(insert(start(statement), `${value} = [(`, order.openOuter));
        edits.push(insert(statement.end, ')];', order.closeOuter));
      } else if (kept.has(name)) {
        edits.push(insert(start(statement), `${target(name)} = `, order.openOuter));
        edits.push(insert(statement.end, ';', order.endStatement));
      }
    } else if (ts.isVariableStatement(statement)) {
      dropExport(statement);
      const list = statement.declarationList;
      if (isVar(list) || !isKept(list)) return;
      assignList(list, false);
      const constants = constantNames(list);
      if (constants !== '') edits.push(insert(list.end, `, ${cell}.constant(${constants})`, order.append));
    }
  }

  function dropExport(statement: ts.VariableStatement | ts.ClassDeclaration | ts.FunctionDeclaration): void {
    for (const modifier of ts.getModifiers(statement) ?? [])
      if (modifier.kind === ts.SyntaxKind.ExportKeyword || modifier.kind === ts.SyntaxKind.DefaultKeyword)
        edits.push(replace(start(modifier), modifier.end, ''));
  }

  for (const statement of functions) {
    dropExport(statement);
    edits.push(replace(start(statement.name!), statement.name!.end, ''));
  }
  const out = assemble(text, edits);
  out.word(`(async (${store}, ${cell}) => { "use strict"; let ${value}; ${declareCall(cell, declarations)}`);
  for (const statement of functions) {
    const name = statement.name!.text;
    out.word(apart.has(name) ? `${target(name)} = { ${name}: ` : `${name} = `, start(statement));
    out.range(start(statement), statement.end);
    out.word(apart.has(name) ? ` }.${name};\n` : ';\n');
  }
  for (const statement of imports) addImport(out, statement, cell, target, start(statement), names);
  for (const statement of body) out.range(statement.getFullStart(), statement.end);
  out.word(`\nreturn ${value};\n})`);
  return out.finish();
}

function declareCall(cell: string, declarations: readonly TopDeclaration[]): string {
  if (declarations.length === 0) return '\n';
  const fresh = (kind: string) => kind === 'enum' || kind === 'namespace';
  const named = (wanted: boolean) => [
    ...new Set(declarations.filter(one => fresh(one.kind) === wanted).map(one => one.name)),
  ];
  const kept = new Set(named(false));
  const cleared = named(true).filter(name => !kept.has(name));
  return `${cell}.declare(${JSON.stringify([...kept])}, ${JSON.stringify(cleared)});\n`;
}

function addImport(
  out: Assembly,
  statement: ts.ImportDeclaration | ts.ExportDeclaration,
  cell: string,
  target: (name: string) => string,
  at: number,
  { occurrences }: CellNames,
): void {
  const specifier = statement.moduleSpecifier as ts.StringLiteral;
  const wanted: string[] = [];
  const bindings: string[] = [];
  if (ts.isImportDeclaration(statement)) {
    const used = new Set(occurrences.map(one => one.name));
    const bind = (exported: string, local: string) => {
      bindings.push(
        exported === '*' ? `${target(local)} = one` : `${target(local)} = one[${JSON.stringify(exported)}]`,
      );
      if (exported !== '*' && used.has(local)) wanted.push(exported);
    };
    const clause = statement.importClause;
    if (clause?.name) bind('default', clause.name.text);
    if (clause?.namedBindings)
      if (ts.isNamespaceImport(clause.namedBindings)) bind('*', clause.namedBindings.name.text);
      else
        for (const one of clause.namedBindings.elements)
          if (!one.isTypeOnly) bind((one.propertyName ?? one.name).text, one.name.text);
  }
  const attributes = (statement.attributes?.elements ?? [])
    .map(
      ({ name, value }) =>
        `${JSON.stringify(name.text)}: ${JSON.stringify((value as ts.StringLiteral).text)}`,
    )
    .join(', ');
  const names = ts.isImportDeclaration(statement) ? importedNames(statement).map(one => one.text) : [];
  const call = `await ${cell}.load(${JSON.stringify(specifier.text)}, { ${attributes} }, ${JSON.stringify(wanted)})`;
  out.word(
    bindings.length === 0
      ? `${call};\n`
      : `{ const one = ${call}; ${bindings.join('; ')}; ${cell}.constant(${names.map(quoted).join(', ')}); }\n`,
    at,
  );
}

const quoted = (name: string) => JSON.stringify(name);

function constantNames(list: ts.VariableDeclarationList): string {
  if (listKind(list) === 'let') return '';
  const names: string[] = [];
  const collect = (name: ts.BindingName) => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const one of name.elements) if (!ts.isOmittedExpression(one)) collect(one.name);
  };
  for (const { name } of list.declarations) collect(name);
  return names.map(quoted).join(', ');
}

function firstName(list: ts.VariableDeclarationList): string | undefined {
  const first = (name: ts.BindingName): string | undefined => {
    if (ts.isIdentifier(name)) return name.text;
    for (const one of name.elements) {
      const found = ts.isOmittedExpression(one) ? undefined : first(one.name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const { name } of list.declarations) {
    const found = first(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every `var` list of the top, and whether it is the head of a `for…in` or `for…of`. */
function eachLoopedVar(
  statement: ts.Statement,
  use: (list: ts.VariableDeclarationList, loops: boolean) => void,
): void {
  const heads = new Set<ts.Node>();
  const findHeads = (node: ts.Node): void => {
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) heads.add(node.initializer);
    if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, findHeads);
  };
  findHeads(statement);
  eachVar(statement, list => {
    use(list, heads.has(list));
  });
}

function isAnonymousFunction(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isAnonymousFunction(node.expression);
  if (ts.isArrowFunction(node)) return true;
  return (ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name === undefined;
}

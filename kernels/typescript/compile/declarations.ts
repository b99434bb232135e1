import ts from 'typescript';
import { isErased, isValueNode } from './erase-types.ts';

export type NameKind = 'import' | 'const' | 'let' | 'var' | 'function' | 'class' | 'enum' | 'namespace';

/** One declaration of a name that outlives the cell. */
export interface TopDeclaration {
  readonly name: string;
  readonly kind: NameKind;
  readonly node: ts.Node;
}

/** What a cell declares at its top, `var` in blocks included, in order; types are not. */
export function topDeclarations(file: ts.SourceFile): readonly TopDeclaration[] {
  const found: TopDeclaration[] = [];
  const add = (kind: NameKind, name: ts.Node | undefined) => {
    if (name && ts.isIdentifier(name)) found.push({ name: name.text, kind, node: name });
  };
  const addPattern = (kind: NameKind, name: ts.BindingName) =>
    eachName(name, identifier => {
      add(kind, identifier);
    });
  for (const statement of file.statements) {
    if (isErased(statement)) continue;
    if (ts.isImportDeclaration(statement)) importedNames(statement).forEach(node => add('import', node));
    else if (ts.isImportEqualsDeclaration(statement)) add('import', statement.name);
    else if (ts.isFunctionDeclaration(statement)) add('function', statement.name);
    else if (ts.isClassDeclaration(statement)) add('class', statement.name);
    else if (ts.isEnumDeclaration(statement)) add('enum', statement.name);
    else if (ts.isModuleDeclaration(statement)) add('namespace', statement.name);
    else if (ts.isVariableStatement(statement) && !isVar(statement.declarationList)) {
      const list = statement.declarationList;
      const kind = listKind(list) === 'let' ? 'let' : 'const';
      for (const { name } of list.declarations) addPattern(kind, name);
    }
    eachVar(statement, list => list.declarations.forEach(({ name }) => addPattern('var', name)));
  }
  return found;
}

/** The local names of an import that can hold values. */
export function importedNames({ importClause }: ts.ImportDeclaration): readonly ts.Identifier[] {
  if (!importClause) return [];
  const { name, namedBindings } = importClause;
  const named =
    namedBindings === undefined
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name]
        : namedBindings.elements.filter(one => !one.isTypeOnly).map(one => one.name);
  return [...(name ? [name] : []), ...named];
}

export function listKind({ flags }: ts.VariableDeclarationList): 'var' | 'let' | 'const' | 'using' {
  if (flags & ts.NodeFlags.Using) return 'using';
  if (flags & ts.NodeFlags.Const) return 'const';
  return flags & ts.NodeFlags.Let ? 'let' : 'var';
}

export function isVar(list: ts.VariableDeclarationList): boolean {
  return listKind(list) === 'var';
}

/** Every `var` list below a node, functions and static blocks left out. */
export function eachVar(node: ts.Node, use: (list: ts.VariableDeclarationList) => void): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || !isValueNode(node) || isErased(node)) return;
  if (ts.isModuleDeclaration(node)) return;
  if (ts.isVariableDeclarationList(node) && isVar(node)) use(node);
  if (ts.isExpressionStatement(node)) return;
  ts.forEachChild(node, child => eachVar(child, use));
}

/** Names that `var` declares below a node. */
export function varNames(node: ts.Node, names: Set<string>): void {
  ts.forEachChild(node, child => {
    eachVar(child, list => {
      listNames(list, names);
    });
  });
}

/** Names that one statement declares for the block that holds it. */
export function lexicalNames(statement: ts.Node, names: Set<string>): void {
  if (isErased(statement)) return;
  if (ts.isVariableStatement(statement)) {
    if (!isVar(statement.declarationList)) listNames(statement.declarationList, names);
  } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    if (statement.name) names.add(statement.name.text);
  }
}

export function listNames(list: ts.VariableDeclarationList, names: Set<string>): void {
  for (const { name } of list.declarations) patternNames(name, names);
}

export function patternNames(name: ts.BindingName, names: Set<string>): void {
  eachName(name, identifier => names.add(identifier.text));
}

export function eachName(name: ts.BindingName, use: (name: ts.Identifier) => void): void {
  if (ts.isIdentifier(name)) use(name);
  else for (const element of name.elements) if (!ts.isOmittedExpression(element)) eachName(element.name, use);
}

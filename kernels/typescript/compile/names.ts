import ts from 'typescript';
import { isErased, isValueNode } from './erase-types.ts';
import { isVar, lexicalNames, listNames, patternNames, varNames } from './declarations.ts';

/** An identifier that means a name of the notebook or of the world outside the cell. */
export interface Occurrence {
  readonly node: ts.Identifier;
  readonly name: string;
  /** `call`: the function of a call, whose `this` must stay undefined; `shorthand`: `{ name }` for `{ name: name }`. */
  readonly role: 'plain' | 'call' | 'shorthand';
  readonly binds: boolean;
}

export interface CellNames {
  readonly occurrences: readonly Occurrence[];
  /** Every identifier of the cell that names a variable, wherever it is declared. */
  readonly all: ReadonlySet<string>;
  /** `this` outside functions and classes. */
  readonly topThis: readonly ts.Node[];
  /** `import` of `import()`, and `import.meta`. */
  readonly dynamicImports: readonly ts.Node[];
  readonly importMetas: readonly ts.Node[];
  /** `var` names in blocks that a binding of an enclosing block would catch. */
  readonly caught: readonly ts.Identifier[];
}

interface Scope {
  readonly names: Set<string>;
  readonly parent: Scope | undefined;
  readonly kind: 'function' | 'block' | 'catch';
}

/** Resolves the identifiers of a file by the scope rules of strict ECMAScript; types are passed over. */
export function findNames(file: ts.SourceFile): CellNames {
  const occurrences: Occurrence[] = [];
  const all = new Set<string>();
  const topThis: ts.Node[] = [];
  const dynamicImports: ts.Node[] = [];
  const importMetas: ts.Node[] = [];
  const caught: ts.Identifier[] = [];
  let thisIsTop = true;

  const holder = (name: string, scope: Scope | undefined): Scope | undefined => {
    for (let one = scope; one; one = one.parent) if (one.names.has(name)) return one;
    return undefined;
  };
  const refer = (node: ts.Identifier, scope: Scope | undefined, role: Occurrence['role'], binds = false) => {
    all.add(node.text);
    if (!holder(node.text, scope)) occurrences.push({ node, name: node.text, role, binds });
  };
  const bind = (name: ts.BindingName, scope: Scope | undefined, hoists: boolean): void => {
    if (ts.isIdentifier(name)) {
      const held = holder(name.text, scope);
      if (hoists && held?.kind === 'block') caught.push(name);
      refer(name, scope, 'plain', true);
      return;
    }
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) continue;
      if (element.propertyName && ts.isComputedPropertyName(element.propertyName))
        visit(element.propertyName, scope);
      const shorthand = ts.isObjectBindingPattern(name) && !element.propertyName && !element.dotDotDotToken;
      if (shorthand && ts.isIdentifier(element.name)) {
        bind(element.name, scope, hoists);
        const last = occurrences.at(-1);
        if (last?.node === element.name) occurrences[occurrences.length - 1] = { ...last, role: 'shorthand' };
      } else bind(element.name, scope, hoists);
      if (element.initializer) visit(element.initializer, scope);
    }
  };
  const inside = (node: ts.Node, scope: Scope | undefined) =>
    ts.forEachChild(node, child => {
      if (isValueNode(child)) visit(child, scope);
    });
  const withOwnThis = (run: () => void) => {
    const before = thisIsTop;
    thisIsTop = false;
    run();
    thisIsTop = before;
  };
  const block = (statements: readonly ts.Node[], parent: Scope | undefined): Scope => {
    const names = new Set<string>();
    for (const statement of statements) lexicalNames(statement, names);
    return { names, parent, kind: 'block' };
  };
  const functionScope = (body: ts.Block, parent: Scope | undefined): Scope => {
    const { names } = block(body.statements, parent);
    varNames(body, names);
    return { names, parent, kind: 'function' };
  };
  const functionBody = (
    node: ts.SignatureDeclaration & { body?: ts.Node | undefined },
    parent: Scope | undefined,
  ) => {
    const outer = new Set<string>();
    if (!ts.isArrowFunction(node)) outer.add('arguments');
    if (ts.isFunctionExpression(node) && node.name) outer.add(node.name.text);
    for (const parameter of node.parameters) patternNames(parameter.name, outer);
    const parameters: Scope = { names: outer, parent, kind: 'function' };
    for (const name of outer) all.add(name);
    for (const parameter of node.parameters) {
      if (ts.isIdentifier(parameter.name) && parameter.name.text === 'this') continue;
      bind(parameter.name, parameters, false);
      if (parameter.initializer) visit(parameter.initializer, parameters);
    }
    if (!node.body) return;
    if (!ts.isBlock(node.body)) {
      visit(node.body, parameters);
      return;
    }
    const body = functionScope(node.body, parameters);
    for (const statement of node.body.statements) visit(statement, body);
  };

  const visit = (node: ts.Node, scope: Scope | undefined): void => {
    if (isErased(node)) return;
    if (ts.canHaveDecorators(node))
      for (const decorator of ts.getDecorators(node) ?? []) visit(decorator.expression, scope);
    if (ts.isIdentifier(node)) refer(node, scope, 'plain');
    else if (node.kind === ts.SyntaxKind.ThisKeyword) {
      if (thisIsTop) topThis.push(node);
    } else if (ts.isMetaProperty(node)) {
      if (node.keywordToken === ts.SyntaxKind.ImportKeyword) importMetas.push(node);
    } else if (node.kind === ts.SyntaxKind.ImportKeyword) dynamicImports.push(node);
    else if (ts.isPropertyAccessExpression(node)) visit(node.expression, scope);
    else if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) visit(node.expression, scope);
    else if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) {
      const callee = ts.isCallExpression(node) ? node.expression : node.tag;
      if (ts.isIdentifier(callee)) refer(callee, scope, 'call');
      else visit(callee, scope);
      if (ts.isCallExpression(node)) for (const argument of node.arguments) visit(argument, scope);
      else visit(node.template, scope);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      refer(node.name, scope, 'shorthand');
      if (node.objectAssignmentInitializer) visit(node.objectAssignmentInitializer, scope);
    } else if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) visit(node.name, scope);
      visit(node.initializer, scope);
    } else if (ts.isVariableDeclaration(node)) {
      bind(node.name, scope, false);
      if (node.initializer) visit(node.initializer, scope);
    } else if (ts.isVariableDeclarationList(node)) {
      for (const { name, initializer } of node.declarations) {
        bind(name, scope, isVar(node));
        if (initializer) visit(initializer, scope);
      }
    } else if (ts.isFunctionDeclaration(node)) {
      if (node.name) all.add(node.name.text);
      withOwnThis(() => functionBody(node, scope));
    } else if (ts.isFunctionExpression(node)) withOwnThis(() => functionBody(node, scope));
    else if (ts.isArrowFunction(node)) functionBody(node, scope);
    else if (ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isConstructorDeclaration(node)) {
      if (ts.isComputedPropertyName(node.name ?? node)) visit(node.name!, scope);
      withOwnThis(() => functionBody(node, scope));
    } else if (ts.isPropertyDeclaration(node)) {
      if (ts.isComputedPropertyName(node.name)) visit(node.name, scope);
      const names = new Set(['arguments']);
      const initializer = node.initializer;
      if (initializer) withOwnThis(() => visit(initializer, { names, parent: scope, kind: 'function' }));
    } else if (ts.isClassStaticBlockDeclaration(node)) {
      const body = functionScope(node.body, scope);
      withOwnThis(() => node.body.statements.forEach(statement => visit(statement, body)));
    } else if (ts.isClassLike(node)) {
      if (node.name) all.add(node.name.text);
      const names = new Set(node.name ? [node.name.text] : []);
      const own: Scope = { names, parent: scope, kind: 'block' };
      for (const clause of node.heritageClauses ?? []) visit(clause, own);
      for (const member of node.members) visit(member, own);
    } else if (ts.isBlock(node)) {
      const own = block(node.statements, scope);
      for (const statement of node.statements) visit(statement, own);
    } else if (ts.isCaseBlock(node)) {
      const own = block(
        node.clauses.flatMap(clause => [...clause.statements]),
        scope,
      );
      for (const clause of node.clauses) inside(clause, own);
    } else if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      const names = new Set<string>();
      if (node.initializer && ts.isVariableDeclarationList(node.initializer))
        if (!isVar(node.initializer)) listNames(node.initializer, names);
      inside(node, { names, parent: scope, kind: 'block' });
    } else if (ts.isCatchClause(node)) {
      const names = new Set<string>();
      if (node.variableDeclaration) patternNames(node.variableDeclaration.name, names);
      const simple = node.variableDeclaration && ts.isIdentifier(node.variableDeclaration.name);
      inside(node, { names, parent: scope, kind: simple ? 'catch' : 'block' });
    } else if (ts.isLabeledStatement(node)) visit(node.statement, scope);
    else if (ts.isBreakOrContinueStatement(node)) return;
    else if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    else inside(node, scope);
  };
  for (const statement of file.statements) visit(statement, undefined);
  return { occurrences, all, topThis, dynamicImports, importMetas, caught };
}

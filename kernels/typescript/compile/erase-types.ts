import ts from 'typescript';
import { insert, order, replace, type Edit } from './edits.ts';

/**
 * The edits that take all types out of a file, or undefined if it holds syntax that types alone do not explain:
 * enums, namespaces, decorators, parameter properties, accessors, `using`, `import =`, `export =`.
 * Statements and fields that end without a semicolon get one, because what follows could otherwise continue them.
 */
export function eraseTypes(file: ts.SourceFile): Edit[] | undefined {
  const edits: Edit[] = [];
  const text = file.text;
  const found = { lower: false };
  const start = (node: ts.Node) => node.getStart(file);
  const remove = (from: number, to: number) => edits.push(replace(from, to, ' '));
  const removeBefore = (node: ts.Node | undefined, from: number) => {
    if (node) remove(from, node.end);
  };

  const removeList = (list: ts.NodeArray<ts.Node> | undefined, upTo?: number) => {
    if (list) remove(list.pos - 1, upTo ?? afterTrivia(text, list.end) + 1);
  };
  const removeModifiers = (node: ts.Node) => {
    if (!ts.canHaveModifiers(node)) return;
    for (const modifier of ts.getModifiers(node) ?? [])
      if (typeModifiers.has(modifier.kind)) remove(start(modifier), modifier.end);
  };

  const signature = (node: ts.SignatureDeclaration) => {
    const types = node.typeParameters;
    removeList(types, types && afterTrivia(text, afterTrivia(text, types.end) + 1));
    node.parameters.forEach((parameter, k) => {
      if (!ts.isIdentifier(parameter.name) || parameter.name.text !== 'this') return;
      const next = node.parameters[k + 1];
      remove(start(parameter), next ? start(next) : node.parameters.end);
    });
    if (node.type) remove(afterTrivia(text, node.parameters.end) + 1, node.type.end);
  };

  const visit = (node: ts.Node): void => {
    if (found.lower) return;
    if (isErased(node)) {
      edits.push(replace(start(node), node.end, ts.isStatement(node) ? ';' : ' '));
      return;
    }
    if (isLowered(node)) {
      found.lower = true;
      return;
    }
    removeModifiers(node);
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
      visit(node.expression);
      remove(node.expression.end, node.end);
      return;
    }
    if (ts.isTypeAssertionExpression(node)) {
      edits.push(replace(start(node), start(node.expression), '('));
      visit(node.expression);
      edits.push(insert(node.end, ')', order.closeInner));
      return;
    }
    if (ts.isNonNullExpression(node)) remove(node.end - 1, node.end);
    else if (ts.isFunctionLike(node)) signature(node);
    else if (ts.isClassLike(node)) removeList(node.typeParameters);
    else if (ts.isVariableDeclaration(node)) {
      if (node.exclamationToken) remove(start(node.exclamationToken), node.exclamationToken.end);
      removeBefore(node.type, node.exclamationToken?.end ?? node.name.end);
    } else if (ts.isParameter(node)) {
      if (isThisParameter(node)) return;
      if (node.questionToken) remove(start(node.questionToken), node.questionToken.end);
      removeBefore(node.type, node.questionToken?.end ?? node.name.end);
    } else if (ts.isPropertyDeclaration(node)) {
      const mark = node.questionToken ?? node.exclamationToken;
      if (mark) remove(start(mark), mark.end);
      removeBefore(node.type, mark?.end ?? node.name.end);
      if (text[node.end - 1] !== ';') edits.push(insert(node.end, ';', order.endStatement));
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) removeList(node.typeArguments);
    else if (ts.isTaggedTemplateExpression(node)) removeList(node.typeArguments, start(node.template));
    else if (ts.isExpressionWithTypeArguments(node)) removeList(node.typeArguments);
    if (ts.isMethodDeclaration(node) && node.questionToken)
      remove(start(node.questionToken), node.questionToken.end);
    if (needsSemicolon(node) && text[node.end - 1] !== ';')
      edits.push(insert(node.end, ';', order.endStatement));
    ts.forEachChild(node, child => {
      if (isValueNode(child)) visit(child);
    });
  };
  visit(file);
  return found.lower ? undefined : edits;
}

/** Whether a node stands for something at run time; its descendants may still hold types. */
export function isValueNode(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) return true;
  return !ts.isTypeNode(node) && !ts.isTypeParameterDeclaration(node);
}

/** A declaration that leaves nothing behind. */
export function isErased(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isIndexSignatureDeclaration(node) || ts.isNamespaceExportDeclaration(node)) return true;
  if (ts.isFunctionDeclaration(node) || ts.isConstructorDeclaration(node)) return node.body === undefined;
  if (ts.isMethodDeclaration(node)) return node.body === undefined;
  if (ts.isAccessor(node)) return has(node, ts.SyntaxKind.AbstractKeyword);
  if (ts.isPropertyDeclaration(node))
    return has(node, ts.SyntaxKind.AbstractKeyword) || has(node, ts.SyntaxKind.DeclareKeyword);
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(node) || ts.isImportEqualsDeclaration(node)) return node.isTypeOnly;
  return ts.isStatement(node) && has(node, ts.SyntaxKind.DeclareKeyword);
}

/** Offset of the first character at or after `from` that is neither space nor comment. */
function afterTrivia(text: string, from: number): number {
  const trivia = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/y;
  trivia.lastIndex = from;
  trivia.exec(text);
  return trivia.lastIndex;
}

function isLowered(node: ts.Node): boolean {
  if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) return true;
  if (ts.isDecorator(node) || ts.isImportEqualsDeclaration(node)) return true;
  if (ts.isExportAssignment(node)) return node.isExportEquals === true;
  if (ts.isVariableDeclarationList(node)) return (node.flags & ts.NodeFlags.Using) !== 0;
  if (ts.isParameter(node)) return (ts.getModifiers(node) ?? []).length > 0;
  return ts.isPropertyDeclaration(node) && has(node, ts.SyntaxKind.AccessorKeyword);
}

function has(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(one => one.kind === kind);
}

function isThisParameter(node: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(node.name) && node.name.text === 'this';
}

const typeModifiers = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.OverrideKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
]);

const ended = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.VariableStatement,
  ts.SyntaxKind.ExpressionStatement,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.ThrowStatement,
  ts.SyntaxKind.BreakStatement,
  ts.SyntaxKind.ContinueStatement,
  ts.SyntaxKind.DebuggerStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.ExportAssignment,
]);

function needsSemicolon(node: ts.Node): boolean {
  return ended.has(node.kind);
}

import ts from 'typescript';
import { eachName, isVar, listKind, type TopDeclaration } from './declarations.ts';
import { isErased } from './erase-types.ts';

/** What an engine would refuse before the cell runs, but could no longer see once the declarations of the top are rewritten. */
export function earlyErrors(
  file: ts.SourceFile,
  declarations: readonly TopDeclaration[],
): readonly { node: ts.Node; message: string }[] {
  const errors: { node: ts.Node; message: string }[] = [];
  const seen = new Map<string, TopDeclaration>();
  for (const declaration of declarations) {
    const { name, node, kind } = declaration;
    const before = seen.get(name);
    if (before && !mayStandTogether(before, declaration))
      errors.push({ node, message: `Identifier '${name}' has already been declared` });
    if (!before || kind !== 'namespace') seen.set(name, declaration);
    if (name === 'eval' || name === 'arguments')
      errors.push({ node, message: `Unexpected eval or arguments in strict mode` });
  }
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement) && !isErased(statement))
      for (const one of statement.declarationList.declarations) {
        if (one.initializer) continue;
        if (!ts.isIdentifier(one.name))
          errors.push({ node: one, message: 'Missing initializer in destructuring declaration' });
        else if (['const', 'using'].includes(listKind(statement.declarationList)))
          errors.push({ node: one, message: 'Missing initializer in const declaration' });
      }
    if (ts.isVariableStatement(statement) && !isVar(statement.declarationList))
      for (const { name } of statement.declarationList.declarations)
        eachName(name, node => {
          if (node.text === 'let')
            errors.push({ node, message: 'let is disallowed as a lexically bound name' });
        });
    const decorator = ts.canHaveModifiers(statement) && statement.modifiers?.find(ts.isDecorator);
    if (decorator && !ts.isClassDeclaration(statement))
      errors.push({ node: decorator, message: 'Decorators are not valid here' });
    topReturns(statement, node => errors.push({ node, message: 'Illegal return statement' }));
  }
  return errors;
}

function mayStandTogether(a: TopDeclaration, b: TopDeclaration): boolean {
  const kinds = new Set([a.kind, b.kind]);
  const only = (...allowed: string[]) => [...kinds].every(kind => allowed.includes(kind));
  if (only('var', 'function') || only('enum') || only('enum', 'namespace')) return true;
  return kinds.has('namespace') && only('namespace', 'function', 'class');
}

function topReturns(node: ts.Node, use: (node: ts.Node) => void): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isExpressionStatement(node)) return;
  if (ts.isReturnStatement(node)) use(node);
  ts.forEachChild(node, child => topReturns(child, use));
}

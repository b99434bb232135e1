import type TypeScript from 'typescript';

/** What the top level of a cell gives to the cells after it. */
export interface DeclaredNames {
  /** Everything that can be used by name, imports and types included. */
  readonly names: readonly string[];
  /** Those that the cell exports by a word of its own. */
  readonly exported: readonly string[];
}

/** The names that the top level of `text` declares, in their order. */
export function declaredNames(ts: typeof TypeScript, text: string): DeclaredNames {
  const names = new Set<string>();
  const exported = new Set<string>();
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  for (const statement of file.statements) {
    const found = namesOf(ts, statement);
    for (const name of found) names.add(name);
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      for (const name of found) exported.add(name);
  }
  return { names: [...names], exported: [...exported] };
}

function namesOf(ts: typeof TypeScript, statement: TypeScript.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(ts, name));
  if (ts.isImportDeclaration(statement)) return importedNames(ts, statement.importClause);
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  )
    return statement.name ? [statement.name.text] : [];
  return ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
}

function boundNames(ts: typeof TypeScript, name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap(element => (ts.isBindingElement(element) ? boundNames(ts, element.name) : []));
}

function importedNames(ts: typeof TypeScript, clause: TypeScript.ImportClause | undefined): string[] {
  if (!clause) return [];
  const { name, namedBindings } = clause;
  const all = name ? [name.text] : [];
  if (!namedBindings) return all;
  if (ts.isNamespaceImport(namedBindings)) return [...all, namedBindings.name.text];
  return [...all, ...namedBindings.elements.map(element => element.name.text)];
}

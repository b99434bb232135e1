import ts from 'typescript';
import type { ParsedCell } from './parse.ts';
import { readMappings, type MapLookup } from './source-map.ts';

/** The name under which the lowered text keeps the value of its last expression. */
export interface LoweredCell {
  readonly text: string;
  readonly lookup: MapLookup;
  readonly value: string | undefined;
}

/**
 * Rewrites what types alone do not explain (enums, namespaces, standard decorators, parameter properties, accessors,
 * `using`) with TypeScript's own transformers. Decorators are the standard ones: the legacy kind wants type metadata,
 * which needs a type checker. Imports are all kept, since another cell may use them.
 */
export function lowerSyntax({ file }: ParsedCell, last: ts.Statement | undefined): LoweredCell {
  const value = last && freeName('value', file.text);
  const { outputText, sourceMapText } = ts.transpileModule(file.text, {
    fileName: 'cell.ts',
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Preserve,
      moduleDetection: ts.ModuleDetectionKind.Force,
      verbatimModuleSyntax: true,
      sourceMap: true,
      newLine: ts.NewLineKind.LineFeed,
    },
    transformers: { before: [context => source => keepValue(source, last, value, context.factory)] },
  });
  const { mappings } = JSON.parse(sourceMapText ?? '{"mappings":""}') as { mappings: string };
  return {
    text: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ''),
    lookup: readMappings(mappings),
    value,
  };
}

/** `base`, or `base_1` …, whichever does not occur in a text at all. */
export function freeName(base: string, text: string): string {
  for (let k = 0; ; k++) {
    const name = k === 0 ? base : `${base}_${k}`;
    if (!text.includes(name)) return name;
  }
}

function keepValue(
  source: ts.SourceFile,
  last: ts.Statement | undefined,
  value: string | undefined,
  factory: ts.NodeFactory,
): ts.SourceFile {
  const statements = source.statements.map(statement => {
    if (ts.isExportAssignment(statement) && statement.isExportEquals)
      return ts.setTextRange(factory.createExportDefault(statement.expression), statement);
    const isLast = last?.pos === statement.pos && last.end === statement.end;
    if (!isLast || !value || !ts.isExpressionStatement(statement)) return statement;
    const kept = factory.createArrayLiteralExpression([
      factory.createParenthesizedExpression(statement.expression),
    ]);
    const assigned = factory.createAssignment(factory.createIdentifier(value), kept);
    return factory.updateExpressionStatement(statement, assigned);
  });
  return factory.updateSourceFile(source, statements);
}

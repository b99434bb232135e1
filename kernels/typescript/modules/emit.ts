import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { freeName } from '../compile/lower.ts';
import { readMappings, type MapLookup } from '../compile/source-map.ts';

/** A TypeScript file as JavaScript. */
export interface EmittedModule {
  readonly code: string;
  readonly lookup: MapLookup;
}

export interface EmitOptions {
  readonly path: string;
  readonly commonJs: boolean;
  /** Free names of the file that a module has not by itself: `require`, `__dirname`, `__filename`. */
  readonly free: ReadonlySet<string>;
  /** Where an imported specifier is to be loaded from. */
  readonly target: (specifier: string) => string;
  /** Names the loader among those of the process. */
  readonly loader: string;
}

/** The registered symbol under which compiled modules find their loader for `import()`. */
export const loadersKey = 'clip-notebook.module-loaders';

/**
 * Compiles one file without checking types. Imports lead to what `target` says; `import.meta` tells of the real file; `import()`
 * asks the loader. The map is inline, for debuggers, and returned, for stacks.
 */
export function emitModule(text: string, options: EmitOptions): EmittedModule {
  const { path, commonJs, free } = options;
  const meta = freeName('importMeta', text);
  const load = freeName('importModule', text);
  const makeRequire = freeName('createRequire', text);
  const used = { meta: false, load: false };
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: commonJs ? ts.ModuleKind.CommonJS : ts.ModuleKind.Preserve,
    moduleDetection: commonJs ? ts.ModuleDetectionKind.Auto : ts.ModuleDetectionKind.Force,
    esModuleInterop: true,
    sourceMap: true,
    newLine: ts.NewLineKind.LineFeed,
  };
  const literal = (factory: ts.NodeFactory, node: ts.Expression) =>
    ts.isStringLiteral(node) ? factory.createStringLiteral(options.target(node.text)) : node;
  const dynamic = eachNode((node, { factory }) => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      used.meta = true;
      return factory.createIdentifier(meta);
    }
    if (node.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
    used.load = true;
    return factory.createIdentifier(load);
  });
  const redirected = eachNode((node, { factory }) => {
    if (ts.isImportDeclaration(node)) {
      const { modifiers, importClause, moduleSpecifier } = node;
      return factory.updateImportDeclaration(
        node,
        modifiers,
        importClause,
        literal(factory, moduleSpecifier),
        undefined,
      );
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const { modifiers, isTypeOnly, exportClause, moduleSpecifier } = node;
      const to = literal(factory, moduleSpecifier);
      return factory.updateExportDeclaration(node, modifiers, isTypeOnly, exportClause, to, undefined);
    }
    if (!commonJs || !ts.isCallExpression(node)) return undefined;
    const { expression, arguments: given } = node;
    if (!ts.isIdentifier(expression) || expression.text !== 'require' || given.length !== 1) return undefined;
    return factory.updateCallExpression(node, expression, undefined, [literal(factory, given[0]!)]);
  });
  const transformers: ts.CustomTransformers = { before: [dynamic], after: [redirected] };
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions,
    transformers,
  });

  const url = pathToFileURL(path).href;
  const quoted = JSON.stringify;
  const head: string[] = [];
  const loaderOf = `globalThis[Symbol.for(${quoted(loadersKey)})].get(${quoted(options.loader)})(${quoted(path)})`;
  if (commonJs || free.has('require'))
    head.push(
      commonJs
        ? `require = require("node:module").createRequire(${quoted(path)});`
        : `import { createRequire as ${makeRequire} } from "node:module"; const require = ${makeRequire}(${quoted(path)});`,
    );
  const declare = commonJs ? '' : 'const ';
  if (free.has('__filename')) head.push(`${declare}__filename = ${quoted(path)};`);
  if (free.has('__dirname')) head.push(`${declare}__dirname = ${quoted(dirname(path))};`);
  if (used.load || used.meta) head.push(`const ${load} = ${loaderOf};`);
  if (used.meta)
    head.push(
      `const ${meta} = { url: ${quoted(url)}, filename: ${quoted(path)}, dirname: ${quoted(dirname(path))}, resolve: ${load}.resolve };`,
    );
  const { mappings } = JSON.parse(sourceMapText ?? '{"mappings":""}') as { mappings: string };
  const shifted = `;${mappings}`;
  const map = JSON.stringify({ version: 3, sources: [url], names: [], mappings: shifted });
  const body = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
  return {
    code: `${head.join(' ')}\n${body}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`,
    lookup: readMappings(shifted),
  };
}

/** A pass over all nodes of a file; those for which `change` gives nothing are searched further. */
function eachNode(
  change: (node: ts.Node, context: ts.TransformationContext) => ts.Node | undefined,
): ts.TransformerFactory<ts.SourceFile> {
  return context => {
    const visit = (node: ts.Node): ts.Node =>
      change(node, context) ?? ts.visitEachChild(node, visit, context);
    return file => ts.visitEachChild(file, visit, context);
  };
}

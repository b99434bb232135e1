import type TypeScript from 'typescript';
import { cellModuleIndex, cellSuffix } from './cell-module.ts';
import { declaredNames, type DeclaredNames } from './declared-names.ts';
import type { PlacedCell } from './notebook-cells.ts';

/** What the plugin knows of the cells that TypeScript's server holds. */
export interface Cells {
  place(file: string): PlacedCell | undefined;
  /** Characters that the user wrote: what lies behind is the plugin's. */
  lengthOf(file: string): number;
  /** Whether any cell of the same notebook declares `name`. */
  declares(file: string, name: string): boolean;
  declarations(): string;
}

type Host = TypeScript.LanguageServiceHost;

/** Lets the host of a language service show cells as modules, and find `clip-notebook`. The host is changed in place, as the server keeps it. */
export function serveCells(
  ts: typeof TypeScript,
  host: Host,
  placing: { place: Cells['place']; declarations: Cells['declarations'] },
): Cells {
  const snapshotOf = host.getScriptSnapshot.bind(host);
  const versionOf = host.getScriptVersion.bind(host);
  const resolve = host.resolveModuleNameLiterals?.bind(host);
  const known = new Map<string, { readonly text: string; readonly declared: DeclaredNames }>();
  const textOf = (file: string): string => {
    const snapshot = snapshotOf(file);
    return snapshot ? snapshot.getText(0, snapshot.getLength()) : '';
  };
  const declaredIn = (file: string): DeclaredNames => {
    const text = textOf(file);
    const kept = known.get(file);
    if (kept?.text === text) return kept.declared;
    const declared = declaredNames(ts, text);
    known.set(file, { text, declared });
    return declared;
  };
  const suffixOf = ({ notebook, index }: PlacedCell): string =>
    cellSuffix(notebook.cells.map(declaredIn), index);

  host.getScriptSnapshot = file => {
    const placed = placing.place(file);
    return placed ? ts.ScriptSnapshot.fromString(textOf(file) + suffixOf(placed)) : snapshotOf(file);
  };
  host.getScriptVersion = file => {
    const placed = placing.place(file);
    // The server compares versions as text; what other cells declare is part of this one.
    return placed ? `${versionOf(file)} ${suffixOf(placed)}` : versionOf(file);
  };
  host.resolveModuleNameLiterals = (literals, containing, redirected, options, source, reused) => {
    const placed = placing.place(containing);
    const usual = resolve?.(literals, containing, redirected, options, source, reused);
    return literals.map(({ text }, at) => {
      const found = usual?.[at] ?? { resolvedModule: undefined };
      return placed ? (resolveFromCell(ts, text, placed, { host, options, placing }) ?? found) : found;
    });
  };
  return {
    ...placing,
    lengthOf: file => snapshotOf(file)?.getLength() ?? 0,
    declares: (file, name) =>
      placing.place(file)?.notebook.cells.some(cell => declaredIn(cell).names.includes(name)) ?? false,
  };
}

interface Resolving {
  readonly host: Host;
  readonly options: TypeScript.CompilerOptions;
  readonly placing: { declarations: Cells['declarations'] };
}

function resolveFromCell(
  ts: typeof TypeScript,
  name: string,
  { notebook }: PlacedCell,
  { host, options, placing }: Resolving,
): TypeScript.ResolvedModuleWithFailedLookupLocations | undefined {
  const index = cellModuleIndex(name);
  const resolved = (resolvedFileName: string, extension: string) => ({
    resolvedModule: { resolvedFileName, extension, isExternalLibraryImport: false },
  });
  if (index !== undefined) {
    const file = notebook.cells[index];
    return file === undefined ? undefined : resolved(file, ts.Extension.Ts);
  }
  if (name === 'clip-notebook') return resolved(placing.declarations(), ts.Extension.Dts);
  // The server places a cell in a folder that does not exist; its imports begin in that of the notebook.
  const found = ts.resolveModuleName(name, `${notebook.folder}/cell.ts`, options, {
    fileExists: file => host.fileExists(file),
    readFile: file => host.readFile(file),
    ...(host.directoryExists && { directoryExists: folder => host.directoryExists!(folder) }),
  });
  return found.resolvedModule ? found : undefined;
}

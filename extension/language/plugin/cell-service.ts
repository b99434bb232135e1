import type TypeScript from 'typescript';
import type { Cells } from './cell-host.ts';
import { completionsFor, detailsFor } from './completions.ts';

/** Faults of a module or of a program as a whole that say nothing of a notebook's cell. */
const notOfCells = new Set([
  2632, // assigning to a name that an earlier cell declared
  5097, // an import that ends in .ts, which the kernel reads
  2835, // an import without ending
  7005, // a list that is filled later on
  7034,
]);
const nameNotFound = new Set([2304, 2552, 18004]);

/** A language service whose answers about cells are free of what the plugin wrote behind them. */
export function cellService(
  ts: typeof TypeScript,
  service: TypeScript.LanguageService,
  cells: Cells,
): TypeScript.LanguageService {
  const inside = (file: string, start: number): boolean => !cells.place(file) || start < cells.lengthOf(file);
  const kept = <Span extends { fileName: string; textSpan: TypeScript.TextSpan }>(
    spans: readonly Span[] | undefined,
  ): Span[] | undefined => spans?.filter(({ fileName, textSpan }) => inside(fileName, textSpan.start));
  const problems = <Problem extends TypeScript.Diagnostic>(
    file: string,
    found: readonly Problem[],
  ): Problem[] =>
    found.filter(({ start = 0, code, messageText }) => {
      if (!inside(file, start) || notOfCells.has(code)) return false;
      const sentence = ts.flattenDiagnosticMessageText(messageText, ' ');
      const name = nameNotFound.has(code) ? /'([^']+)'/.exec(sentence)?.[1] : undefined;
      return name === undefined || !cells.declares(file, name);
    });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- one of its two forms is; the server calls either.
  const rename = service.findRenameLocations.bind(service);
  return {
    ...service,
    // The editor asks for all problems of a cell but shows only those of its syntax.
    getSyntacticDiagnostics: file =>
      cells.place(file)
        ? ([
            ...withinCell(service.getSyntacticDiagnostics(file), cells.lengthOf(file)),
            ...problems(file, service.getSemanticDiagnostics(file)),
          ] as TypeScript.DiagnosticWithLocation[])
        : service.getSyntacticDiagnostics(file),
    getSemanticDiagnostics: file => (cells.place(file) ? [] : service.getSemanticDiagnostics(file)),
    getSuggestionDiagnostics: file =>
      problems(file, service.getSuggestionDiagnostics(file)).filter(
        // What seems unused may be used by a later cell.
        ({ reportsUnnecessary }) => !cells.place(file) || !reportsUnnecessary,
      ),
    getQuickInfoAtPosition: (file, position, ...rest) => {
      const info = service.getQuickInfoAtPosition(file, position, ...rest);
      if (!info?.displayParts || !cells.place(file)) return info;
      return { ...info, displayParts: withoutAlias(info.displayParts) };
    },
    getCompletionsAtPosition: (file, position, ...rest) =>
      completionsFor(cells, file, service.getCompletionsAtPosition(file, position, ...rest)),
    getCompletionEntryDetails: (file, position, name, format, source, ...rest) =>
      detailsFor(
        cells,
        file,
        service.getCompletionEntryDetails(file, position, name, format, source, ...rest),
      ),
    getDefinitionAtPosition: (file, position, ...rest) =>
      kept(service.getDefinitionAtPosition(file, position, ...rest)),
    getDefinitionAndBoundSpan: (file, position) => {
      const found = service.getDefinitionAndBoundSpan(file, position);
      const definitions = kept(found?.definitions);
      return found && { ...found, ...(definitions && { definitions }) };
    },
    getReferencesAtPosition: (file, position) => kept(service.getReferencesAtPosition(file, position)),
    findReferences: (file, position) =>
      service
        .findReferences(file, position)
        ?.map(symbol => ({ ...symbol, references: kept(symbol.references) ?? [] }))
        .filter(
          ({ definition, references }) =>
            references.length > 0 && inside(definition.fileName, definition.textSpan.start),
        ),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above.
    findRenameLocations: ((file: string, ...asked: RenameOptions) =>
      kept(rename(file, ...asked))) as typeof rename,
    getDocumentHighlights: (file, position, files) =>
      service.getDocumentHighlights(file, position, files)?.map(each => ({
        ...each,
        highlightSpans: each.highlightSpans.filter(({ textSpan }) => inside(each.fileName, textSpan.start)),
      })),
    getNavigationTree: file => {
      const tree = service.getNavigationTree(file);
      const { childItems } = tree;
      if (!cells.place(file) || !childItems) return tree;
      const start = ({ spans }: TypeScript.NavigationTree): number => spans[0]?.start ?? 0;
      return {
        ...tree,
        spans: tree.spans.map(({ start: from }) => ({ start: from, length: cells.lengthOf(file) - from })),
        childItems: childItems.filter(item => inside(file, start(item))),
      };
    },
  };
}

/** What is missing at the end of a cell is found missing behind it. */
function withinCell(
  found: readonly TypeScript.DiagnosticWithLocation[],
  end: number,
): TypeScript.DiagnosticWithLocation[] {
  return found.map(each =>
    each.start < end ? each : { ...each, start: Math.max(0, end - 1), length: Math.min(1, end) },
  );
}

type RenameOptions = [
  position: number,
  inStrings: boolean,
  inComments: boolean,
  preferences: TypeScript.UserPreferences,
];

/** A name of another cell is to the reader what it is there, not an import. */
function withoutAlias(parts: TypeScript.SymbolDisplayPart[]): TypeScript.SymbolDisplayPart[] {
  const text = parts.map(part => part.text).join('');
  if (!text.startsWith('(alias) ')) return parts;
  const tail = parts.findIndex(({ text: word }, at) => word === 'import' && parts[at - 1]?.text === '\n');
  const body = parts.slice(
    parts.findIndex(({ text: word }) => word === ')') + 1,
    tail < 0 ? undefined : tail - 1,
  );
  while (body[0]?.text.trim() === '') body.shift();
  return body.length > 0 ? body : parts;
}

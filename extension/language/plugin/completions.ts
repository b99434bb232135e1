import type TypeScript from 'typescript';
import type { Cells } from './cell-host.ts';

const library = 'clip-notebook';

/** Completions of a cell: what the library exports is offered under the library's name, what lies inside it and behind the cell is not. */
export function completionsFor<Info extends TypeScript.CompletionInfo>(
  cells: Cells,
  file: string,
  info: Info | undefined,
): Info | undefined {
  if (!info || !cells.place(file)) return info;
  const entries = info.entries.flatMap(entry => {
    if (entry.name === 'ClipNotebookGlobals') return [];
    const { source } = entry;
    if (source === undefined) return [entry];
    const from = originOf(cells, source);
    if (from === 'elsewhere') return [entry];
    return from === 'library' ? [{ ...entry, sourceDisplay: [{ text: library, kind: 'text' }] }] : [];
  });
  return { ...info, entries };
}

/** The details of one completion, whose import is written at the top of the cell. */
export function detailsFor(
  cells: Cells,
  file: string,
  details: TypeScript.CompletionEntryDetails | undefined,
): TypeScript.CompletionEntryDetails | undefined {
  if (!details?.codeActions || !cells.place(file)) return details;
  const end = cells.lengthOf(file);
  return {
    ...details,
    codeActions: details.codeActions.map(action => ({
      ...action,
      changes: action.changes.map(change => ({
        ...change,
        textChanges: change.textChanges.map(({ span, newText }) => {
          const text = newText.replace(/(from\s*)(["'])[^"']*\/kernels\/index[^"']*\2/, `$1'${library}'`);
          return span.start < end
            ? { span, newText: text }
            : { span: { start: 0, length: 0 }, newText: `${text.trim()}\n` };
        }),
      })),
    })),
  };
}

function originOf(cells: Cells, source: string): 'library' | 'inside' | 'elsewhere' {
  const declarations = cells.declarations().replace(/\.d\.ts$/, '');
  const bare = source.replace(/^["']|["']$/g, '').replace(/\.d\.ts$/, '');
  if (bare === library || bare === declarations || bare.endsWith('/kernels/index')) return 'library';
  const root = declarations.replace(/kernels\/index$/, '');
  return bare.startsWith(root) || bare.startsWith('clip-notebook:') || bare.startsWith('^/')
    ? 'inside'
    : 'elsewhere';
}

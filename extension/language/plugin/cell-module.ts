import type { DeclaredNames } from './declared-names.ts';

/** How a cell names the module of the cell at `index`. */
export function cellModuleName(index: number): string {
  return `clip-notebook:cell-${index + 1}`;
}

/** The index in a name of `cellModuleName`. */
export function cellModuleIndex(name: string): number | undefined {
  const found = /^clip-notebook:cell-(\d+)$/.exec(name);
  return found ? Number(found[1]) - 1 : undefined;
}

/**
 * What is written after a cell so that it is a module which sees what earlier cells declared and shows what it declares. Imports count
 * for a whole module wherever they stand, so the cell's own positions stay as they are. Of a name that several cells declare the last
 * one before this cell counts, as when the notebook runs from the top.
 * @param cells What each code cell of the notebook declares.
 */
export function cellSuffix(cells: readonly DeclaredNames[], index: number): string {
  const own = cells[index]!;
  const taken = new Set(own.names);
  const lines = ["type ClipNotebookGlobals = typeof import('clip-notebook');"];
  for (let before = index - 1; before >= 0; before--) {
    const seen = cells[before]!.names.filter(name => !taken.has(name));
    for (const name of seen) taken.add(name);
    if (seen.length > 0) lines.push(`import { ${seen.join(', ')} } from '${cellModuleName(before)}';`);
  }
  const shown = own.names.filter(name => !own.exported.includes(name));
  lines.push(`export { ${shown.join(', ')} };`);
  return `\n;${lines.join('\n')}\n`;
}

/** What `exports` and `imports` of a package.json may hold. */
export type ExportTarget =
  string | null | readonly ExportTarget[] | { readonly [condition: string]: ExportTarget };

/** Conditions under which modules are imported here, as Node has them. */
const conditions = new Set(['node', 'import', 'module-sync', 'node-addons', 'default']);

/**
 * The file that `exports` of a package gives for a subpath (`.` or `./name`), relative to the package; undefined if it gives
 * none. Follows PACKAGE_EXPORTS_RESOLVE of Node's documentation "Modules: Packages".
 */
export function exportedFile(exports: ExportTarget, subpath: string): string | undefined {
  const table = isTable(exports) ? exports : { '.': exports };
  return matched(table, subpath);
}

/** The target that `imports` of a package gives for `#name`; PACKAGE_IMPORTS_RESOLVE of the same page. */
export function importedTarget(imports: ExportTarget, name: string): string | undefined {
  return typeof imports === 'object' && imports !== null && !Array.isArray(imports)
    ? matched(imports as { readonly [key: string]: ExportTarget }, name)
    : undefined;
}

function isTable(exports: ExportTarget): exports is { readonly [subpath: string]: ExportTarget } {
  if (typeof exports !== 'object' || exports === null || Array.isArray(exports)) return false;
  return Object.keys(exports).some(key => key.startsWith('.'));
}

function matched(table: { readonly [key: string]: ExportTarget }, name: string): string | undefined {
  if (!name.includes('*') && Object.hasOwn(table, name)) return target(table[name]!, '');
  const patterns = Object.keys(table).filter(key => key.split('*').length === 2);
  patterns.sort((a, b) => b.indexOf('*') - a.indexOf('*') || b.length - a.length);
  for (const pattern of patterns) {
    const [head = '', tail = ''] = pattern.split('*');
    if (!name.startsWith(head) || name === head || !name.endsWith(tail) || name.length < pattern.length)
      continue;
    return target(table[pattern]!, name.slice(head.length, name.length - tail.length));
  }
  return undefined;
}

function target(value: ExportTarget, star: string): string | undefined {
  return chosen(value, star) ?? undefined;
}

/** null closes a subpath: later alternatives of an object are then not tried. */
function chosen(value: ExportTarget, star: string): string | null | undefined {
  if (value === null) return null;
  if (typeof value === 'string') return value.replaceAll('*', star);
  if (Array.isArray(value)) {
    for (const one of value as readonly ExportTarget[]) {
      const found = chosen(one, star);
      if (typeof found === 'string') return found;
    }
    return undefined;
  }
  for (const [condition, one] of Object.entries(value)) {
    if (!conditions.has(condition)) continue;
    const found = chosen(one, star);
    if (found !== undefined) return found;
  }
  return undefined;
}

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import ts from 'typescript';
import { failure, type Failure } from '../../protocol/failures/index.ts';
import { isErased } from '../compile/erase-types.ts';
import { topDeclarations } from '../compile/declarations.ts';
import { findNames } from '../compile/names.ts';
import { complaintsOf, parseModule } from '../compile/parse.ts';

/** A .ts or .json file as it was last read. */
export interface SourceUnit {
  readonly path: string;
  readonly stamp: string;
  readonly digest: string;
  readonly text: string;
  /** Specifiers of static imports and re-exports. */
  readonly imports: readonly string[];
  readonly commonJs: boolean;
  readonly free: ReadonlySet<string>;
}

/** What tells one state of a file from another without reading it; undefined if it is gone. */
export function stampOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.mtimeNs} ${stat.ctimeNs} ${stat.size} ${stat.ino}`;
}

/** Reads files, each again only when it has changed. Throws Failure `module-syntax` with the place of the first complaint. */
export function createUnitReader(): (path: string) => SourceUnit {
  const known = new Map<string, SourceUnit>();
  return path => {
    const stamp = stampOf(path) ?? '';
    const before = known.get(path);
    if (before?.stamp === stamp) return before;
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    const digest = createHash('sha256').update(text).digest('hex');
    const unit = { path, stamp, digest, text, ...(path.endsWith('.json') ? plain : read(path, text)) };
    known.set(path, unit);
    return unit;
  };
}

const plain = { imports: [], commonJs: false, free: new Set<string>() };

function read(path: string, text: string): Pick<SourceUnit, 'imports' | 'commonJs' | 'free'> {
  const file = parseModule(path, text);
  const complaint = syntaxFailure(file);
  if (complaint) throw complaint;
  const declared = new Set(topDeclarations(file).map(one => one.name));
  const free = findNames(file).occurrences.map(one => one.name);
  const values = file.statements.filter(one => !isErased(one));
  const requires = values.some(ts.isImportEqualsDeclaration) ? ['require'] : [];
  return {
    imports: values.flatMap(specifierOf),
    commonJs: path.endsWith('.cts') || values.some(one => ts.isExportAssignment(one) && one.isExportEquals),
    free: new Set([...free, ...requires].filter(name => !declared.has(name))),
  };
}

/** The first complaint of the parser as Failure `module-syntax`. */
export function syntaxFailure(file: ts.SourceFile, cause?: unknown): Failure | undefined {
  const [complaint] = complaintsOf(file);
  if (!complaint) return undefined;
  const place = `${file.fileName}:${complaint.line}:${complaint.column}`;
  return failure('module-syntax', { place, reason: complaint.message.replace(/\.$/, '') }, cause);
}

function specifierOf(statement: ts.Statement): string[] {
  const specifier =
    ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
      ? statement.moduleSpecifier
      : ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)
        ? statement.moduleReference.expression
        : undefined;
  return specifier && ts.isStringLiteral(specifier) ? [specifier.text] : [];
}

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure, Failure } from '../../protocol/failures/index.ts';
import type { MapLookup } from '../compile/source-map.ts';
import { emitModule } from './emit.ts';
import type { Resolved } from './resolve.ts';
import { createUnitReader, type SourceUnit } from './typescript-files.ts';

/** A compiled file on disk and the way back to its source. */
export interface CompiledFile {
  readonly source: string;
  readonly lookup: MapLookup;
}

export interface TypeScriptGraph {
  /** Compiles a file and what it imports; gives the path to import. The same path for as long as none of them changes. */
  compile(path: string): string;
  /** The source of a compiled file. */
  readonly compiled: ReadonlyMap<string, CompiledFile>;
}

export interface GraphOptions {
  /** Where compiled files go; made when it is first needed. */
  readonly folder: () => string;
  readonly resolve: (specifier: string, from: string) => Resolved;
  /** The URL of a JavaScript file in its present state. */
  readonly urlOf: (path: string) => string;
  readonly loader: string;
}

/**
 * Compiles graphs of .ts files. A file's version is a digest over all that it reaches, so a change anywhere below gives its
 * importers new names, cycles included, while files that cannot see the change stay the modules they were.
 */
export function createTypeScriptGraph({ folder, resolve, urlOf, loader }: GraphOptions): TypeScriptGraph {
  const read = createUnitReader();
  const compiled = new Map<string, CompiledFile>();
  const written = new Set<string>();

  return {
    compiled,
    compile(path) {
      const versions = new Map<string, string>();
      const target = write(path, versions, new Set());
      return target;
    },
  };

  function write(path: string, versions: Map<string, string>, begun: Set<string>): string {
    const unit = read(path);
    const out = outputOf(unit, versions);
    if (begun.has(path)) return out;
    begun.add(path);
    for (const to of dependencies(unit)) if (isCompiled(to)) write(to.path, versions, begun);
    if (written.has(out)) return out;
    const module = path.endsWith('.json') ? json(unit) : emit(unit, versions);
    mkdirSync(join(out, '..'), { recursive: true });
    writeFileSync(out, module.code);
    compiled.set(out, { source: path, lookup: module.lookup });
    written.add(out);
    return out;
  }

  function emit(unit: SourceUnit, versions: Map<string, string>): { code: string; lookup: MapLookup } {
    return emitModule(unit.text, {
      ...unit,
      loader,
      target: specifier => {
        const to = resolve(specifier, unit.path);
        if (to.kind === 'url') return to.url;
        if (isCompiled(to) && !(unit.commonJs && to.kind === 'json')) {
          const out = outputOf(read(to.path), versions);
          return unit.commonJs ? out : pathToFileURL(out).href;
        }
        return unit.commonJs ? specifier : urlOf(to.path);
      },
    });
  }

  function outputOf(unit: SourceUnit, versions: Map<string, string>): string {
    const version = versions.get(unit.path) ?? versionOf(unit);
    versions.set(unit.path, version);
    const name = basename(unit.path).replace(/\.[cm]?ts$/, '');
    return join(folder(), version, `${name}${unit.commonJs ? '.cjs' : '.mjs'}`);
  }

  function versionOf(unit: SourceUnit): string {
    const seen = new Set<string>();
    const state: string[] = [];
    const visit = (one: SourceUnit) => {
      if (seen.has(one.path)) return;
      seen.add(one.path);
      state.push(`${one.path}\n${one.digest}`);
      for (const to of dependencies(one)) {
        if (isCompiled(to)) visit(read(to.path));
        else state.push(to.kind === 'url' ? to.url : urlOf(to.path));
      }
    };
    visit(unit);
    const text = [unit.path, ...state.sort()].join('\n\n');
    return createHash('sha256').update(text).digest('hex').slice(0, 16);
  }

  /** Imports that hold types alone may lead nowhere; those that remain are resolved again when the file is written. */
  function dependencies(unit: SourceUnit): Resolved[] {
    return unit.imports.flatMap(specifier => {
      try {
        return [resolve(specifier, unit.path)];
      } catch (error) {
        if (error instanceof Failure) return [];
        throw error;
      }
    });
  }
}

function isCompiled(to: Resolved): to is Resolved & { readonly kind: 'typescript' | 'json' } {
  return to.kind === 'typescript' || to.kind === 'json';
}

function json({ path, text }: SourceUnit): { code: string; lookup: MapLookup } {
  parseJson(path, text);
  return { code: `export default JSON.parse(${JSON.stringify(text)});\n`, lookup: () => undefined };
}

/** Throws Failure `module-json`. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw failure(
      'module-json',
      { file, reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
}

/** A compiled cell as a function; it settles with the shown value in a list of one, or undefined if it shows none. */
export type CellBody = (
  notebook: NotebookStore,
  cell: CellRuntime,
) => Promise<readonly [unknown] | undefined>;

/** Variables whose names the world has too: `process`, `name`, `window`. */
export type NotebookStore = Record<string, unknown>;

/** What compiled cells call. */
export interface CellRuntime {
  /** Makes names assignable and keeps their values; those of `fresh` become undefined. */
  declare(names: readonly string[], fresh: readonly string[]): void;
  /** Lets nobody assign to names until a cell declares them again. */
  constant(...names: string[]): undefined;
  /** A static import; fails if the module lacks one of the names that the cell uses. */
  load(specifier: string, attributes: ImportAttributes, used: readonly string[]): Promise<ModuleNamespace>;
  /** `import()`. */
  import(specifier: unknown, options?: { readonly with?: ImportAttributes }): Promise<ModuleNamespace>;
  /** `import.meta`. */
  readonly meta: Readonly<Record<string, unknown>>;
}

export type ImportAttributes = Readonly<Record<string, string>>;
export type ModuleNamespace = Readonly<Record<string, unknown>>;

/** How cells of one notebook reach modules. */
export interface CellModules {
  load(specifier: string, attributes?: ImportAttributes): Promise<ModuleNamespace>;
  readonly meta: Readonly<Record<string, unknown>>;
  /** Given to cells as `require`, `__dirname`, `__filename`. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The names of one notebook. */
export interface CellScope {
  readonly store: NotebookStore;
  readonly runtime: CellRuntime;
  readonly isReserved: (name: string) => boolean;
  readonly isShadowed: (name: string) => boolean;
  /** What cells declared, by name. Getters are left alone. */
  readonly variables: () => Map<string, unknown>;
}

/**
 * Opens the scope of a notebook on a global object. Names that the global object has now, and names by which libraries
 * recognise their surroundings, are reserved: a cell may declare them, and they are then kept apart, so that libraries and
 * the kernel still see the world's own.
 */
export function createCellScope(modules: CellModules, world: object = globalThis): CellScope {
  const store = Object.assign(Object.create(null) as NotebookStore, modules.variables);
  const reserved = new Set([...sniffed, ...Object.keys(modules.variables)]);
  for (let one: object | null = world; one; one = Object.getPrototypeOf(one) as object | null)
    for (const name of Object.getOwnPropertyNames(one)) reserved.add(name);
  const isReserved = (name: string) => reserved.has(name);
  const home = (name: string) => (isReserved(name) ? store : world);

  const runtime: CellRuntime = {
    declare(names, fresh) {
      for (const name of names) makeAssignable(home(name), name, false);
      for (const name of fresh) makeAssignable(home(name), name, true);
    },
    constant(...names) {
      for (const name of names) Object.defineProperty(home(name), name, { writable: false });
      return undefined;
    },
    async load(specifier, attributes, used) {
      const namespace = await modules.load(specifier, attributes);
      const missing = used.find(name => !(name in namespace));
      if (missing === undefined) return namespace;
      throw new SyntaxError(`The module '${specifier}' does not provide an export named '${missing}'`);
    },
    import: async (specifier, options) => modules.load(String(specifier), options?.with),
    meta: modules.meta,
  };
  const variables = (): Map<string, unknown> => {
    const found = new Map<string, unknown>();
    const take = (holder: object, isOurs: (name: string) => boolean): void => {
      for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(holder)))
        if (value !== undefined && isOurs(name)) found.set(name, value);
    };
    take(store, name => store[name] !== modules.variables[name]);
    take(world, name => !isReserved(name));
    return found;
  };
  const isShadowed = (name: string): boolean => isReserved(name) && name in store;
  return { store, runtime, isReserved, isShadowed, variables };
}

/** Libraries tell a browser, a worker, a bundler or a test runner by these. */
const sniffed = [
  ...['window', 'self', 'document', 'location', 'navigator', 'parent', 'top', 'frames', 'screen', 'history'],
  ...[
    'module',
    'exports',
    'require',
    'define',
    'importScripts',
    'WorkerGlobalScope',
    'XMLHttpRequest',
    'Image',
  ],
  ...[
    'HTMLElement',
    'HTMLCanvasElement',
    'OffscreenCanvas',
    'ImageData',
    'Deno',
    'Bun',
    'jest',
    'vi',
    'chrome',
  ],
  ...['localStorage', 'sessionStorage', 'msCrypto', 'setImmediate', 'toString', 'valueOf', 'then'],
];

function makeAssignable(holder: object, name: string, fresh: boolean): void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  if (before && !fresh && before.writable && before.configurable) return;
  if (before && !before.configurable) {
    if (before.writable && fresh) Reflect.set(holder, name, undefined);
    return;
  }
  const value: unknown = fresh ? undefined : before?.value;
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
}

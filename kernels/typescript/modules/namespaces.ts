/** The exports of a module. */
export type Namespace = Readonly<Record<string, unknown>>;

/**
 * The namespace of a CommonJS module with every property of `module.exports` as an export: Node lists only those it can tell
 * from the text. What Node lists wins; the rest is read when it is asked for.
 */
export function withNames(namespace: Namespace): Namespace {
  const exported = namespace['default'];
  if ((typeof exported !== 'object' && typeof exported !== 'function') || exported === null) return namespace;
  const missing = Object.keys(exported).filter(key => !(key in namespace) && key !== 'default');
  if (missing.length === 0) return namespace;
  const all = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(namespace)) all[key] = namespace[key];
  for (const key of missing)
    Object.defineProperty(all, key, {
      enumerable: true,
      get: () => (exported as Record<string, unknown>)[key],
    });
  return Object.freeze(Object.defineProperty(all, Symbol.toStringTag, { value: 'Module' }));
}

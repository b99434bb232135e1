/**
 * Where `dist/<file>` lies, both for code run from source (tests) and for a bundle, which lies in dist/ itself.
 * Workers and WebAssembly modules are found through it.
 */
export function bundleUrl(file: string): URL {
  return new URL(
    import.meta.url.endsWith('/kernels/bundle-url.ts') ? `../dist/${file}` : file,
    import.meta.url,
  );
}

// The decoders of the codec packages, which ship no types: Emscripten modules whose factory resolves once they are ready.
declare module '@cornerstonejs/*' {
  const factory: (options: {
    wasmBinary: Uint8Array;
    print: () => void;
    printErr: () => void;
  }) => Promise<Record<string, unknown>>;
  export default factory;
}

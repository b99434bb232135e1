import { readFileSync } from 'node:fs';
import { bundleUrl } from '../../bundle-url.ts';

const pageBytes = 65536;

/** The exports of resample.assembly.ts. */
interface Passes {
  readonly memory: WebAssembly.Memory;
  horizontal1: Horizontal;
  horizontal3: Horizontal;
  horizontal4: Horizontal;
  vertical(
    source: number,
    stride: number,
    target: number,
    length: number,
    weights: number,
    pairs: number,
  ): void;
}

type Horizontal = (
  source: number,
  sourceStride: number,
  target: number,
  targetStride: number,
  rows: number,
  width: number,
  spans: number,
) => void;

export interface Engine extends Passes {
  /** The module's memory, at least `bytes` long. */
  reserve(bytes: number): Uint8Array;
  /** Drops the memory. */
  release(): void;
}

/** One instance a thread: calls are synchronous and leave nothing behind in its memory that a later call reads. */
export const engine: () => Engine | undefined = (() => {
  let module: WebAssembly.Module | undefined;
  let current: Engine | undefined;
  return () => {
    if (current) return current;
    if (!module) {
      const bytes = readFileSync(bundleUrl('resample.wasm'));
      if (!WebAssembly.validate(bytes)) return undefined;
      module = new WebAssembly.Module(bytes);
    }
    const passes = new WebAssembly.Instance(module).exports as unknown as Passes;
    current = {
      ...passes,
      reserve(bytes) {
        const missing = bytes - passes.memory.buffer.byteLength;
        if (missing > 0) passes.memory.grow(Math.ceil(missing / pageBytes));
        return new Uint8Array(passes.memory.buffer);
      },
      release() {
        current = undefined;
      },
    };
    return current;
  };
})();

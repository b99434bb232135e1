/** Element types a checkpoint may hold. */
export type TensorType =
  'float64' | 'float32' | 'float16' | 'bfloat16' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'bool';

/** One tensor as it lies in a weight file: little-endian, never copied by opening. */
export interface StoredTensor {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** Absolute real path: symbolic links are resolved, because ONNX Runtime refuses links that leave a folder. */
  readonly file: string;
  /** Bytes from the start of `file` to the first element. */
  readonly offset: number;
  /** Product of `shape` times the element size. */
  readonly byteLength: number;
  /**
   * Elements between neighbours of each axis. Present only if the tensor is *not* C-contiguous in the file (a saved
   * transpose, as in some conversions' `text_projection.weight`): then only `readTensor` and `readBytes` give its
   * values in C order, and nothing may point at `offset`.
   */
  readonly strides?: readonly number[];
  /**
   * Present where the elements are steps (int8) of a size that each row, the first axis, has of its own: float32
   * `[shape[0]]`. The values are element · scale of its row, and `readTensor` gives those.
   */
  readonly rowScale?: StoredTensor;
}

/** The tensors of one checkpoint, which may be spread over several files. */
export interface Weights {
  readonly format: 'safetensors' | 'torch-zip' | 'torch-legacy' | 'torchscript';
  /** Absolute real paths. */
  readonly files: readonly string[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

import type { DataSet } from 'dicom-parser';

/** The Image Pixel module (PS3.3 C.7.6.3): how stored values lie in the pixel data. */
export interface PixelModule {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly photometric: string;
  /** True if each sample has a plane of its own. */
  readonly planar: boolean;
  readonly frames: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** Reads the module; throws a plain error that names what is missing or impossible. */
export function pixelModule(dataSet: DataSet): PixelModule {
  const bitsAllocated = dataSet.uint16('x00280100') ?? 8;
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const module = {
    rows: dataSet.uint16('x00280010') ?? 0,
    columns: dataSet.uint16('x00280011') ?? 0,
    samples: dataSet.uint16('x00280002') ?? 1,
    photometric: dataSet.string('x00280004') ?? 'MONOCHROME2',
    planar: dataSet.uint16('x00280006') === 1,
    frames: Math.max(1, dataSet.intString('x00280008') ?? 1),
    bitsAllocated,
    bitsStored,
    highBit: dataSet.uint16('x00280102') ?? bitsStored - 1,
    signed: dataSet.uint16('x00280103') === 1,
  };
  if (dataSet.elements['x7fe00010'] === undefined) {
    const float = dataSet.elements['x7fe00008'] ?? dataSet.elements['x7fe00009'];
    throw new Error(
      float ? 'it holds floating-point pixels, which have no display range' : 'it holds no pixel data',
    );
  }
  if (![1, 8, 16, 32].includes(bitsAllocated) || bitsStored < 1 || bitsStored > bitsAllocated) {
    throw new Error(`it stores ${bitsStored} of ${bitsAllocated} bits a sample`);
  }
  if (module.highBit < bitsStored - 1 || module.highBit >= bitsAllocated) {
    throw new Error(`its high bit ${module.highBit} does not fit ${bitsStored} of ${bitsAllocated} bits`);
  }
  if (module.samples !== 1 && module.samples !== 3)
    throw new Error(`it has ${module.samples} samples a pixel`);
  return module;
}

/**
 * A data set that may say otherwise for one frame: of an enhanced multi-frame image the frame's own functional group,
 * then the shared one (PS3.3 C.7.6.16), else the image itself.
 */
export function functionalGroup(dataSet: DataSet, frame: number, sequence: string): DataSet {
  const own = dataSet.elements['x52009230']?.items?.[frame]?.dataSet;
  const shared = dataSet.elements['x52009229']?.items?.[0]?.dataSet;
  for (const group of [own, shared]) {
    const item = group?.elements[sequence]?.items?.[0]?.dataSet;
    if (item) return item;
  }
  return dataSet;
}

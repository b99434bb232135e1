import { resample } from '../../clip/preprocessing/resample.ts';
import { createTextures } from '../drawing/texture.ts';
import { drawPhantom } from '../draw-phantom.ts';
import type { DrawnFinding, ModalityName, Phantom } from '../phantom.ts';

/** Phantoms of consecutive seeds. */
export interface ShardRequest {
  readonly modality: ModalityName;
  readonly firstSeed: number;
  readonly count: number;
}

/** Pixels a side that phantoms are drawn at. */
const drawnSize = 224;
/** Pixels of the model's input to a patch. */
const patch = 16;

const textures = createTextures();

/**
 * Draws a shard: `pixels` uint8 `[count, size, size, channels]`, made smaller as the model's own preprocessing does (bicubic, as
 * Pillow), and one line of JSON a phantom: its truth, with each focal mask as the share of every patch it covers (0 to 255).
 */
export function drawShard(
  { modality, firstSeed, count }: ShardRequest,
  size: number,
): { pixels: Uint8Array; lines: string[] } {
  const lines: string[] = [];
  const images: Uint8Array[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const phantom = drawPhantom({ modality, seed, size: drawnSize }, textures);
    images.push(shrunk(phantom, size));
    lines.push(JSON.stringify(truthOf(phantom, size / patch)));
  }
  return { pixels: Buffer.concat(images), lines };
}

function shrunk({ data, channels, size: drawn }: Phantom, size: number): Uint8Array {
  const window = { left: 0, top: 0, width: size, height: size };
  return resample(
    { width: drawn, height: drawn, channels, data },
    { width: size, height: size, filter: 'bicubic', window },
  ).data;
}

function truthOf(phantom: Phantom, grid: number): object {
  const { modality, seed, channels, metadata, findings, labels, report } = phantom;
  return {
    modality,
    seed,
    channels,
    metadata,
    labels,
    report,
    findings: findings.map(({ name, side, location, severity, millimetres, focal, mask }) => ({
      name,
      side,
      location,
      severity,
      millimetres,
      ...(focal && { grid: coverage(mask, grid) }),
    })),
  };
}

/** Share of each of `grid × grid` cells that the mask covers, 0 to 255, row by row. */
function coverage(mask: DrawnFinding['mask'], grid: number): number[] {
  const counts = new Float64Array(grid * grid);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    const row = Math.floor((Math.floor(at / drawnSize) * grid) / drawnSize);
    const column = Math.floor(((at % drawnSize) * grid) / drawnSize);
    counts[row * grid + column]! += 1;
  }
  const whole = (drawnSize / grid) ** 2;
  return Array.from(counts, count => Math.min(255, Math.ceil((255 * count) / whole)));
}

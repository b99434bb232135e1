import { createRandom, type Random } from './random.ts';

/** Smooth noise of mean 0 and deviation about 1 at any position, cheap to sample: one look-up of a precomputed tile. */
export type Texture = (x: number, y: number) => number;

/** Tiles of fractal noise from which every texture of every picture is cut; made once, about 10 ms. */
export interface Textures {
  /**
   * A texture whose coarsest features are about `scale` wide (units of the picture), at a random place and turn of the tile.
   * `rough`: more octaves (0 smooth clouds, 1 fine structure too).
   */
  cut(random: Random, scale: number, rough?: 0 | 1): Texture;
}

const tileSize = 256;
const mask = tileSize - 1;
/** Coarsest features of a tile, in tile pixels. */
const coarse = 64;

export function createTextures(): Textures {
  const smoothTile = fractalTile(2);
  const roughTile = fractalTile(6);
  return {
    cut: (random, scale, rough = 1) => {
      const tile = rough === 1 ? roughTile : smoothTile;
      const step = coarse / scale;
      const angle = random.between(0, 2 * Math.PI);
      const cosine = Math.cos(angle) * step;
      const sine = Math.sin(angle) * step;
      const offsetX = random.between(0, tileSize);
      const offsetY = random.between(0, tileSize);
      return (x, y) =>
        sample(
          tile,
          offsetX + x * cosine + y * sine + 4 * tileSize,
          offsetY - x * sine + y * cosine + 4 * tileSize,
        );
    },
  };
}

/**
 * A texture along a row of pixel centres: `values[at]` for x = (at + 0.5) / size. One short loop, into which the texture is inlined,
 * costs a third of a call for each pixel from a long one.
 */
export function textureRow(texture: Texture, values: Float64Array, y: number, size: number): void {
  for (let at = 0; at < size; at++) values[at] = texture((at + 0.5) / size, y);
}

/** Periodic value noise summed over octaves of half the width and 0.6 of the height, then standardised. */
function fractalTile(octaves: number): Float32Array {
  const tile = new Float32Array(tileSize * tileSize);
  for (let octave = 0; octave < octaves; octave++) {
    const cells = (tileSize / coarse) << octave;
    const random = createRandom(`tile ${octaves} ${octave}`);
    const lattice = Float32Array.from({ length: cells * cells }, () => random.normal(0, 1));
    const height = 0.6 ** octave;
    for (let row = 0; row < tileSize; row++) {
      for (let column = 0; column < tileSize; column++) {
        const u = (column * cells) / tileSize;
        const v = (row * cells) / tileSize;
        tile[row * tileSize + column]! += height * interpolate(lattice, cells, u, v);
      }
    }
  }
  const mean = tile.reduce((sum, value) => sum + value, 0) / tile.length;
  const deviation = Math.sqrt(tile.reduce((sum, value) => sum + (value - mean) ** 2, 0) / tile.length);
  return tile.map(value => (value - mean) / deviation);
}

function interpolate(lattice: Float32Array, cells: number, u: number, v: number): number {
  const [column, row] = [Math.floor(u), Math.floor(v)];
  const fade = (t: number): number => t * t * t * (t * (6 * t - 15) + 10);
  const [s, t] = [fade(u - column), fade(v - row)];
  const at = (x: number, y: number): number => lattice[(y % cells) * cells + (x % cells)]!;
  const top = at(column, row) * (1 - s) + at(column + 1, row) * s;
  const bottom = at(column, row + 1) * (1 - s) + at(column + 1, row + 1) * s;
  return top * (1 - t) + bottom * t;
}

// Called for every pixel: without destructuring it is short enough to be inlined, and no number needs boxing.
function sample(tile: Float32Array, u: number, v: number): number {
  const column = Math.floor(u);
  const row = Math.floor(v);
  const s = u - column;
  const left = column & mask;
  const right = (column + 1) & mask;
  const top = (row & mask) * tileSize;
  const bottom = ((row + 1) & mask) * tileSize;
  const upper = tile[top + left]! + (tile[top + right]! - tile[top + left]!) * s;
  const lower = tile[bottom + left]! + (tile[bottom + right]! - tile[bottom + left]!) * s;
  return upper + (lower - upper) * (v - row);
}

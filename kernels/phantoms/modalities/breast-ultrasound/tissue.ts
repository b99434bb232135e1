import { smooth, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import { textureRow, type Texture, type Textures } from '../../drawing/texture.ts';
import type { Scan, traceBeams } from './scan.ts';

/** Depths of the layers in mm. */
export interface Layers {
  readonly skin: number;
  readonly fat: number;
  readonly gland: number;
  readonly muscle: number;
  readonly ribs: readonly { readonly across: number; readonly half: number; readonly depth: number }[];
}

/** Layers that fit the depth: older breasts have more fat. */
export function chooseLayers(random: Random, { depth, age }: Scan): Layers {
  const fatty = Math.min(1, Math.max(0, (age - 30) / 40 + random.normal(0, 0.25)));
  const skin = random.between(1.4, 2.1);
  const fat = skin + depth * random.between(0.1, 0.15) * (1 + 0.7 * fatty);
  const gland = depth * random.between(0.6, 0.68);
  const muscle = Math.min(depth * 0.86, gland + depth * random.between(0.14, 0.2));
  const offset = random.between(-0.3, -0.1);
  const ribs = random.chance(0.7)
    ? [offset, offset + random.between(0.38, 0.5)].map(across => ({
        across,
        half: random.between(0.07, 0.1),
        depth: muscle + 1,
      }))
    : [];
  return { skin, fat, gland, muscle, ribs };
}

/** Echo strength of healthy tissue in dB below the strongest echo. */
export function paintTissue(
  field: Field,
  beams: ReturnType<typeof traceBeams>,
  layers: Layers,
  random: Random,
  textures: Textures,
): void {
  const fatAt = border(textures.cut(random, 0.5, 0), layers.fat, 1.3);
  const glandAt = border(textures.cut(random, 0.4, 0), layers.gland, 1.1);
  const septa = textures.cut(random, 0.22, 0);
  const lobules = textures.cut(random, 0.12, 0);
  const fibres = textures.cut(random, 0.08);
  const density = random.between(-3, 3);
  const patchy = random.between(0.4, 1.6);
  const { size, values } = field;
  const [clumps, walls, islands, strands] = [0, 1, 2, 3].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const clumpRow = smoothRows(lobules, size);
  const wallRow = smoothRows((x, y) => septa(x, y * 1.3), size);
  const islandRow = smoothRows((x, y) => septa(x + 3, y * 1.6), size);
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    clumpRow(clumps, row);
    wallRow(walls, row);
    islandRow(islands, row);
    textureRow(fibres, strands, y * 2.2, size);
    for (let column = 0; column < size; column++, at++) {
      const x = (column + 0.5) / size;
      const across = beams.across[at]!;
      const depth = beams.depth[at]!;
      if (depth < 0) continue;
      const step = Math.floor((across + 0.6) * 128);
      const fat = fatAt[step]!;
      const gland = glandAt[step]!;
      let echo: number;
      if (depth < layers.skin) {
        echo = -15 + 9 * ridge(depth - 0.25, 0.25) + 9 * ridge(depth - layers.skin + 0.2, 0.25);
      } else {
        const clump = clumps[column]!;
        const lobule = depth < fat + 0.8 ? -37 + 3 * clump + 17 * ridge(walls[column]!, 0.13) : 0;
        if (depth < fat - 0.7) echo = lobule;
        else if (depth < gland) {
          const fibrous = -19 + density + 2.2 * patchy * clump + 2.2 * strands[column]!;
          echo = fibrous - 13 * smooth((islands[column]! - 1.5 + 0.5 * patchy) / 0.6);
          echo = lobule + (echo - lobule) * smooth((depth - fat + 0.7) / 1.4);
        } else {
          const behind = depth - gland;
          const stripes = Math.max(0, fibres(x * 0.4, y * 3));
          echo = behind < 2 ? -34 + 2 * clump : -36 + 7 * stripes;
          echo += 24 * ridge(behind - 2.2, 0.35) + 16 * ridge(depth - layers.muscle + 0.6, 0.3);
          if (behind < 0.8) echo = -22 - 12 * smooth(behind / 0.8);
        }
      }
      if (depth > layers.muscle) echo = -46 + 26 * ridge(depth - layers.muscle - 4, 0.5) + 3 * fibres(x, y);
      // Ribs rise to 2 mm above the muscle's border.
      values[at] = depth > layers.muscle - 3 ? echo + ribEcho(layers, across, depth) : echo;
    }
  }
}

function ribEcho({ ribs }: Layers, across: number, depth: number): number {
  let echo = 0;
  for (const rib of ribs) {
    const u = (across - rib.across) / rib.half;
    if (Math.abs(u) > 1) continue;
    const surface = rib.depth - 3 * Math.sqrt(1 - u * u);
    if (depth > surface - 0.8)
      echo += 34 * ridge(depth - surface, 0.55) * (1 - u * u) - 26 * smooth((depth - surface - 0.6) / 1.2);
  }
  return echo;
}

function ridge(value: number, width: number): number {
  const share = value / width;
  return share > 3 || share < -3 ? 0 : Math.exp(-share * share);
}

/** Depth of a wavy border at 160 steps across. */
function border(texture: Texture, depth: number, height: number): Float32Array {
  return Float32Array.from({ length: 160 }, (_, step) => depth + height * texture(step / 128, 0.3));
}

import { smooth, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import type { Textures } from '../../drawing/texture.ts';
import type { Scan } from './scan.ts';

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
  scan: Scan,
  layers: Layers,
  random: Random,
  textures: Textures,
): void {
  const bend = textures.cut(random, 0.5, 0);
  const bend2 = textures.cut(random, 0.4, 0);
  const septa = textures.cut(random, 0.22, 0);
  const lobules = textures.cut(random, 0.12, 0);
  const fibres = textures.cut(random, 0.08);
  const density = random.between(-3, 3);
  const { size, values } = field;
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    for (let column = 0; column < size; column++, at++) {
      const x = (column + 0.5) / size;
      const { across, depth } = scan.beam(x, y);
      if (depth < 0) continue;
      const fat = layers.fat + 1.3 * bend(across, 0.3);
      const gland = layers.gland + 1.1 * bend2(across, 0.2);
      let echo: number;
      if (depth < layers.skin) {
        echo = -15 + 9 * ridge(depth - 0.25, 0.25) + 9 * ridge(depth - layers.skin + 0.2, 0.25);
      } else {
        const ligament = ridge(septa(x, y * 1.3), 0.13);
        const lobule = -37 + 3 * lobules(x, y) + 17 * ligament;
        if (depth < fat - 0.7) echo = lobule;
        else if (depth < gland) {
          const fibrous = -19 + density + 3.2 * lobules(x, y * 1.5) + 1.5 * fibres(x, y * 2.2);
          const islet = smooth((lobules(x * 0.7 + 3, y * 1.1) - 1.1) / 0.5);
          echo = fibrous - 13 * islet;
          echo = lobule + (echo - lobule) * smooth((depth - fat + 0.7) / 1.4);
        } else {
          const behind = depth - gland;
          const stripes = Math.max(0, fibres(x * 0.4, y * 3));
          echo = behind < 2 ? -34 + 2 * lobules(x, y) : -36 + 7 * stripes;
          echo += 24 * ridge(behind - 2.2, 0.35) + 16 * ridge(depth - layers.muscle + 0.6, 0.3);
          if (behind < 0.8) echo = -22 - 12 * smooth(behind / 0.8);
        }
      }
      if (depth > layers.muscle) echo = -46 + 26 * ridge(depth - layers.muscle - 4, 0.5) + 3 * fibres(x, y);
      values[at] = echo + ribEcho(layers, across, depth);
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

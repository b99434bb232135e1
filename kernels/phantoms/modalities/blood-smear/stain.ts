import type { Color } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';

/** Colours of one stained slide under one camera. */
export interface Stain {
  readonly name: string;
  readonly background: Color;
  /** Light that a full red cell lets through, relative to the background. */
  readonly redCell: Color;
  readonly nucleus: Color;
  readonly pinkCytoplasm: Color;
  readonly blueCytoplasm: Color;
  readonly orangeGranule: Color;
  readonly platelet: Color;
  /** Width of a sharp edge, in heights of the field. */
  readonly focus: number;
}

/** Mostly the greyish cast of the BCCD photographs; sometimes a brighter or a pinker slide. */
export function pickStain(random: Random): Stain {
  const greyish = random.chance(0.7);
  const near = (value: number, spread: number): number => value + random.between(-spread, spread);
  const light = greyish ? near(0.805, 0.025) : near(0.91, 0.04);
  const tint = near(0, 0.012);
  const redness = near(0, 0.05);
  const nucleusBlue = near(0, 0.06);
  return {
    name: random.pick(['Wright', 'Giemsa', 'Wright-Giemsa', 'May-Grünwald Giemsa']),
    background: [light - tint, light + near(0.01, 0.01), light + near(0.012, 0.01) + tint],
    redCell: greyish
      ? [near(0.875, 0.025), near(0.685, 0.03) - redness * 0.4, near(0.68, 0.035) - redness * 0.5]
      : [near(0.9, 0.04), near(0.64, 0.06) - redness, near(0.66, 0.07) - redness],
    nucleus: [near(0.4, 0.06) - nucleusBlue * 0.6, near(0.27, 0.06), near(0.73, 0.06) + nucleusBlue * 0.4],
    pinkCytoplasm: [near(0.75, 0.03), near(0.65, 0.04), near(0.775, 0.03)],
    blueCytoplasm: [near(0.6, 0.04), near(0.64, 0.04), near(0.81, 0.03)],
    orangeGranule: [near(0.86, 0.03), near(0.43, 0.05), near(0.42, 0.05)],
    platelet: [near(0.5, 0.06), near(0.4, 0.05), near(0.72, 0.05)],
    focus: random.between(0.007, 0.019),
  };
}

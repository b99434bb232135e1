import type { Random } from '../../drawing/random.ts';
import { sizeOf, type Jaw, type Position, type Side, type Tooth } from './teeth.ts';

export type View = 'panoramic' | 'bitewing' | 'periapical';

/** What an examination shows. */
export interface Examination {
  readonly view: View;
  readonly age: number;
  readonly sex: 'female' | 'male';
  /** Teeth in the picture, all healthy and in place. */
  readonly teeth: readonly Tooth[];
  /** Units of the picture in one millimetre. */
  readonly scale: number;
  /** Jaw and side of an intraoral film. */
  readonly jaw?: Jaw;
  readonly side?: Side;
}

/** Every tooth of both jaws on a smile line; patient left on the viewer's right. */
export function panoramicTeeth(random: Random, thirdMolars: boolean): Pick<Examination, 'teeth' | 'scale'> {
  const scale = random.between(0.0051, 0.0055);
  const tall = 1.5 * scale;
  const smile = random.between(0.35, 0.65);
  const teeth: Tooth[] = [];
  for (const jaw of ['upper', 'lower'] as const) {
    for (const side of ['left', 'right'] as const) {
      let reach = 0.0005;
      const towards = side === 'left' ? 1 : -1;
      for (let index = 0; index < (thirdMolars ? 8 : 7); index++) {
        const [wide, crown, root] = sizeOf({ jaw, index, side });
        const width = wide * scale * 0.98;
        const off = reach + width / 2;
        reach += width + 0.0006;
        const occlusal = 0.515 - smile * off ** 2 + (jaw === 'upper' ? -0.006 : 0.006);
        const x = 0.5 + towards * off;
        const fan = jaw === 'upper' ? 0.35 : -0.15;
        teeth.push({
          jaw,
          side,
          index,
          neck: [x, occlusal + (jaw === 'upper' ? -1 : 1) * crown * tall * 0.92],
          tilt: towards * (fan * off + (jaw === 'lower' ? -0.75 * off : 0)) + random.normal(0, 0.035),
          width: width * random.between(0.96, 1.03),
          crown: crown * tall * 0.95,
          root: root * tall * random.between(0.92, 1.05),
          roots: index > 4 ? 2 : 1,
        });
      }
    }
  }
  return { teeth, scale };
}

/** Teeth of one side on an intraoral film: both jaws' crowns in a bitewing, whole teeth of one jaw in a periapical. */
export function intraoralTeeth(
  random: Random,
  view: 'bitewing' | 'periapical',
  { jaw, side, front }: { readonly jaw: Jaw; readonly side: Side; readonly front: boolean },
): Pick<Examination, 'teeth' | 'scale'> {
  const scale = random.between(0.026, 0.029);
  const towards = side === 'left' ? 1 : -1;
  const drift = random.between(-0.04, 0.04);
  const turn = random.normal(0, 0.03);
  const teeth: Tooth[] = [];
  for (const row of view === 'bitewing' ? (['upper', 'lower'] as const) : [jaw]) {
    const down = row === 'lower' ? 1 : -1;
    const shown: Position[] = front
      ? [
          ...[1, 0].map(index => ({
            jaw: row,
            side: side === 'left' ? ('right' as const) : ('left' as const),
            index,
          })),
          ...[0, 1, 2].map(index => ({ jaw: row, side, index })),
        ]
      : [3, 4, 5, 6, 7].map(index => ({ jaw: row, side, index }));
    const total = shown
      .slice(0, front ? 5 : 4)
      .reduce((sum, position) => sum + sizeOf(position)[0] * scale, 0);
    let at = -total / 2 + drift;
    for (const position of shown) {
      const [wide, crown, root] = sizeOf(position);
      const width = wide * scale;
      const off = at + width / 2;
      at += width + 0.003;
      const x = 0.5 + towards * off;
      const line = view === 'bitewing' ? 0.5 + 0.012 * down : 0.5 - down * 0.36;
      teeth.push({
        ...position,
        neck: [x, line + down * crown * scale + turn * (x - 0.5)],
        tilt: random.normal(0, 0.04) + (row === 'lower' ? turn : -turn),
        width: width * random.between(0.96, 1),
        crown: crown * scale,
        root: root * scale * (view === 'bitewing' ? 1 : 0.95),
        roots: position.index > 4 ? 2 : 1,
      });
    }
  }
  return { teeth, scale };
}

import type { Color } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import { union } from '../../drawing/combine.ts';
import { ellipse, measureRow, polygon, type Point, type Shape } from '../../drawing/shapes.ts';
import type { Finding } from '../../phantom.ts';

/** One eye before the camera, in units of the picture. A 45° field: the disc is 15.5° nasal of the fovea, 7° tall. */
export interface Eye {
  readonly side: 'left' | 'right';
  readonly field: 'macula-centred' | 'disc-centred';
  readonly age: number;
  readonly sex: 'female' | 'male';
  /** Radius of the lit circle around the centre of the picture. */
  readonly radius: number;
  readonly aperture: Shape;
  readonly disc: Point;
  readonly fovea: Point;
  /** Half the height of the optic disc. */
  readonly discRadius: number;
  /** +1 if nasal is on the right of the picture (right eye), -1 if it is on the left. */
  readonly nasal: 1 | -1;
  readonly retina: Color;
  readonly cupToDisc: number;
}

export const quadrants = ['superotemporal', 'inferotemporal', 'superonasal', 'inferonasal'] as const;

export function planEye(random: Random, wanted: readonly Finding[]): Eye {
  const asked = wanted.find(finding => finding.side === 'left' || finding.side === 'right')?.side;
  const drawn = random.chance(0.5) ? 'left' : 'right';
  const side = asked === 'left' || asked === 'right' ? asked : drawn;
  const nasal = side === 'right' ? 1 : -1;
  const field = random.chance(0.7) ? 'macula-centred' : 'disc-centred';
  const radius = random.between(0.44, 0.495);
  const distance = radius * random.between(0.64, 0.72);
  const discRadius = radius * random.between(0.145, 0.175);
  const centre: Point = [0.5 + random.between(-0.02, 0.02), 0.5 + random.between(-0.02, 0.02)];
  const drop = discRadius * random.between(0.15, 0.45);
  const disc: Point = field === 'disc-centred' ? centre : [centre[0] + nasal * distance, centre[1] - drop];
  const fovea: Point = field === 'disc-centred' ? [centre[0] - nasal * distance, centre[1] + drop] : centre;
  const pigment = random.between(0, 1);
  const light = random.between(0.85, 1.08);
  return {
    side,
    field,
    age: random.integer(22, 88),
    sex: random.pick(['female', 'male'] as const),
    radius,
    aperture: apertureOf(random, radius),
    disc,
    fovea,
    discRadius,
    nasal,
    retina: [
      light * (0.88 - 0.18 * pigment),
      light * (0.46 - 0.17 * pigment + random.between(-0.03, 0.03)),
      light * (0.22 - 0.09 * pigment + random.between(-0.04, 0.05)),
    ],
    cupToDisc: random.between(0.2, 0.42),
  };
}

/** A place in a quadrant (seen from the centre of the picture), clear of the rim; or in the macula. */
export function placeIn(eye: Eye, random: Random, location: string): Point {
  if (location === 'macular') {
    const [angle, reach] = [random.between(0, 2 * Math.PI), eye.radius * random.between(0.03, 0.16)];
    return [eye.fovea[0] + reach * Math.cos(angle), eye.fovea[1] + reach * Math.sin(angle)];
  }
  const up = location.startsWith('supero') ? -1 : 1;
  const across = location.endsWith('nasal') ? eye.nasal : -eye.nasal;
  for (let attempt = 0; ; attempt++) {
    const [angle, reach] = [random.between(0.28, 1.29), eye.radius * random.between(0.3, 0.72)];
    const place: Point = [0.5 + across * reach * Math.cos(angle), 0.5 + up * reach * Math.sin(angle)];
    if (attempt > 20 || Math.hypot(place[0] - eye.disc[0], place[1] - eye.disc[1]) > eye.discRadius * 1.7)
      return place;
  }
}

function apertureOf(random: Random, radius: number): Shape {
  const circle = ellipse(0.5, 0.5, radius, radius);
  const cut = random.chance(0.3) ? radius * random.between(0.86, 0.95) : 1;
  const flat: Shape = {
    box: circle.box,
    distance: (x, y) => Math.max(circle.distance(x, y), Math.abs(y - 0.5) - cut),
    row: (distances, row, reach) => {
      measureRow(circle, distances, row, reach);
      const off = Math.abs(row.y - 0.5) - cut;
      for (let at = row.first; at <= row.last; at++) distances[at] = Math.max(distances[at]!, off);
    },
  };
  if (cut < 1 || random.chance(0.55)) return flat;
  const angle = random.pick([-0.8, 0.8, 0]) + random.between(-0.1, 0.1);
  const at = (along: number, across: number): Point => [
    0.5 + along * Math.cos(angle) - across * Math.sin(angle),
    0.5 + along * Math.sin(angle) + across * Math.cos(angle),
  ];
  const width = random.between(0.012, 0.022);
  const top = radius + width * 1.3;
  return union(
    flat,
    random.chance(0.5)
      ? polygon([at(radius - 0.02, -width), at(top, -width), at(top, width), at(radius - 0.02, width)])
      : polygon([at(radius - 0.02, -width * 1.3), at(top, 0), at(radius - 0.02, width * 1.3)]),
  );
}

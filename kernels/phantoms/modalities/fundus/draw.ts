import { smooth } from '../../drawing/field.ts';
import { createPicture, developPicture, paintColor, type Picture } from '../../drawing/picture.ts';
import { blob, ellipse, measureRow, stroke } from '../../drawing/shapes.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Textures } from '../../drawing/texture.ts';
import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding, Studio } from '../../phantom.ts';
import { planEye, type Eye } from './eye.ts';
import { completeFindings } from './findings.ts';
import * as lesions from './lesions.ts';
import { traceVessels } from './vessels.ts';

const underVessels: Readonly<Record<string, (bench: lesions.Bench, finding: Finding) => void>> = {
  'myopic crescent': lesions.paintMyopicCrescent,
  drusen: lesions.paintDrusen,
  'retinal detachment': lesions.paintDetachment,
  'laser scars': lesions.paintLaserScars,
};
const overVessels: Readonly<Record<string, (bench: lesions.Bench, finding: Finding) => void>> = {
  'diabetic retinopathy': lesions.paintRetinopathy,
  'hard exudates': lesions.paintHardExudates,
  hemorrhage: lesions.paintHemorrhage,
};

/** One eye's fundus in colour, on black. */
export function draw({ size, random, textures }: Studio, findings: readonly Finding[]): Drawing {
  const eye = planEye(random.fork('eye'), findings);
  const wanted = completeFindings(random.fork('complete'), findings, eye.side);
  const masks = new Map(wanted.map(({ name }) => [name, new Uint8Array(size * size)]));
  const picture = createPicture(size, eye.retina);
  const bench = (name: string): lesions.Bench => ({
    picture,
    eye,
    random: random.fork(name),
    textures,
    mask: masks.get(name)!,
  });
  const find = (name: string): Finding | undefined => wanted.find(finding => finding.name === name);

  paintRetina(picture, eye, random.fork('retina'), textures);
  for (const finding of wanted) underVessels[finding.name]?.(bench(finding.name), finding);
  paintDisc(picture, eye, random.fork('disc'), {
    glaucoma: find('glaucoma'),
    papilledema: find('papilledema'),
    masks,
  });
  const swollen = find('papilledema') !== undefined;
  const { arteries, veins } = traceVessels(
    size,
    eye,
    random.fork('vessels'),
    swollen ? 2 : 1,
    swollen ? 1.3 : 1,
  );
  const { values } = picture;
  for (let at = 0, pixel = 0; pixel < arteries.length; pixel++, at += 3) {
    const artery = arteries[pixel]!;
    const vein = veins[pixel]!;
    if (artery + vein === 0) continue;
    values[at]! *= (1 - 0.16 * artery) * (1 - 0.4 * vein);
    values[at + 1]! *= (1 - 0.48 * artery) * (1 - 0.62 * vein);
    values[at + 2]! *= (1 - 0.42 * artery) * (1 - 0.5 * vein);
  }
  if (swollen) paintPeripapillaryHemorrhages(bench('papilledema'), find('papilledema')!);
  for (const finding of wanted) overVessels[finding.name]?.(bench(finding.name), finding);
  closeAperture(picture, eye, random.fork('lens'));

  return {
    channels: 3,
    data: developPicture(picture, random.fork('noise'), random.fork('camera').between(0.004, 0.012)),
    findings: wanted.map(finding => ({
      ...finding,
      focal: finding.location !== undefined,
      mask: masks.get(finding.name)!,
    })),
    metadata: {
      eye: eye.side,
      view: eye.field,
      age: eye.age,
      sex: eye.sex,
      cupToDisc: Number(cupOf(eye, find('glaucoma')).toFixed(2)),
    },
  };
}

function paintRetina(picture: Picture, eye: Eye, random: Random, textures: Textures): void {
  const { size, values } = picture;
  const cloud = textures.cut(random, 0.5, 0);
  const grain = textures.cut(random, 0.07);
  const mottle = (eye.age > 60 ? 0.05 : 0.03) + random.between(0, 0.02);
  const [fx, fy] = eye.fovea;
  const [dx, dy] = eye.disc;
  const macula = eye.radius * random.between(0.2, 0.27);
  const depth = random.between(0.28, 0.45);
  const shine = eye.age < 40 ? 0.2 : 0.1;
  const [cloudRow, clouds] = [smoothRows(cloud, size), new Float64Array(size)];
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    cloudRow(clouds, row);
    for (let column = 0; column < size; column++, at += 3) {
      const x = (column + 0.5) / size;
      const rim = (square(x - 0.5) + square(y - 0.5)) / (eye.radius * eye.radius);
      if (rim > 1.2) continue;
      const fromFovea = (square(x - fx) + square(y - fy)) / (macula * macula);
      const fromDisc = (square(x - dx) + square(y - dy)) / (eye.radius * eye.radius * 0.16);
      const light =
        1 - 0.3 * rim * rim + 0.05 * clouds[column]! + mottle * grain(x, y) + shine * fading(fromDisc);
      const pit = fromFovea > 2.8 ? 0 : 0.16 * Math.exp(-fromFovea * 14);
      const dark = depth * fading(fromFovea) + pit;
      values[at]! *= light * (1 - dark * 0.75);
      values[at + 1]! *= light * (1 - dark * 1.05);
      values[at + 2]! *= light * (1 - dark * 0.85);
    }
  }
}

interface DiscFindings {
  readonly glaucoma: Finding | undefined;
  readonly papilledema: Finding | undefined;
  readonly masks: ReadonlyMap<string, Uint8Array>;
}

function paintDisc(
  picture: Picture,
  eye: Eye,
  random: Random,
  { glaucoma, papilledema, masks }: DiscFindings,
): void {
  const [x, y] = eye.disc;
  const r = eye.discRadius;
  const tilt = random.normal(0, 0.12);
  const warmth = random.between(-0.04, 0.04);
  if (papilledema) {
    const swelling = { mild: 1.3, moderate: 1.6, severe: 1.95 }[papilledema.severity ?? 'moderate'];
    const mask = masks.get('papilledema')!;
    paintColor(picture, blob(random, x, y, r * swelling, 0.05), {
      color: [0.97, 0.72, 0.45],
      softness: r * 0.9,
      opacity: 0.85,
      mask,
    });
    paintColor(picture, ellipse(x, y, r * 0.8, r * 0.85), {
      color: [0.98, 0.66, 0.42],
      softness: r * 0.6,
      opacity: 0.7,
    });
    for (let streak = 0; streak < 26; streak++) {
      const angle = random.between(0, 2 * Math.PI);
      const reach = r * random.between(0.8, swelling * 1.15);
      const shape = ellipse(
        x + reach * Math.cos(angle),
        y + reach * Math.sin(angle),
        r * 0.35,
        r * 0.04,
        angle,
      );
      paintColor(picture, shape, { color: [1, 0.88, 0.68], softness: r * 0.1, opacity: 0.4 });
    }
  } else {
    paintColor(picture, ellipse(x, y, r * 0.9, r, tilt), {
      // The rim that glaucoma leaves is dusky, so that the pale cup stands out.
      color: glaucoma ? [0.93, 0.59 + warmth, 0.33 + warmth] : [0.97, 0.7 + warmth, 0.43 + warmth],
      softness: r * 0.18,
      opacity: 0.95,
    });
  }
  const cup = cupOf(eye, glaucoma);
  const [cx, cy] = [x - eye.nasal * r * 0.08, y + (glaucoma ? r * 0.04 : 0)];
  const shape = ellipse(cx, cy, r * cup * (glaucoma ? 0.86 : 0.95), r * cup, tilt);
  paintColor(picture, shape, {
    color: glaucoma ? [1, 0.95, 0.8] : [1, 0.89, 0.69],
    softness: r * (glaucoma ? 0.13 : 0.3),
    opacity: papilledema && !glaucoma ? 0.15 : 0.92,
    ...(glaucoma ? { mask: masks.get('glaucoma')! } : {}),
  });
}

function cupOf(eye: Eye, glaucoma: Finding | undefined): number {
  return glaucoma
    ? { mild: 0.66, moderate: 0.76, severe: 0.88 }[glaucoma.severity ?? 'moderate']
    : eye.cupToDisc;
}

function paintPeripapillaryHemorrhages(
  { picture, eye, random, mask }: lesions.Bench,
  { severity = 'moderate' }: Finding,
): void {
  const [x, y] = eye.disc;
  for (let count = { mild: 1, moderate: 6, severe: 13 }[severity]; count > 0; count--) {
    const angle = random.between(0, 2 * Math.PI);
    const [from, to] = [eye.discRadius * random.between(1, 1.4), eye.discRadius * random.between(1.5, 1.95)];
    const flame = stroke(
      [
        [x + from * Math.cos(angle), y + from * Math.sin(angle)],
        [x + to * Math.cos(angle + 0.1), y + to * Math.sin(angle + 0.1)],
      ],
      0.006,
      0.003,
    );
    paintColor(picture, flame, { color: [0.5, 0.09, 0.07], softness: 0.008, opacity: 0.85, mask });
  }
}

function closeAperture(picture: Picture, eye: Eye, random: Random): void {
  const { values, size } = picture;
  const edge = random.between(0.006, 0.018);
  const haze = random.chance(0.25) ? random.between(0.03, 0.09) : 0;
  const [hx, hy] = [random.between(0.2, 0.8), random.between(0.2, 0.8)];
  const wide = Math.max(edge, 1 / size);
  const distances = new Float64Array(size);
  const glares = Float64Array.from({ length: size }, (_, column) =>
    Math.exp(-12 * square((column + 0.5) / size - hx)),
  );
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    const glow = haze * Math.exp(-12 * square(y - hy));
    measureRow(eye.aperture, distances, { y, first: 0, last: size - 1, size, left: 0, width: 1 }, wide / 2);
    for (let column = 0; column < size; column++, at += 3) {
      const x = (column + 0.5) / size;
      const inner = square(x - 0.5) + square(y - 0.5) < square(eye.radius * 0.84);
      const open = inner ? 1 : smooth(0.5 - distances[column]! / wide);
      const glare = glow * glares[column]!;
      values[at] = 0.012 + open * (values[at]! + glare);
      values[at + 1] = 0.012 + open * (values[at + 1]! + glare);
      values[at + 2] = 0.012 + open * (values[at + 2]! + glare);
    }
  }
}

/** exp(−square), 0 where it is too small to see. */
function fading(square: number): number {
  return square > 7 ? 0 : Math.exp(-square);
}

function square(value: number): number {
  return value * value;
}

import { createPicture, developPicture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import { blob, type Point } from '../../drawing/shapes.ts';
import type { Drawing, Finding, Studio } from '../../phantom.ts';
import { completeFindings, millimetresWide } from './findings.ts';
import { outlineLesion, type Lesion } from './lesion.ts';
import { paintMelanoma, paintNevus, paintSeborrheicKeratosis } from './pigmented.ts';
import { paintOverlays, paintSkin, planSkin, sites } from './skin.ts';
import { paintActinicKeratosis, paintBasalCellCarcinoma, paintHemangioma } from './vascular.ts';

const lesions: Readonly<
  Record<string, { readonly irregularity: number; readonly paint: (lesion: Lesion) => void }>
> = {
  melanoma: { irregularity: 0.13, paint: paintMelanoma },
  nevus: { irregularity: 0.03, paint: paintNevus },
  'seborrheic keratosis': { irregularity: 0.05, paint: paintSeborrheicKeratosis },
  'basal cell carcinoma': { irregularity: 0.07, paint: paintBasalCellCarcinoma },
  hemangioma: { irregularity: 0.04, paint: paintHemangioma },
  'actinic keratosis': { irregularity: 0.09, paint: paintActinicKeratosis },
};

/** One dermoscopic picture: skin, a lesion in the middle (several side by side), hairs and the like on top. */
export function draw({ size, random, textures }: Studio, findings: readonly Finding[]): Drawing {
  const asked = findings.find(finding => finding.location !== undefined)?.location;
  if (asked !== undefined && !sites.some(site => site === asked))
    throw new RangeError(`dermoscopy knows no site "${asked}"; it knows ${sites.join(', ')}`);
  const skin = planSkin(random.fork('skin'), asked);
  const wanted = completeFindings(random.fork('complete'), findings, skin.site);
  const picture = createPicture(size, skin.color);
  paintSkin(picture, random.fork('texture'), textures);
  const centres = centresFor(random.fork('places'), wanted.length);
  const drawn = wanted.map((finding, index) => {
    const stream = random.fork(finding.name);
    const { irregularity, paint } = lesions[finding.name]!;
    const [x, y] = centres[index]!;
    const radius = (finding.millimetres! / 2 / millimetresWide) * (1 - irregularity * 0.6);
    const mask = new Uint8Array(size * size);
    const grade = { mild: 0.8, moderate: 1, severe: 1.3 }[finding.severity!];
    const shape = blob(stream, x, y, radius, irregularity * grade);
    paint(
      outlineLesion(shape, {
        picture,
        skin,
        random: stream,
        textures,
        mask,
        x,
        y,
        radius,
        severity: finding.severity!,
      }),
    );
    return { ...finding, focal: true, mask };
  });
  paintOverlays(picture, random.fork('overlays'), skin);
  return {
    channels: 3,
    data: developPicture(picture, random.fork('noise'), random.fork('camera').between(0.003, 0.012)),
    findings: drawn,
    metadata: {
      site: skin.site,
      age: skin.age,
      sex: skin.sex,
      skinType: skin.type,
      view: `${skin.light} dermoscopy`,
    },
  };
}

function centresFor(random: Random, count: number): Point[] {
  const jitter = (value: number): number => value + random.between(-0.05, 0.05);
  if (count <= 1) return [[jitter(0.5), jitter(0.5)]];
  const [turn, reach] = [random.between(0, 2 * Math.PI), count === 2 ? 0.21 : 0.3];
  return Array.from({ length: count }, (_, index): Point => {
    const angle = turn + (2 * Math.PI * index) / count;
    return [jitter(0.5 + reach * Math.cos(angle)), jitter(0.5 + reach * Math.sin(angle))];
  });
}

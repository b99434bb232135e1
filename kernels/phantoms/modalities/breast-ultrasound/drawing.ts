import { createField, paint, toGray, type Field } from '../../drawing/field.ts';
import { ellipse, polygon, stroke } from '../../drawing/shapes.ts';
import type { Drawing, Finding, Studio } from '../../phantom.ts';
import { extents, paintFinding, wakeAt, type Settled, type Wake } from './findings.ts';
import { chooseScan, traceBeams, type Scan } from './scan.ts';
import { createSpeckle } from './speckle.ts';
import { chooseLayers, paintTissue, type Layers } from './tissue.ts';

/** One breast ultrasound image. @throws RangeError for findings at different places and more than two findings. */
export function drawBreast({ size, random, textures }: Studio, findings: readonly Finding[]): Drawing {
  if (findings.length > 2)
    throw new RangeError(`breast-ultrasound has room for two findings in one image, not ${findings.length}`);
  const extent = findings.map((finding, index) => {
    const [low, high] = extents[finding.name] ?? [8, 15];
    const drawn = random.fork(`extent ${index} ${finding.name}`);
    const severity = finding.severity ?? drawn.pick(['mild', 'moderate', 'severe'] as const);
    const share = { mild: 0.15, moderate: 0.5, severe: 0.85 }[severity] + drawn.between(-0.15, 0.15);
    const most = findings.length > 1 ? Math.min(high, 15) : high;
    return { severity, millimetres: finding.millimetres ?? Math.round(low + (most - low) * share) };
  });
  const largest = Math.max(10, ...extent.map(({ millimetres }) => millimetres));
  const scan = chooseScan(random.fork('scan'), findings, findings.length > 1 ? largest * 1.3 : largest);
  const layers = chooseLayers(random.fork('layers'), scan);
  const field = createField(size, -120);
  const beams = traceBeams(scan, size);
  paintTissue(field, beams, layers, random.fork('tissue'), textures);
  const wakes: Wake[] = [];
  const drawn = findings.map((finding, index) => {
    const part = random.fork(`finding ${index} ${finding.name}`);
    const slot =
      findings.length === 1
        ? part.between(-0.1, 0.1)
        : (index === 0 ? -0.19 : 0.19) + part.between(-0.02, 0.02);
    const settled = settle(finding, extent[index]!, slot, scan, layers);
    const painted = paintFinding(field, scan, part, settled);
    wakes.push(...painted.wakes);
    return painted.drawn;
  });
  const speckled = insonate(field, scan, beams, wakes, random.fork('speckle'));
  annotate(speckled, scan);
  const { side, clock, fromNipple, probe, age, depth, millimetresWide } = scan;
  return {
    channels: 1,
    data: toGray(speckled),
    findings: drawn,
    metadata: {
      side,
      clock,
      centimetresFromNipple: fromNipple,
      probe,
      age,
      sex: 'female',
      depth,
      millimetresWide,
    },
  };
}

function settle(
  finding: Finding,
  { severity, millimetres }: Pick<Settled, 'severity' | 'millimetres'>,
  across: number,
  scan: Scan,
  layers: Layers,
): Settled {
  const depth = Math.max(
    (layers.fat + layers.gland) / 2 - 1,
    layers.skin + 1 + millimetres * (finding.name === 'malignant mass' ? 0.55 : 0.45),
  );
  return { ...finding, side: scan.side, location: scan.clock, severity, millimetres, across, depth };
}

/** Adds wakes, attenuation, focus and speckle, and compresses 62 dB to [0, 1]. */
function insonate(
  { size, values }: Field,
  scan: Scan,
  beams: ReturnType<typeof traceBeams>,
  wakes: readonly Wake[],
  random: Studio['random'],
): Field {
  const speckle = createSpeckle(random);
  const gain = random.between(-2, 3);
  const attenuation = random.between(0.08, 0.2);
  const focus = random.between(0.35, 0.6) * scan.depth;
  const picture = createField(size);
  for (let at = 0; at < values.length; at++) {
    const across = beams.across[at]!;
    const depth = beams.depth[at]!;
    if (depth < 0) continue;
    const focused = 3 / (1 + ((depth - focus) / 9) ** 2);
    const echo =
      values[at]! +
      gain +
      focused -
      attenuation * depth +
      wakeAt(wakes, across, depth) +
      speckle(across, depth / scan.millimetresWide);
    picture.values[at] = Math.max(0.035, (echo + 58) / 60);
  }
  return picture;
}

/** Depth scale, focus mark, and the body mark: a breast with the probe at its clock position. */
function annotate(field: Field, scan: Scan): void {
  const bright = { amount: 0.78, softness: 0.004 };
  for (let depth = 0; depth <= scan.depth; depth += 5) {
    const y = 0.055 + depth / scan.millimetresWide;
    const long = depth % 10 === 0 ? 0.03 : 0.016;
    paint(
      field,
      stroke(
        [
          [0.955 - long, y],
          [0.955, y],
        ],
        0.0025,
      ),
      bright,
    );
  }
  paint(
    field,
    polygon([
      [0.9, 0.48],
      [0.918, 0.49],
      [0.9, 0.5],
    ]),
    { amount: 0.6 },
  );
  const hour = Number.parseInt(scan.clock, 10);
  const angle = (hour / 12) * 2 * Math.PI;
  const [cx, cy, radius] = [0.055, 0.9, 0.036];
  const ring = Array.from({ length: 17 }, (_, step) => {
    const turn = (step / 16) * 2 * Math.PI;
    return [cx + radius * Math.cos(turn), cy + radius * Math.sin(turn)] as const;
  });
  const armpit = scan.side === 'right' ? -1 : 1;
  paint(field, stroke(ring, 0.0022), { ...bright, amount: 0.6 });
  paint(
    field,
    stroke(
      [
        [cx + armpit * 0.02, cy - 0.03],
        [cx + armpit * 0.042, cy - 0.042],
      ],
      0.003,
    ),
    { ...bright, amount: 0.6 },
  );
  paint(field, ellipse(cx, cy, 0.005, 0.005), { ...bright, amount: 0.6 });
  const [px, py] = [cx + 0.026 * Math.sin(angle), cy - 0.026 * Math.cos(angle)];
  const [tx, ty] = [0.012 * Math.cos(angle), 0.012 * Math.sin(angle)];
  paint(
    field,
    stroke(
      [
        [px - tx, py - ty],
        [px + tx, py + ty],
      ],
      0.005,
    ),
    { ...bright, amount: 1 },
  );
}

import { createField, paint, smooth, type Field } from '../../drawing/field.ts';
import { echoRow } from '../../drawing/noise.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Random } from '../../drawing/random.ts';
import { eachRow, ellipse, type Shape } from '../../drawing/shapes.ts';
import type { Drawing, Finding, Studio } from '../../phantom.ts';
import { boundariesOf, healthyColumn, layers, planScan, tones, type Column, type Scan } from './anatomy.ts';
import { changeOf, completeFindings, holeHalfWidth, type Change } from './findings.ts';

/** A speckled B-scan through the fovea in grey. */
export function draw({ size, random, textures }: Studio, findings: readonly Finding[]): Drawing {
  const scan = planScan(random.fork('scan'), textures, findings);
  const wanted = completeFindings(random.fork('complete'), findings, scan.eye);
  const changes = wanted.map(finding => changeOf(finding, scan, random.fork(finding.name)));
  const masks = new Map(wanted.map(({ name }) => [name, new Uint8Array(size * size)]));
  const field = createField(size);
  const hole = wanted.find(finding => finding.name === 'macular hole')?.severity;
  paintLayers(field, scan, changes, masks, hole);
  for (const change of changes) paintCysts(field, scan, change, masks.get(change.name)!, changes);
  if (hole && random.fork('operculum').chance(0.4)) {
    const lid = ellipse(scan.fovea, scan.base(scan.fovea) - scan.thickness * 1.45, 0.035, 0.011);
    paint(field, lid, { amount: 0.55, softness: 0.01 });
    mark(masks.get('macular hole')!, lid, size);
  }
  addSpeckle(field, random.fork('speckle'), scan);
  return {
    channels: 1,
    data: develop(field, random.fork('gamma').between(0.9, 1.15)),
    findings: wanted.map(finding => ({
      ...finding,
      focal: finding.location !== undefined,
      mask: masks.get(finding.name)!,
    })),
    metadata: {
      eye: scan.eye,
      view: 'horizontal foveal B-scan',
      age: scan.age,
      sex: scan.sex,
      thickness: thicknessOf(scan, changes),
    },
  };
}

function paintLayers(
  { size, values }: Field,
  scan: Scan,
  changes: readonly Change[],
  masks: ReadonlyMap<string, Uint8Array>,
  hole: 'mild' | 'moderate' | 'severe' | undefined,
): void {
  const depths = new Float64Array(layers.length);
  const column: Column = { ...healthyColumn };
  const tone = Float64Array.from(tones);
  const soft = Math.max(0.006, 1.4 / size);
  const mottle = choroidOf(scan, size);
  const decay = Math.exp(-1 / (size * 0.24));
  for (let across = 0; across < size; across++) {
    const x = (across + 0.5) / size;
    Object.assign(column, healthyColumn);
    for (const change of changes) change.apply(x, column);
    boundariesOf(scan, x, column, depths);
    tone[11] = column.liftTone;
    const shadow = scan.vessels.reduce(
      (factor, { at, width }) => factor * (1 - 0.4 * Math.exp(-(((x - at) / width) ** 2))),
      1,
    );
    const shade = 0.65 * shadow + 0.35 * Math.min(1, shadow + 0.3);
    const hyaloid =
      scan.hyaloid === undefined
        ? -1
        : depths[0]! - scan.hyaloid * (0.6 + 0.4 * Math.cos(5 * (x - scan.fovea)));
    let light = column.lift > 0.05 ? 0.85 : 1;
    let complete = 0;
    for (let row = 0, at = across; row < size; row++, at += size) {
      const y = (row + 0.5) / size;
      while (complete < layers.length && y - depths[complete]! >= soft / 2) complete++;
      let above = complete > 0 ? tone[complete - 1]! : 0;
      let value = above;
      for (let layer = complete; layer < layers.length; layer++) {
        const into = (y - depths[layer]!) / soft + 0.5;
        if (into <= 0) break;
        value += (tone[layer]! - above) * (into >= 1 ? 1 : smooth(into));
        above = tone[layer]!;
      }
      if (y > depths[13]!) {
        value *= (1 + (y < depths[14]! ? 0.3 : 0.06) * mottle[at]!) * light;
        light *= decay;
      } else if (column.tissue === 0 && hole) {
        const share = (depths[10]! - y) / (depths[10]! - depths[0]!);
        if (share > 0 && share < 1.05) {
          const open = smooth((holeHalfWidth(hole, share) - Math.abs(x - scan.fovea)) / 0.012 + 0.5);
          value *= 1 - open;
          if (open > 0.5) masks.get('macular hole')![at] = 1;
        }
      }
      if (y > depths[1]!) value *= shade;
      if (column.membrane > 0) {
        const line = smooth(
          1.2 - Math.abs(y - depths[0]! + column.membrane * 0.4) / Math.max(column.membrane * 0.6, 1 / size),
        );
        value += (1 - value) * 0.95 * line;
        if (line > 0.3) masks.get('epiretinal membrane')![at] = 1;
      }
      if (hyaloid > 0) value += 0.22 * smooth(1 - Math.abs(y - hyaloid) / 0.007);
      values[at] = value;
    }
    for (const { name, touches } of changes)
      if (touches(x)) markColumn(masks.get(name)!, across, size, spanOf(name, column, depths));
  }
}

/** Depths between which a finding lies in a column. */
function spanOf(name: string, column: Column, depths: Float64Array): [from: number, to: number] {
  if (name === 'subretinal fluid' && column.fluid > 0.004) return [depths[9]!, depths[10]!];
  if ((name === 'drusen' || name === 'pigment epithelial detachment') && column.lift > 0.004)
    return [depths[10]!, depths[13]!];
  return name === 'macular edema' ? [depths[2]!, depths[6]!] : [0, 0];
}

function markColumn(mask: Uint8Array, across: number, size: number, [from, to]: [number, number]): void {
  for (let row = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    if (y > from && y < to) mask[row * size + across] = 1;
  }
}

/** Vessels of the choroid: light and dark in [-1, 1], `[size, size]`. */
function choroidOf({ choroidTexture }: Scan, size: number): Float32Array {
  const rows = smoothRows((x, y) => choroidTexture(x, y * 1.4), size);
  const mottle = new Float32Array(size * size);
  const line = new Float64Array(size);
  for (let row = 0, at = 0; row < size; row++) {
    rows(line, row);
    for (let column = 0; column < size; column++, at++) {
      // The hyperbolic tangent, by its rational approximation.
      const t = Math.min(3, Math.max(-3, 1.6 * line[column]!));
      mottle[at] = (t * (27 + t * t)) / (27 + 9 * t * t);
    }
  }
  return mottle;
}

function paintCysts(
  field: Field,
  scan: Scan,
  change: Change,
  mask: Uint8Array,
  changes: readonly Change[],
): void {
  const depths = new Float64Array(layers.length);
  for (const { x, share, rx, ry } of change.cysts) {
    const column: Column = { ...healthyColumn };
    for (const other of changes) other.apply(x, column);
    boundariesOf(scan, x, column, depths);
    const [top, bottom] = [depths[1]!, depths[6]!];
    const fitting = Math.min(ry, (bottom - top) * 0.36);
    const y = Math.min(bottom - fitting, Math.max(top + fitting, top + share * (bottom - top)));
    const cyst = ellipse(x, y, Math.min(rx, fitting), fitting);
    paint(field, cyst, { amount: 0.06, softness: 0.01 });
    mark(mask, cyst, field.size);
  }
}

function mark(mask: Uint8Array, shape: Shape, size: number): void {
  eachRow(shape, 0, size, 0.5 / size, (distances, first, last, start) => {
    for (let column = first; column <= last; column++) if (distances[column]! < 0) mask[start + column] = 1;
  });
}

/** Multiplicative speckle, a little wider than tall, over a noise floor. */
function addSpeckle({ size, values }: Field, random: Random, { speckle, floor }: Scan): void {
  const echoes = new Float32Array(size);
  for (let row = 0, at = 0; row < size; row++) {
    let last = 1;
    echoRow(random, echoes);
    for (let column = 0; column < size; column++, at++) {
      last = 0.35 * last + 0.65 * echoes[column]!;
      const factor = 1 - speckle + speckle * last;
      values[at] = floor * (0.3 + 0.7 * last) + values[at]! * factor * (1 - floor);
    }
  }
}

/** 8-bit grey with gamma, looked up in steps of 1/1024. */
function develop({ values }: Field, gamma: number): Uint8Array {
  const grays = Uint8Array.from({ length: 1025 }, (_, step) => 255 * (step / 1024) ** gamma + 0.5);
  const data = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++)
    data[at] = grays[Math.min(1024, Math.max(0, values[at]! * 1024 + 0.5)) | 0]!;
  return data;
}

/** Central retinal thickness in µm; the picture is 0.9 mm tall. */
function thicknessOf(scan: Scan, changes: readonly Change[]): number {
  const depths = new Float64Array(layers.length);
  const column: Column = { ...healthyColumn };
  for (const change of changes) change.apply(scan.fovea, column);
  boundariesOf(scan, scan.fovea, column, depths);
  return Math.round(900 * (depths[10]! - depths[0]! + 0.02 - column.fluid + 0.05));
}

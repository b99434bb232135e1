import { createField, smooth, type Field } from '../../drawing/field.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Texture } from '../../drawing/texture.ts';
import type { Studio } from '../../phantom.ts';
import type { Level, Signals } from './sequence.ts';

/** Millimetres across the picture. */
export const fieldOfView = 230;

/** What patient and findings do to the anatomy. */
export interface Build {
  readonly level: Level;
  readonly signals: Signals;
  /** Factor on the width of the ventricles; 1 at forty years. */
  readonly ventricles: number;
  /** Half-width of the sulci in units of the picture. */
  readonly sulci: number;
  /** Factor on the head: women's are about 4 % smaller. */
  readonly scale: number;
  /** Pushes from masses: centre and radius in head coordinates, strength in units of the picture. */
  readonly pushes: readonly {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
    readonly strength: number;
  }[];
  /** Crescents under the dura: +1 on the viewer's right, thickness in units of the picture. */
  readonly crescents: readonly { readonly side: 1 | -1; readonly thickness: number; readonly turn: number }[];
}

/** The head with maps that findings need, each `[size, size]`. */
export interface Head {
  readonly field: Field;
  /** Coverage by brain tissue, 0 in fluid and outside. */
  readonly brain: Float32Array;
  /** Coverage by white matter. */
  readonly white: Float32Array;
  readonly ventricles: Float32Array;
  readonly sulci: Float32Array;
  readonly crescent: Float32Array;
  /** Picture to head coordinates: midline x = 0, front y < 0, units of the picture. */
  toHead(x: number, y: number): [number, number];
  toPicture(x: number, y: number): [number, number];
}

const halfWidth = 0.365;
const halfLength = 0.45;

/** Depth below the skin of a point in head coordinates, about, in units of the picture. */
export function depthBelowSkin(x: number, y: number): number {
  const width = halfWidth * (1 + 0.12 * y - 0.25 * y * y);
  return (1 - length(x / width, y / halfLength)) * 0.405;
}

/** Depth of the brain's surface. */
export const brainDepth = 0.062;

/** Draws an axial slice of the head without lesions. */
export function drawHead({ size, random, textures }: Studio, build: Build): Head {
  const { signals, level, sulci: sulcus } = build;
  const place = random.fork('place');
  const turn = place.between(-0.06, 0.06);
  const scale = build.scale * place.between(0.97, 1.03);
  const [cx, cy] = [0.5 + place.between(-0.012, 0.012), 0.5 + place.between(-0.01, 0.012)];
  const [cosine, sine] = [Math.cos(turn) / scale, Math.sin(turn) / scale];
  const cut = random.fork('textures');
  const warp = textures.cut(cut, 0.2, 0);
  const bend = textures.cut(cut, 0.11, 0);
  const fold = textures.cut(cut, 0.13, 0);
  const folds = cut.integer(13, 16);
  const phase = cut.between(0, 6.28);
  const deep = deepStructures(level, build.ventricles);
  const pixels = size * size;
  const field = createField(size, signals.air);
  const brain = new Float32Array(pixels);
  const white = new Float32Array(pixels);
  const ventricles = new Float32Array(pixels);
  const sulci = new Float32Array(pixels);
  const crescent = new Float32Array(pixels);
  const pixel = 1 / size;
  const edge = Math.max(0.005, pixel * 1.3);
  const step = (t: number): number => smooth(0.5 + t / edge);
  const lens = level === 'centrum semiovale' ? 0.5 : level === 'lateral ventricles' ? 0.2 : 0.15;
  // In the picture, where nothing pushes the tissue aside, the noises can be drawn by rows.
  const inHead =
    (texture: Texture): Texture =>
    (u, v) =>
      texture((u - cx) * cosine + (v - cy) * sine, -(u - cx) * sine + (v - cy) * cosine);
  const rows = [warp, bend, fold].map(texture => smoothRows(inHead(texture), size));
  const [warps, bends, foldings] = [0, 1, 2].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const still = build.pushes.length === 0;

  for (let row = 0, at = 0; row < size; row++) {
    for (const [index, line] of [warps, bends, foldings].entries()) rows[index]!(line, row);
    for (let column = 0; column < size; column++, at++) {
      const px = (column + 0.5) * pixel - cx;
      const py = (row + 0.5) * pixel - cy;
      let x = px * cosine + py * sine;
      let y = -px * sine + py * cosine;
      const depth = depthBelowSkin(x, y);
      if (depth < -0.01) continue;
      const n = warps[column]!;
      let below = depth - brainDepth;
      let value = below > 0.5 * edge ? signals.fluid : scalpAt(signals, depth, n, edge);
      if (below > -0.006) {
        const shallow = below < 0.16;
        const angle = shallow || build.crescents.length > 0 ? Math.atan2(y / halfLength, x / halfWidth) : 0;
        for (const { side, thickness, turn: at0 } of build.crescents) {
          const along = Math.cos((side > 0 ? angle : Math.atan2(y, -x)) - at0);
          const width = along > 0 ? thickness * Math.sqrt(along) * (1 - 0.25 * (1 - along)) : 0;
          const weight = step(below) * (1 - step(below - width));
          crescent[at] = Math.max(crescent[at]!, weight);
          below -= width;
        }
        for (const push of build.pushes) {
          const dx = x - push.x;
          const dy = y - push.y;
          const distance = length(dx, dy) + 1e-6;
          const pull =
            (push.strength * Math.min(1, distance / push.radius)) /
            (1 + (distance / (push.radius * 2.2)) ** 2);
          x -= (dx / distance) * pull;
          y -= (dy / distance) * pull;
        }
        let groove = 1;
        // Sulci run inwards from the surface, bent by noise, each to its own depth, which is 0.1 at most.
        if (shallow) {
          const f = still ? foldings[column]! : fold(x, y);
          const reach = length(x / halfWidth, y / halfLength);
          const spread =
            (Math.abs(Math.sin(folds * angle + phase + 1.5 * n + 0.5 * f)) * reach * 0.4) / folds;
          const limit = Math.min(0.1, Math.max(0.018, 0.062 + 0.03 * (still ? bends[column]! : bend(x, y))));
          const branch = length(Math.abs(f) * 0.03, Math.max(0, below - 0.1 - 0.025 * n));
          groove = Math.min(branch, length(spread, Math.max(0, below - limit)));
        }
        groove = Math.min(groove, fissure(x + 0.0035 * n, y, lens));
        if (level === 'basal ganglia') groove = Math.min(groove, sylvian(Math.abs(x), y, n));
        const cortex = Math.min(below, groove);
        const gray = 1 - smooth((cortex - sulcus - 0.0145 - 0.002 * n) / Math.max(0.011, edge) + 0.5);
        let tissue = mix(signals.white, signals.gray, gray);
        let isWhite = 1 - gray;
        let fluid = 1 - step(groove - sulcus * (below < 0.02 ? 1.3 : 1));
        sulci[at] = fluid * step(below);
        const central = deep(Math.abs(x), y, edge);
        tissue = mix(tissue, signals.nuclei, central.nuclei * (1 - fluid));
        isWhite *= 1 - central.nuclei;
        ventricles[at] = central.fluid;
        fluid = Math.max(fluid, central.fluid);
        const inside = step(below) * (1 - fluid);
        brain[at] = inside;
        white[at] = inside * isWhite;
        value = mix(value, mix(tissue, signals.fluid, fluid), step(below));
        value = mix(value, signals.subdural, crescent[at]!);
        if (Math.abs(x) < 0.004 && (y < -lens || y > 0.8 * lens + 0.05))
          value = mix(value, signals.dura, 0.35);
      }
      field.values[at] = value;
    }
  }
  const [back, up] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  return {
    field,
    brain,
    white,
    ventricles,
    sulci,
    crescent,
    toHead: (x, y) => [(x - cx) * cosine + (y - cy) * sine, -(x - cx) * sine + (y - cy) * cosine],
    toPicture: (x, y) => [cx + x * back - y * up, cy + x * up + y * back],
  };
}

/** Skin, fat, skull with marrow, dura and the fluid under it; `n` varies the fat's thickness. */
function scalpAt(signals: Signals, depth: number, n: number, edge: number): number {
  const step = (t: number): number => smooth(0.5 + t / edge);
  const below = depth - brainDepth;
  let value = mix(signals.air, signals.skin, step(depth));
  const fat = 0.021 + 0.004 * n;
  value = mix(value, signals.fat, step(depth - 0.006) * (1 - step(depth - fat)));
  value = mix(value, signals.bone, step(depth - fat));
  value = mix(value, signals.marrow, 0.8 * step(depth - fat - 0.008) * (1 - step(depth - fat - 0.019)));
  value = mix(value, signals.dura, step(below + 0.009));
  return mix(value, signals.fluid, step(below + 0.004));
}

/** Distance from the interhemispheric fissure, which stops at the corpus callosum. */
function fissure(x: number, y: number, stop: number): number {
  if (stop >= 0.5) return Math.abs(x);
  const beyond = y < 0 ? Math.max(0, y + stop) : Math.max(0, stop + 0.03 - y);
  return length(x, beyond);
}

/** Distance from the Sylvian fissure and the insula it opens on. */
function sylvian(x: number, y: number, n: number): number {
  const outer = segment(x, y, 0.205, -0.055 + 0.01 * n, 0.32, -0.1);
  const insula = segment(x, y, 0.195 + 0.006 * n, 0.055, 0.205, -0.055);
  return Math.min(outer, insula);
}

function segment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const ex = bx - ax;
  const ey = by - ay;
  const t = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey)));
  return length(x - ax - t * ex, y - ay - t * ey);
}

/** An ellipse of the deep structures. */
interface Oval {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  readonly cosine: number;
  readonly sine: number;
}

function oval(cx: number, cy: number, rx: number, ry: number, angle: number): Oval {
  return { cx, cy, rx, ry, cosine: Math.cos(angle), sine: Math.sin(angle) };
}

/** The largest coverage of a point by any of the ellipses, with an edge of the given width. */
function coverage(ovals: readonly Oval[], x: number, y: number, edge: number): number {
  let most = 0;
  for (let index = 0; index < ovals.length; index++) {
    const { cx, cy, rx, ry, cosine, sine } = ovals[index]!;
    const dx = x - cx;
    const dy = y - cy;
    const far = Math.max(rx, ry) * (1 + (0.501 * edge) / Math.min(rx, ry));
    if (dx > far || dx < -far || dy > far || dy < -far) continue;
    const u = (dx * cosine + dy * sine) / rx;
    const v = (-dx * sine + dy * cosine) / ry;
    most = Math.max(most, smooth(0.5 + ((1 - length(u, v)) * Math.min(rx, ry)) / edge));
  }
  return most;
}

interface Central {
  nuclei: number;
  fluid: number;
}

/** Ventricles, basal ganglia and thalami, the same on both sides. */
function deepStructures(level: Level, wide: number): (side: number, y: number, edge: number) => Central {
  const none: Central = { nuclei: 0, fluid: 0 };
  if (level === 'centrum semiovale') return () => none;
  const w = Math.sqrt(wide);
  const body = level === 'lateral ventricles';
  const fluids = body
    ? [
        oval(0.022 + 0.012 * w, -0.07, 0.0135 * wide, 0.075 * w, 0.22),
        oval(0.026 + 0.012 * w, 0.03, 0.0135 * wide, 0.07 * w, -0.16),
        oval(0.058 + 0.012 * w, 0.12, 0.017 * wide, 0.06 * w, -0.5),
      ]
    : [
        oval(0.027 + 0.011 * w, -0.115, 0.0125 * wide, 0.047 * w, 0.42),
        oval(0.017, -0.075, 0.009 * wide, 0.028 * w, 0.1),
        oval(0, 0.025, 0.0045 * wide, 0.036 * w, 0),
        oval(0.088, 0.165, 0.0135 * wide, 0.05 * w, -0.3),
      ];
  const nuclei = body
    ? [oval(0.062 + 0.024 * (wide - 1), -0.03, 0.012, 0.075, 0.02)]
    : [
        oval(0.064 + 0.02 * (wide - 1), -0.092, 0.017, 0.036, 0.25),
        oval(0.125, -0.015, 0.026, 0.062, -0.12),
        oval(0.046 + 0.008 * (wide - 1), 0.05, 0.035, 0.047, 0.3),
        oval(0.168, -0.005, 0.005, 0.062, -0.05),
      ];
  return (side, y, edge) => {
    if (side > 0.26 || y < -0.26 || y > 0.3) return none;
    let fluid = coverage(fluids, side, y, edge);
    const gray = coverage(nuclei, side, y, edge * 2);
    // The septum between the lateral ventricles.
    if (side < 0.0035 && y < -0.02) fluid *= 0.4;
    return { nuclei: gray * 0.95, fluid };
  };
}

function mix(from: number, to: number, weight: number): number {
  return from + (to - from) * weight;
}

/** Math.hypot guards against overflow and takes ten times as long. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

import { mixed, type Look } from './look.ts';
import { ringThick, ringThin, type Marks } from './marks.ts';
import type { Store } from './state.ts';

/** Below these shares of trustworthiness a point gets a thin or a thick halo. */
export const trustSteps = { thin: 0.95, thick: 0.85 };

/** Marks and halos as they stand: what is not searched or selected steps back, what is hidden is gone. */
export function sceneOf(
  store: Store,
  look: Look,
  positions: Float32Array,
  trust: Uint8Array | undefined,
  radius: number,
): readonly Marks[] {
  const { count, groupOf } = store.points;
  const { selected, matches, halos, hidden } = store.get();
  const marks = emptyMarks(count, positions);
  const rings = halos && trust ? emptyMarks(count, positions) : undefined;
  const edged = count <= 2_000 || look.highContrast;
  const edges = look.groups.map(({ color }) =>
    look.highContrast ? look.text : edged ? mixed(color, look.text, 0.45) : color,
  );
  // In high contrast nothing is faint: what steps back loses its fill.
  const faint = look.highContrast ? 255 : 56;
  for (let point = 0; point < count; point++) {
    const group = groupOf[point]!;
    if (hidden.has(group)) continue;
    const { color, shape } = look.groups[group]!;
    const chosen = selected.size === 0 || selected.has(point);
    const found = matches === undefined || matches.has(point);
    const forward = chosen && found;
    const strong = (selected.size > 0 && chosen) || (matches !== undefined && found);
    const alpha = forward ? 255 : faint;
    const fill = forward || !look.highContrast ? color : look.background;
    const edge = strong && forward ? look.text : edges[group]!;
    marks.shape[point] = shape;
    marks.radius[point] = strong && forward ? radius * 1.25 : radius;
    marks.fill.set(fill, 4 * point);
    marks.edge.set(edge, 4 * point);
    marks.fill[4 * point + 3] = alpha;
    marks.edge[4 * point + 3] = alpha;
    if (!rings || !trust || trust[point]! >= trustSteps.thin * 255) continue;
    rings.shape[point] = trust[point]! < trustSteps.thick * 255 ? ringThick : ringThin;
    rings.radius[point] = radius + (count > 2_000 ? 2 : 3.5);
    rings.fill.set(look.highContrast ? look.text : mixed(color, look.text, 0.5), 4 * point);
    rings.fill[4 * point + 3] = forward ? (look.highContrast ? 255 : 190) : faint;
  }
  return rings ? [rings, marks] : [marks];
}

function emptyMarks(count: number, positions: Float32Array): Marks {
  return {
    count,
    positions,
    fill: new Uint8Array(4 * count),
    edge: new Uint8Array(4 * count),
    shape: new Uint8Array(count),
    radius: new Float32Array(count),
  };
}

/** CSS pixels: smaller the more there are, larger when zoomed in. */
export function radiusFor(count: number, zoom: number): number {
  const base = count <= 300 ? 5 : count <= 2_000 ? 4 : count <= 20_000 ? 2.6 : 1.7;
  // In quarters: marks are not made anew at each step of a zoom.
  return Math.round(base * Math.min(2.2, Math.max(1, zoom) ** 0.3) * 4) / 4;
}

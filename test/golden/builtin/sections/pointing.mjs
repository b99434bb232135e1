// The pointing game: does the patch nearest to a finding's text lie where the finding was drawn?
import { argmax } from '../metrics.mjs';
import { dot } from '../vectors.mjs';

/**
 * One entry a focal finding of each phantom. `inside`: at least half of the best patch is in the mask, or, for a finding smaller
 * than a patch, at least half of the mask is in the patch. `touches`: they share a pixel. `chance`: share of all
 * patches that would count as inside. Several findings of one name make one mask.
 */
export async function pointingHits(clip, phantoms, own, vectors) {
  const patches = await clip.encodePatches(phantoms);
  const { rows, columns, dim, data } = patches;
  const hits = [];
  phantoms.forEach((phantom, index) => {
    const names = new Set(phantom.findings.filter(finding => finding.focal).map(finding => finding.name));
    for (const name of names) {
      const masks = phantom.findings.filter(finding => finding.name === name).map(finding => finding.mask);
      const overlap = overlaps(masks, phantom.size, rows, columns);
      if (overlap.total === 0) continue;
      const text = vectors(own.find(({ finding }) => finding === name).prompts.trained.positive);
      const start = index * rows * columns;
      const cosines = Array.from({ length: rows * columns }, (_, patch) =>
        dot(data.subarray((start + patch) * dim, (start + patch + 1) * dim), text),
      );
      const best = argmax(cosines);
      const inside = overlap.shares.map(isInside);
      hits.push({
        name: `${phantom.modality} ${name}`,
        inside: inside[best],
        touches: overlap.shares[best].ofPatch > 0,
        chance: inside.filter(Boolean).length / inside.length,
      });
    }
  });
  return hits;
}

function isInside({ ofPatch, ofMask }) {
  return ofPatch >= 0.5 || ofMask >= 0.5;
}

/** For each patch, row by row: which share of it is in the mask, and which share of the mask is in it. */
export function overlaps(masks, size, rows, columns) {
  const counts = new Float64Array(rows * columns);
  let total = 0;
  for (let at = 0; at < size * size; at++) {
    if (masks.every(mask => mask[at] === 0)) continue;
    const row = Math.floor((Math.floor(at / size) * rows) / size);
    const column = Math.floor(((at % size) * columns) / size);
    counts[row * columns + column]++;
    total++;
  }
  const area = (size / rows) * (size / columns);
  return { total, shares: [...counts].map(count => ({ ofPatch: count / area, ofMask: count / total })) };
}

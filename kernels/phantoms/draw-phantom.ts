import { createRandom } from './drawing/random.ts';
import { createTextures, type Textures } from './drawing/texture.ts';
import { modalities } from './modalities/index.ts';
import type { Finding, ModalityName, Phantom } from './phantom.ts';

/** What to draw. The same request gives the same picture, report and truth, to the bit. */
export interface PhantomRequest {
  readonly modality: ModalityName;
  readonly seed: number;
  /** Pixels a side; 224 by default. */
  readonly size?: number;
  /** Exactly these findings; without it, a plausible random set. */
  readonly findings?: readonly Finding[];
}

/** Draws one image with its report and truth. @throws RangeError for a finding that the modality does not know. */
export function drawPhantom(request: PhantomRequest, textures: Textures = createTextures()): Phantom {
  const { modality: name, seed, size = 224 } = request;
  const modality = modalities[name];
  if (!modality)
    throw new RangeError(`no phantom is called ${name}; there are ${Object.keys(modalities).join(', ')}`);
  const random = createRandom(`${name} ${seed}`);
  const wanted = request.findings ?? modality.sampleFindings(random.fork('findings'));
  for (const finding of wanted) {
    if (!modality.findings.includes(finding.name)) {
      throw new RangeError(
        `${name} knows no finding "${finding.name}"; it knows ${modality.findings.join(', ')}`,
      );
    }
  }
  const drawing = modality.draw({ size, random: random.fork('drawing'), textures }, wanted);
  const present = new Set(drawing.findings.map(finding => finding.name));
  return {
    modality: name,
    seed,
    size,
    channels: drawing.channels,
    data: drawing.data,
    metadata: drawing.metadata,
    findings: drawing.findings.map(finding => ({ ...finding, box: boxOf(finding.mask, size) })),
    labels: Object.fromEntries(modality.findings.map(finding => [finding, present.has(finding)])),
    report: random.fork('order').shuffled(modality.describe(drawing, random.fork('report'))),
  };
}

function boxOf(mask: Uint8Array, size: number): [number, number, number, number] {
  let left = size;
  let top = size;
  let right = -1;
  let bottom = -1;
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at++) {
      if (mask[at] === 0) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  return right < 0 ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1];
}

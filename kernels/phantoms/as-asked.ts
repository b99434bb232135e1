import { failure } from '../protocol/failures/index.ts';
import { drawPhantom, type PhantomRequest } from './draw-phantom.ts';
import type { Finding, Phantom } from './phantom.ts';

const details = ['side', 'location', 'severity'] as const;

/**
 * Makes sure that the side, place and severity asked for are those drawn: a modality gives its own where it does not know the one
 * asked for. What it does know is found by drawing small ones. @throws Failure `phantom-detail-unknown`.
 */
export function checkAsAsked(request: PhantomRequest, phantom: Phantom): void {
  for (const wanted of request.findings ?? []) {
    const drawn = phantom.findings.filter(({ name }) => name === wanted.name);
    for (const detail of details) {
      const value = wanted[detail];
      if (value === undefined || drawn.some(finding => isSame(finding[detail], value))) continue;
      const known = knownDetails(request, wanted.name, detail);
      throw failure('phantom-detail-unknown', {
        modality: request.modality,
        finding: wanted.name,
        value,
        known: known.length > 0 ? `Known are ${known.join(', ')}` : `It has no ${detail}; leave it out`,
      });
    }
  }
}

/** `upper lobe` is drawn as asked where the modality says `left upper lobe`. */
function isSame(drawn: string | undefined, wanted: string): boolean {
  return drawn !== undefined && drawn.toLowerCase().includes(wanted.toLowerCase());
}

function knownDetails({ modality }: PhantomRequest, name: string, detail: keyof Finding): string[] {
  const tries = Array.from({ length: 16 }, (_, seed) =>
    drawPhantom({ modality, seed, size: 32, findings: [{ name }] }),
  );
  const seen = tries.flatMap(({ findings }) => findings.map(finding => finding[detail]));
  return [...new Set(seen.filter(value => typeof value === 'string'))].sort();
}

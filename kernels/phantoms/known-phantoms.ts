import { failure } from '../protocol/failures/index.ts';
import type { PhantomRequest } from './draw-phantom.ts';
import { modalities } from './modalities/index.ts';
import type { Modality, ModalityName } from './phantom.ts';

/** What can be asked for: a kind of image, its names in words (most usual first), and the findings it can show. */
export interface KnownPhantom {
  readonly modality: ModalityName;
  readonly words: readonly string[];
  readonly findings: readonly string[];
}

/** Every kind of image that can be drawn. */
export function knownPhantoms(): KnownPhantom[] {
  return Object.values(modalities).map(({ name, words, findings }) => ({ modality: name, words, findings }));
}

/** The modality called `name`. @throws Failure `phantom-modality-unknown`, listing the known ones. */
export function modalityByName(name: string): Modality {
  const found = Object.values(modalities).find(modality => modality.name === name);
  if (found) return found;
  throw failure('phantom-modality-unknown', {
    modality: name,
    known: Object.keys(modalities).join(', '),
  });
}

/**
 * Refuses what cannot be drawn before a thread is asked to: `size` is 32 to 2048 pixels, `seed` a whole number.
 * @throws Failure `phantom-modality-unknown`, `phantom-finding-unknown`, `phantom-request-invalid`.
 */
export function checkRequest({ modality: name, findings = [], seed, size = 224 }: PhantomRequest): void {
  const modality = modalityByName(name);
  for (const finding of findings) {
    if (modality.findings.includes(finding.name)) continue;
    const known = modality.findings.join(', ');
    throw failure('phantom-finding-unknown', { modality: name, finding: finding.name, known });
  }
  if (!Number.isSafeInteger(seed))
    throw failure('phantom-request-invalid', {
      what: `A phantom of seed ${seed}`,
      problem: 'give a whole number',
    });
  if (!Number.isInteger(size) || size < 32 || size > 2048) {
    throw failure('phantom-request-invalid', {
      what: `A phantom of ${size} pixels a side`,
      problem: 'give a whole number from 32 to 2048',
    });
  }
}

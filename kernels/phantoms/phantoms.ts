import { checkAsAsked } from './as-asked.ts';
import type { PhantomRequest } from './draw-phantom.ts';
import { knownPhantoms, modalityByName } from './known-phantoms.ts';
import type { Finding, ModalityName, Phantom } from './phantom.ts';
import { encodePng } from './png.ts';
import { renderPhantoms, type RenderOptions } from './render-phantoms.ts';
import { failure } from '../protocol/failures/index.ts';

/** Which phantoms a cell wants. */
export interface PhantomOptions extends RenderOptions {
  /** One kind; without it all kinds in turn, or all that can show `finding`. */
  readonly modality?: ModalityName | undefined;
  /** What every picture shows and nothing else; `none` for normal pictures. Without it, a plausible random set each. */
  readonly finding?: string | Finding | readonly (string | Finding)[] | undefined;
  /** 1 unless given. */
  readonly count?: number | undefined;
  /** Seed of the first picture, 0 unless given; the others follow. */
  readonly seed?: number | undefined;
  /** Pixels a side, 224 unless given. */
  readonly size?: number | undefined;
  /** Hears how many pictures are ready. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** A phantom that `encodeImage` takes as it is: `name` becomes the row's id, `bytes` is a PNG. */
export interface PhantomImage extends Phantom {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Draws `count` phantoms for a cell: pictures ready to encode, with labels, report, boxes and masks as data.
 * @throws Failure `phantom-modality-unknown`, `phantom-finding-unknown`, `phantom-detail-unknown`, `phantom-request-invalid`, `cancelled`.
 */
export async function phantoms(options: PhantomOptions = {}): Promise<PhantomImage[]> {
  checkPhantomOptions(options);
  const images: PhantomImage[] = [];
  const requests = requestsFor(options);
  for await (const phantom of renderPhantoms(requests, options)) {
    checkAsAsked(requests[images.length]!, phantom);
    const name = `${phantom.modality} ${phantom.seed}`;
    images.push({ ...phantom, name, bytes: await encodePng(phantom) });
    options.onProgress?.(images.length);
  }
  return images;
}

const optionNames = {
  modality: true,
  finding: true,
  count: true,
  seed: true,
  size: true,
  onProgress: true,
  signal: true,
  workers: true,
} satisfies Record<keyof PhantomOptions, true>;

/**
 * A cell is not checked against types before it runs, so what is misspelt or given without a name is refused here.
 * @throws Failure `phantom-request-invalid`.
 */
export function checkPhantomOptions(options: unknown): void {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) {
    const unknown = Object.keys(options).find(name => !Object.hasOwn(optionNames, name));
    if (unknown === undefined) return;
    throw failure('phantom-request-invalid', {
      what: `A phantom with "${unknown}"`,
      problem: `the options are ${Object.keys(optionNames).join(', ')}`,
    });
  }
  throw failure('phantom-request-invalid', {
    what: `A phantom from ${JSON.stringify(options)}`,
    problem: "name each option, as in phantoms({ modality: 'chest-xray', count: 4 })",
  });
}

function requestsFor({
  modality,
  finding,
  count = 1,
  seed = 0,
  size = 224,
}: PhantomOptions): PhantomRequest[] {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw failure('phantom-request-invalid', {
      what: `A count of ${count} phantoms`,
      problem: 'give a whole number',
    });
  }
  const findings = finding === undefined ? undefined : findingsFrom(finding);
  const kinds = modality === undefined ? kindsShowing(findings ?? []) : [modalityByName(modality).name];
  return Array.from({ length: count }, (_, index) => ({
    modality: kinds[index % kinds.length]!,
    seed: seed + index,
    size,
    ...(findings && { findings }),
  }));
}

function findingsFrom(given: string | Finding | readonly (string | Finding)[]): Finding[] {
  const list: readonly (string | Finding)[] = isList(given) ? given : [given];
  return list
    .map(each => (typeof each === 'string' ? { name: each } : each))
    .filter(each => each.name !== 'none');
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

function kindsShowing(findings: readonly Finding[]): ModalityName[] {
  const known = knownPhantoms();
  const kinds = known.filter(kind => findings.every(({ name }) => kind.findings.includes(name)));
  if (kinds.length > 0) return kinds.map(kind => kind.modality);
  throw failure('phantom-finding-unknown', {
    modality: 'of any kind',
    finding: findings.map(({ name }) => name).join(' with '),
    known: known.map(kind => `${kind.modality}: ${kind.findings.join(', ')}`).join('; '),
  });
}

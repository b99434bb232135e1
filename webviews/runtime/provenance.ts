import type { Provenance } from '../protocol/views.ts';
import { element } from './elements.ts';

/** How a figure came about, folded to one line; opened it names every choice. */
export function provenanceFooter(provenance: Provenance): HTMLElement {
  const { models, n, seed, version, made, choices = {} } = provenance;
  const brief = [
    ...models.map(({ name, precision }) => `${name} ${precision}`),
    `n = ${n}`,
    made.slice(0, 10),
  ];
  const facts: (readonly [string, string])[] = [
    ...models.flatMap(({ name, digest, preset, precision }): (readonly [string, string])[] => [
      ['model', `${name}, ${precision}`],
      ['weights', digest],
      ['preprocessing', preset],
    ]),
    ['n', String(n)],
    ...(seed === undefined ? [] : [['seed', String(seed)] as const]),
    ...Object.entries(choices).map(([name, value]) => [name, String(value)] as const),
    ['CLIP Notebook', version],
    ['made', made],
  ];
  return element(
    'details',
    { class: 'quiet provenance' },
    element('summary', {}, brief.join(' · ')),
    element(
      'dl',
      {},
      ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
    ),
  );
}

export const provenanceStyle = `
.provenance { margin-top: 10px; }
.provenance summary { cursor: pointer; width: fit-content; }
.provenance dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 6px 0 0 14px; }
.provenance dd { margin: 0; }
`;

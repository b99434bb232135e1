import type { CurveKind, PairList, SimilarityDistributionData } from '../protocol/similarity-distribution.ts';
import { choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { provenanceFooter } from '../runtime/provenance.ts';
import type { Page } from '../runtime/renderer.ts';
import { commonRange, counted, unpackedPanel } from './curves.ts';
import { strokes } from './figure.ts';
import { panelView } from './panel.ts';

/** What is compared, a legend, a panel for each model on one axis, and how it was made. */
export function drawSimilarityDistribution(page: Page<'similarity-distribution'>): void {
  const { data, provenance } = page.payload;
  const panels = data.panels.map(unpackedPanel);
  const range = commonRange(panels);
  const { ask } = page;
  const choose = choosing(page, 'prompts');
  page.root.append(
    element(
      'section',
      { class: 'view', 'aria-label': 'Similarity within and across groups' },
      element('p', { class: 'summary' }, ...summaryOf(data)),
      legend(data),
      ...panels.map((curves, panel) =>
        panelView(curves, {
          data,
          range,
          signal: page.signal,
          choose,
          ask: ask && ((low, high) => ask({ kind: 'pairs', panel, low, high }) as Promise<PairList>),
        }),
      ),
      element('footer', {}, ...(provenance ? [provenanceFooter(provenance)] : [])),
    ),
  );
}

function summaryOf({
  prompts,
  groups,
  panels,
  resamples,
  level,
}: SimilarityDistributionData): (Node | string)[] {
  const count = (kind: CurveKind): string =>
    counted(panels[0]?.curves.find(curve => curve.kind === kind)?.count ?? 0);
  return [
    element('strong', {}, `${counted(prompts.length)} prompts`),
    ` in ${counted(groups.length)} ${groups.length === 1 ? 'group' : 'groups'}: ${count('within')} pairs within groups, ${count('across')} across`,
    ...(resamples > 0
      ? [` · ${Math.round(level * 100)} % intervals by ${counted(resamples)} resamples over prompts`]
      : []),
    ...(panels.length > 1 ? [' · best separated first'] : []),
  ];
}

/** Strokes and fills in words and pictures. */
function legend({ panels }: SimilarityDistributionData): HTMLElement {
  const names = new Map(panels.flatMap(({ curves }) => curves.map(({ kind, name }) => [kind, name])));
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Curves' },
    ...[...names].map(([kind, name]) => element('li', {}, swatch(kind), name)),
    element('li', { class: 'quiet' }, 'below: middle half, 5 to 95 %, median; few pairs one by one'),
  );
}

function swatch(kind: CurveKind): SVGSVGElement {
  const make = <Tag extends keyof SVGElementTagNameMap>(
    tag: Tag,
    attributes: Readonly<Record<string, string>>,
  ) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const { dashes } = strokes[kind];
  const picture = make('svg', { width: '34', height: '14', class: `swatch ${kind}`, 'aria-hidden': 'true' });
  if (kind === 'within')
    picture.append(make('rect', { x: '1', y: '4', width: '32', height: '10', class: 'area' }));
  if (kind === 'across')
    picture.append(make('path', { d: 'M1 14l8-8M9 14l8-8M17 14l8-8M25 14l8-8', class: 'hatch' }));
  picture.append(
    make('path', { d: 'M1 4H33', class: 'stroke', ...(dashes && { 'stroke-dasharray': dashes }) }),
  );
  return picture;
}

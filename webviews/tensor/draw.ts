import type { TensorData } from '../protocol/tensor.ts';
import { element } from '../runtime/elements.ts';
import type { Page } from '../runtime/renderer.ts';

/** What an array is, its statistics, and its heat map. */
export function drawTensor({ root, payload: { data } }: Page<'tensor'>): void {
  const { name, dtype, shape, heatMap } = data;
  const title = element(
    'h4',
    {},
    `${name} `,
    element('code', {}, `${dtype} [${shape.join(', ')}]`),
    element('span', { class: 'quiet' }, ` ${bytesOf(data.bytes)}`),
  );
  const facts = element(
    'dl',
    {},
    ...factsOf(data).flatMap(([term, value, bad]) => [
      element('dt', {}, term),
      element('dd', bad === true ? { class: 'bad' } : {}, value),
    ]),
  );
  root.append(
    element(
      'section',
      { class: 'tensor', 'aria-label': `${name}, ${dtype}, ${shape.join(' by ')}` },
      title,
      element(
        'div',
        { class: 'body' },
        ...(heatMap ? [element('img', { src: heatMap.source, alt: heatMap.alt, title: heatMap.alt })] : []),
        facts,
      ),
    ),
  );
}

function factsOf(data: TensorData): (readonly [string, string, boolean?])[] {
  const { statistics, norms, nan, infinite, first, notes } = data;
  const facts: (readonly [string, string, boolean?])[] = [];
  if (statistics) {
    facts.push(['range', `${short(statistics.min)} … ${short(statistics.max)}`]);
    facts.push(['mean ± std', `${short(statistics.mean)} ± ${short(statistics.std)}`]);
  }
  if (norms)
    facts.push(['row norms', `${short(norms.min)} … ${short(norms.max)}, mean ${short(norms.mean)}`]);
  if (nan > 0) facts.push(['NaN', nan.toLocaleString('en'), true]);
  if (infinite > 0) facts.push(['infinite', infinite.toLocaleString('en'), true]);
  facts.push(['first', first.join(', ')]);
  return [...facts, ...notes];
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function bytesOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

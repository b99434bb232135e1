import type { TensorData } from '../../../webviews/protocol/tensor.ts';
import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { dataUrl, toPng } from '../images/encode.ts';
import { escapeHtml } from '../markup/escape.ts';
import { payloadOf } from '../payload.ts';
import { numberText } from '../tables/cell-text.ts';
import { heatMap } from './heat-map.ts';
import type { Tensor } from './recognise.ts';
import { statisticsOf } from './statistics.ts';

/** What an array is like: the view, an HTML table with a heat map, and text. None holds its numbers. */
export async function tensorBundle(tensor: Tensor): Promise<DisplayBundle> {
  const { data, shape } = tensor;
  const map = heatMap(data, shape);
  const times = map && Math.max(1, Math.floor(256 / Math.max(map.width, map.height)));
  const summary: TensorData = {
    name: tensor.name,
    dtype: tensor.dtype,
    shape,
    bytes: tensor.bytes,
    ...statisticsOf(data, shape),
    first: Array.from({ length: Math.min(8, data.length) }, (_, at) => numberText(Number(data[at]!))),
    notes: tensor.notes,
    ...(map &&
      times !== undefined && {
        heatMap: {
          source: dataUrl(
            'image/png',
            await toPng({ width: map.width, height: map.height, channels: 3, data: map.rgb }, { times }),
          ),
          alt: `Heat map of ${tensor.name}, ${map.height} × ${map.width} block means`,
        },
      }),
  };
  const facts = factsOf(summary);
  const picture = summary.heatMap
    ? `<img src="${summary.heatMap.source}" alt="${escapeHtml(summary.heatMap.alt)}">`
    : '';
  const rows = facts.map(
    ([name, value]) =>
      `<tr><th style="text-align:left">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return {
    [mimeOf('tensor')]: payloadOf('tensor', summary),
    'text/html': `<table><caption>${escapeHtml(titleOf(summary))}</caption>${rows.join('')}</table>${picture}`,
    'text/plain': [titleOf(summary), ...facts.map(([name, value]) => `  ${name.padEnd(11)} ${value}`)].join(
      '\n',
    ),
  };
}

function titleOf({ name, dtype, shape }: TensorData): string {
  return `${name} ${dtype} [${shape.join(', ')}]`;
}

function factsOf(data: TensorData): (readonly [string, string])[] {
  const { statistics, norms, nan, infinite, first } = data;
  return [
    ['bytes', data.bytes.toLocaleString('en')],
    ...(statistics
      ? ([
          ['range', `${numberText(statistics.min)} … ${numberText(statistics.max)}`],
          ['mean ± std', `${numberText(statistics.mean)} ± ${numberText(statistics.std)}`],
        ] as const)
      : []),
    ...(nan > 0 ? ([['NaN', nan.toLocaleString('en')]] as const) : []),
    ...(infinite > 0 ? ([['infinite', infinite.toLocaleString('en')]] as const) : []),
    ...(norms
      ? ([
          [
            'row norms',
            `${numberText(norms.min)} … ${numberText(norms.max)}, mean ${numberText(norms.mean)}`,
          ],
        ] as const)
      : []),
    ['first', first.join(', ')],
    ...data.notes,
  ];
}

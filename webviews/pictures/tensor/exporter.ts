import type { TensorData } from '../../protocol/tensor.ts';
import { csvText, type CsvCell } from '../csv.ts';
import { svgDocument, type Drawing } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import type { ViewExporter } from '../exporter.ts';
import { pictureElement } from '../picture-element.ts';
import { cut, numberText } from '../words.ts';

/** What an array is like, beside its heat map; one row a statistic. Its numbers are not in the output. */
export const tensorExporter: ViewExporter<'tensor'> = {
  svg: ({ data, provenance }) => svgDocument(drawingOf(data), provenance),
  csv: ({ data }) => csvText(['statistic', 'value'], statisticsOf(data)),
};

const side = { margin: 16, map: 256, line: 20, name: 120, value: 380 };

function drawingOf(data: TensorData): Drawing {
  const { margin, map, line, name, value } = side;
  const facts = statisticsOf(data).slice(1);
  const left = margin + (data.heatMap ? map + 24 : 0);
  const title = `${data.name} ${data.dtype} [${data.shape.join(', ')}]`;
  const rows = facts.map(([term, figure], at) => {
    const y = 56 + at * line;
    const words = typeof figure === 'number' ? numberText(figure) : String(figure ?? '');
    return `<text x="${left}" y="${y}" fill="#616161">${escapeMarkup(cut(String(term), 20))}</text><text x="${left + name}" y="${y}">${escapeMarkup(cut(words, 60))}</text>`;
  });
  const picture = data.heatMap
    ? `<g style="image-rendering: pixelated">${pictureElement(data.heatMap.source, { x: margin, y: 40, width: map, height: map })}</g>`
    : '';
  return {
    title,
    width: left + name + value,
    height: Math.max(56 + facts.length * line, data.heatMap ? 40 + map + margin : 0),
    content: `<text x="${margin}" y="26" font-size="14" font-weight="bold">${escapeMarkup(cut(title, 80))}</text>
${picture}${rows.join('\n')}`,
  };
}

function statisticsOf(data: TensorData): CsvCell[][] {
  const { statistics, norms } = data;
  const named = (names: Readonly<Record<string, CsvCell>>): CsvCell[][] => Object.entries(names);
  return [
    ...named({ name: data.name, type: data.dtype, shape: data.shape.join(' × '), bytes: data.bytes }),
    ...(statistics
      ? named({
          minimum: statistics.min,
          maximum: statistics.max,
          mean: statistics.mean,
          'standard deviation': statistics.std,
        })
      : []),
    ...named({ NaN: data.nan, infinite: data.infinite }),
    ...(norms
      ? named({ 'least row norm': norms.min, 'greatest row norm': norms.max, 'mean row norm': norms.mean })
      : []),
    ['first numbers', data.first.join(' ')],
    ...data.notes.map(([name, value]) => [name, value]),
  ];
}

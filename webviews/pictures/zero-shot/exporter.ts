import type { ZeroShotData } from '../../protocol/zero-shot.ts';
import { unpackArray } from '../../protocol/packed-array.ts';
import { csvText, float32Value, type CsvCell } from '../csv.ts';
import type { ViewExporter } from '../exporter.ts';
import { zeroShotSvg } from './svg.ts';

/** Cards with bars; one row an image and text. */
export const zeroShotExporter: ViewExporter<'zero-shot'> = {
  svg: ({ data, provenance }) => zeroShotSvg(data, provenance),
  csv: ({ data }) => csvText(['image', 'text', 'cosine', 'probability', 'truth'], rowsOf(data)),
};

/** `truth` is the text that is known to be true of the image. */
function rowsOf(data: ZeroShotData): CsvCell[][] {
  const cosine = unpackArray(data.cosine);
  const probability = unpackArray(data.probability);
  return data.images.flatMap(({ name, truth }, row) =>
    data.texts.map((text, column) => {
      const at = row * data.texts.length + column;
      return [name, text, float32Value(cosine[at]!), float32Value(probability[at]!), truth];
    }),
  );
}

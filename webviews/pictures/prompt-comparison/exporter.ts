import type { PromptComparisonData } from '../../protocol/prompt-comparison.ts';
import { unpackArray } from '../../protocol/packed-array.ts';
import { csvText, float32Value, type CsvCell } from '../csv.ts';
import type { ViewExporter } from '../exporter.ts';
import { comparisonSvg } from './svg.ts';

/** Measures and images of the variants; one row an image, variant and class. */
export const promptComparisonExporter: ViewExporter<'prompt-comparison'> = {
  svg: ({ data, provenance }) => comparisonSvg(data, provenance),
  csv: ({ data }) => csvText(['image', 'variant', 'class', 'probability', 'decision', 'truth'], rowsOf(data)),
};

/** `decision` and `truth` tell whether the class is there; truth is empty where it is not known. */
function rowsOf({ images, classes, scores }: PromptComparisonData): CsvCell[][] {
  const probability = unpackArray(scores.probability);
  const decided = unpackArray(scores.decided);
  return images.flatMap(({ name, truth }, image) =>
    scores.variants.flatMap((variant, row) =>
      classes.map((label, column) => {
        const at = (row * images.length + image) * classes.length + column;
        return [
          name,
          variant.name,
          label,
          float32Value(probability[at]!),
          decided[at] === 1,
          truth?.includes(label),
        ];
      }),
    ),
  );
}

import type { ExportedView, ViewExporter } from './exporter.ts';
import { embeddingMapExporter } from './embedding-map/exporter.ts';
import { imageExporter } from './image/exporter.ts';
import { promptComparisonExporter } from './prompt-comparison/exporter.ts';
import { sheetExporter } from './sheet/exporter.ts';
import { similarityExporter } from './similarity-distribution/exporter.ts';
import { tableExporter } from './table/exporter.ts';
import { tensorExporter } from './tensor/exporter.ts';
import { zeroShotExporter } from './zero-shot/exporter.ts';

/** One exporter a view: a view without one does not compile. */
export const exporters: { readonly [Name in ExportedView]: ViewExporter<Name> } = {
  'embedding-map': embeddingMapExporter,
  image: imageExporter,
  'prompt-comparison': promptComparisonExporter,
  sheet: sheetExporter,
  'similarity-distribution': similarityExporter,
  table: tableExporter,
  tensor: tensorExporter,
  'zero-shot': zeroShotExporter,
};

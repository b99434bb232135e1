import type { ExportedView, ViewExporter } from '../pictures/exporter.ts';
import { exporters } from '../pictures/exporters.ts';
import type { ViewPayload } from '../protocol/views.ts';
import type { FileFormat } from '../runtime/save-menu.ts';
import { pngOf, pngOfDocument } from './png.ts';

/** What a picture shows as a file. Rejects with a sentence if the browser cannot draw it. */
export async function fileOf<Name extends ExportedView>(
  payload: ViewPayload<Name>,
  format: FileFormat,
): Promise<Blob> {
  const exporter: ViewExporter<Name> = exporters[payload.view];
  if (format === 'csv') return new Blob([exporter.csv(payload)], { type: 'text/csv' });
  const picture = format === 'png' ? exporter.picture?.(payload) : undefined;
  if (picture !== undefined) return pngOf(picture, payload.provenance);
  const svg = exporter.svg(payload);
  return format === 'svg'
    ? new Blob([svg], { type: 'image/svg+xml' })
    : pngOfDocument(svg, payload.provenance);
}

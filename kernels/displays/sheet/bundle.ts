import type { SheetData } from '../../../webviews/protocol/sheet.ts';
import { mimeOf, type Provenance } from '../../../webviews/protocol/views.ts';
import { svgDocument } from '../../../webviews/pictures/document.ts';
import { sheetDrawing } from '../../../webviews/pictures/sheet/exporter.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { canDrawText, svgToPng } from '../images/svg.ts';
import { payloadOf } from '../payload.ts';
import { sheetHtml } from './html.ts';
import { sheetText } from './text.ts';

/** Pixels: a taller picture would make the notebook heavy, and HTML has all parts. */
const tallest = 620;

/** The view, a PNG where there are fonts, its tables and drawings as HTML, and its tables as text. */
export async function sheetBundle(
  data: SheetData,
  { provenance, live }: { readonly provenance: Provenance; readonly live?: string | undefined },
): Promise<DisplayBundle> {
  const drawn = (): string => svgDocument(sheetDrawing(data, tallest), provenance);
  return {
    [mimeOf('sheet')]: payloadOf('sheet', data, { provenance, live }),
    ...((await canDrawText()) && { 'image/png': await svgToPng(drawn(), 72) }),
    'text/html': sheetHtml(data, provenance),
    'text/plain': sheetText(data),
  };
}

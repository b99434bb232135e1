import type { SheetData } from '../../../webviews/protocol/sheet.ts';
import { mimeOf, type Provenance } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { payloadOf } from '../payload.ts';
import { sheetText } from './text.ts';

/** The view, and its kept forms. */
export async function sheetBundle(
  data: SheetData,
  { provenance, live }: { readonly provenance: Provenance; readonly live?: string | undefined },
): Promise<DisplayBundle> {
  return Promise.resolve({
    [mimeOf('sheet')]: payloadOf('sheet', data, { provenance, live }),
    'text/plain': sheetText(data),
  });
}

import { bundleOf } from '../../../../kernels/displays/display.ts';
import type { SheetData, SheetPart } from '../../../../webviews/protocol/sheet.ts';
import { mimeOf, type ViewPayload } from '../../../../webviews/protocol/views.ts';

/** The payload of a value that shows itself as a sheet. */
export async function sheetOf(value: object): Promise<ViewPayload<'sheet'>> {
  return (await bundleOf(value))[mimeOf('sheet')] as ViewPayload<'sheet'>;
}

/** A part of a sheet by its kind and id. */
export function partOf<Kind extends SheetPart['kind']>(
  data: SheetData,
  kind: Kind,
  id: string,
): Extract<SheetPart, { kind: Kind }> {
  const found = data.parts.find(part => part.kind === kind && part.id === id);
  if (!found) throw new Error(`no ${kind} ${id} among ${data.parts.map(part => part.id).join(', ')}`);
  return found as Extract<SheetPart, { kind: Kind }>;
}

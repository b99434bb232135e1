import type { SheetData } from '../../../webviews/protocol/sheet.ts';

/** A sheet as text. */
export function sheetText({ title, summary, cautions, parts }: SheetData): string {
  return [title, summary, ...cautions, ...parts.map(part => part.title)].join('\n');
}

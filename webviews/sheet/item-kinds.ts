import type { SheetItem, SheetPart } from '../protocol/sheet.ts';

/** What can be chosen in the parts; undefined if nothing can. */
export function itemKinds(
  parts: readonly SheetPart[],
): 'images' | 'prompts' | 'images and prompts' | undefined {
  const kinds = new Set(parts.flatMap(itemsOf).map(item => item?.kind));
  if (kinds.has('image')) return kinds.has('prompt') ? 'images and prompts' : 'images';
  return kinds.has('prompt') ? 'prompts' : undefined;
}

function itemsOf(part: SheetPart): readonly (SheetItem | null | undefined)[] {
  switch (part.kind) {
    case 'table':
      return part.items ?? [];
    case 'bars':
      return part.groups.flatMap(({ bars }) => bars.map(({ item }) => item));
    case 'matrix':
      return [...(part.rowItems ?? []), ...(part.columnItems ?? [])];
    case 'cards':
      return part.groups.flatMap(({ item, cards }) => [item, ...cards.map(card => card.item)]);
    case 'by-name':
      return part.choices.flatMap(({ item, parts }) => [item, ...parts.flatMap(itemsOf)]);
    default:
      return [];
  }
}

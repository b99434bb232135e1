/** What the reader chose in the pictures of a notebook; each notebook has one, which all its pictures mark and its cells read. */
export interface Selection {
  /** Names of images as pictures show them, in the order they were chosen; none twice. */
  readonly images: readonly string[];
  /** Prompts, word for word. */
  readonly prompts: readonly string[];
}

/** What can be chosen. */
export type SelectionItem =
  { readonly kind: 'image'; readonly name: string } | { readonly kind: 'prompt'; readonly text: string };

export const nothingSelected: Selection = { images: [], prompts: [] };

/** The same names in the same order. */
export function sameSelection(left: Selection, right: Selection): boolean {
  return sameNames(left.images, right.images) && sameNames(left.prompts, right.prompts);
}

/** Whether a message from elsewhere is a selection. */
export function isSelection(value: unknown): value is Selection {
  if (typeof value !== 'object' || value === null) return false;
  const { images, prompts } = value as Partial<Selection>;
  return areNames(images) && areNames(prompts);
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, at) => name === right[at]);
}

function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(name => typeof name === 'string');
}

/** One text or several. */
export type Texts = string | readonly string[];

export function textsOf(texts: Texts): readonly string[] {
  return typeof texts === 'string' ? [texts] : texts;
}

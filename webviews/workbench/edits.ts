import type { WorkbenchPrompt } from '../protocol/workbench.ts';

/**
 * Pasted text as prompts after `like`, whose class and variant they take; lines of a table may bring their own, after tabs.
 * @returns Undefined for a single line, which any field takes as it is.
 */
export function pastedPrompts(text: string, like: WorkbenchPrompt): WorkbenchPrompt[] | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter(line => line.trim() !== '');
  if (lines.length < 2) return undefined;
  return lines.map(line => {
    const [words = '', given, wording] = line.split('\t').map(part => part.trim());
    return { text: words, class: given ?? like.class, variant: wording ?? like.variant };
  });
}

/** `list` with the entry at `from` moved to `to`; as it was if there is no such place. */
export function moved<Entry>(list: readonly Entry[], from: number, to: number): Entry[] {
  const entries = [...list];
  if (to < 0 || to >= list.length) return entries;
  entries.splice(to, 0, ...entries.splice(from, 1));
  return entries;
}

/** Prompts that say something. */
export function written(prompts: readonly WorkbenchPrompt[]): WorkbenchPrompt[] {
  return prompts.filter(({ text }) => text.trim() !== '');
}

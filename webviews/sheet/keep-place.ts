/**
 * Remembers which element has the focus by its part and its `data-key`, and gives the focus to the element of the same key if the
 * first was taken out meanwhile.
 */
export function keepFocus(root: ShadowRoot, change: () => void): void {
  const before = root.activeElement;
  const key = before instanceof HTMLElement ? before.dataset['key'] : undefined;
  const part = before?.closest<HTMLElement>('[data-part]')?.dataset['part'];
  change();
  if (!before || before.isConnected || key === undefined || part === undefined) return;
  const again = root.querySelector<HTMLElement>(
    `[data-part="${CSS.escape(part)}"] [data-key="${CSS.escape(key)}"]`,
  );
  again?.focus({ preventScroll: true });
}

/** One tab stop for the children of `list`; arrows, Home and End move within it. Children need `tabindex="-1"`. */
export function moveFocusWithArrows(list: HTMLElement): void {
  const items = (): HTMLElement[] => [...list.children].filter(child => child instanceof HTMLElement);
  const first = items()[0];
  if (first) first.tabIndex = 0;
  list.onkeydown = event => {
    const all = items();
    const at = all.findIndex(item => item === event.target);
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    const next = to === undefined ? undefined : all[to];
    if (at < 0 || !next) return;
    event.preventDefault();
    // The notebook moves between cells on arrows.
    event.stopPropagation();
    all[at]!.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

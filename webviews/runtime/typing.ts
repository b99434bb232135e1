/** Keys that belong to a field: the editor behind the page must not take them for commands (`d d` deletes a cell). */
export function keepTyping(field: HTMLElement): void {
  field.addEventListener('keydown', event => {
    const command = event.ctrlKey || event.metaKey;
    const edits = !command || ['a', 'c', 'v', 'x', 'y', 'z'].includes(event.key.toLowerCase());
    if (edits && !event.altKey && !/^F\d+$/.test(event.key)) event.stopPropagation();
  });
}

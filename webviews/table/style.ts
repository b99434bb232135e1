export const style = `
:host { padding: 2px; }
input { font: inherit; color: var(--vscode-input-foreground, var(--text)); background: var(--vscode-input-background, var(--surface)); border: 1px solid var(--field); border-radius: 3px; padding: 3px 8px; margin-bottom: 6px; width: min(260px, 100%); }
.scroller { max-height: 420px; overflow: auto; width: fit-content; max-width: 100%; border: 1px solid var(--line); border-radius: 4px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 6px 10px; font-weight: 600; }
th { position: sticky; top: 0; background: var(--vscode-editor-background, Canvas); padding: 0; text-align: left; box-shadow: inset 0 -1px var(--line); }
th button { width: 100%; border: 0; background: none; padding: 5px 10px; font-weight: 600; text-align: inherit; cursor: pointer; white-space: nowrap; }
th button:hover { background: var(--track); }
th button:focus-visible { outline-offset: -2px; }
td { padding: 3px 10px; max-width: 420px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
tbody tr:nth-child(even) { background: color-mix(in srgb, var(--text) 4%, transparent); }
tbody tr:hover { background: var(--vscode-list-hoverBackground, var(--track)); }
.number { text-align: right; }
.arrow { font-size: 0.75em; }
p { margin-top: 4px; }
:host([data-theme^='high-contrast']) tbody tr:nth-child(even) { background: none; }
:host([data-theme^='high-contrast']) td { border-top: 1px solid var(--line); }
`;

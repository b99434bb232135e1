export const style = `
.tensor { padding: 4px 2px 6px; }
h4 { margin: 0 0 6px; font-size: 1em; font-weight: 600; }
code { font-family: var(--vscode-editor-font-family, monospace); font-weight: 400; }
.body { display: flex; flex-wrap: wrap; gap: 14px; align-items: flex-start; }
img { image-rendering: pixelated; max-width: 256px; min-width: 96px; max-height: 256px; border: 1px solid var(--line); border-radius: 3px; }
h4 .quiet { font-weight: 400; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 14px; margin: 0; flex: 1 1 260px; }
dt { color: var(--muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.bad { color: var(--error); font-weight: 600; }
`;

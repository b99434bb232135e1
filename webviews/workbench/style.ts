import { controlStyle } from '../runtime/controls-style.ts';

export const style = `
${controlStyle}
:host { padding: 4px 0 16px; --text: var(--vscode-foreground, var(--vscode-editor-foreground, light-dark(#1f1f1f, #e4e4e4))); }
[hidden] { display: none !important; }
.notebook { margin: 0 0 8px; font-size: 1em; font-weight: 600; }
.bench { display: grid; gap: 10px; grid-template-columns: minmax(0, 1fr); }
.choices { display: flex; flex-wrap: wrap; gap: 6px 12px; }
.choice { display: flex; align-items: center; gap: 6px; flex: 1 1 100%; }
.choice .quiet { flex: none; width: 4.8em; }
.choice .control { flex: 1 1 0; min-width: 0; width: 0; }
.choice .control::part(control) { min-width: 0; overflow: hidden; }
.choice .control::part(selected-value) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
select.control { font: inherit; color: var(--dropdown-foreground); background: var(--dropdown-background); border: 1px solid var(--dropdown-border); height: 26px; }
.prompts { list-style: none; margin: 0 0 8px; padding: 0; display: grid; gap: 8px; grid-template-columns: minmax(0, 1fr); }
.prompt { display: grid; gap: 3px; padding-left: 8px; border-left: 2px solid var(--line); }
.prompt:focus-within { border-left-color: var(--focus); }
.line { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; min-width: 0; }
.line > .control { flex: 1 1 64px; min-width: 0; --input-min-width: 0px; }
.acts { flex: none; display: flex; margin-left: auto; }
.status { min-height: 1.4em; color: var(--muted); }
.status.bad { color: var(--error); }
.results { min-width: 0; overflow-x: auto; }
`;

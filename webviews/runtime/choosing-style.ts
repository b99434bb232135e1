/** Chosen things have a frame and a tick, drawn without a font: never colour alone. */
export const choosingStyle = `
:host { --chosen: var(--vscode-charts-purple, light-dark(#652d90, #b180d7)); }
:host([data-theme^='high-contrast']) { --chosen: var(--vscode-contrastActiveBorder, var(--text)); }
.choice-line { min-height: 2em; display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; outline: none; }
.choice-line.some { color: var(--text); }
.choice-line strong { color: var(--chosen); font-weight: 600; }
.choice-line .clear { border: 1px solid var(--line); border-radius: 4px; background: none; padding: 0 8px; cursor: pointer; }
.choice-line .clear:hover { background: var(--track); }
.choice-line [hidden] { display: none; }
.choose { flex: none; position: relative; width: 24px; height: 24px; padding: 0; border: 0; background: none; cursor: pointer; }
.choose::before { content: ''; position: absolute; inset: 4px; border: 1.5px solid var(--muted); border-radius: 3px; background: var(--vscode-editor-background, Canvas); }
span.choose { display: inline-block; pointer-events: none; }
.choose:hover::before { border-color: var(--chosen); }
.chosen > .choose::before, .choose.chosen::before { border-color: var(--chosen); background: var(--chosen); }
.chosen > .choose:not([aria-pressed])::after, .choose.chosen::after { content: ''; position: absolute; left: 9.5px; top: 6px; width: 5px; height: 9px; border: solid var(--vscode-editor-background, Canvas); border-width: 0 2px 2px 0; transform: rotate(42deg); }
[data-item='pressed'] { cursor: pointer; }
[data-item].chosen:not(.choose, :focus-visible) { outline: 2px solid var(--chosen); outline-offset: -1px; }
@media (forced-colors: active) {
  :host { --chosen: Highlight; }
  .chosen > .choose::before, .choose.chosen::before { forced-color-adjust: none; background: Highlight; border-color: Highlight; }
  .chosen > .choose::after, .choose.chosen::after { forced-color-adjust: none; border-color: HighlightText; }
}
`;

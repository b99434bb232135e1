import { controlStyle } from '../runtime/controls-style.ts';
import { provenanceStyle } from '../runtime/provenance.ts';

export const style = `
${controlStyle}
${provenanceStyle}
.view { padding: 4px 2px 8px; position: relative; }
.toolbar { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: flex-start; margin-bottom: 8px; }
.searching { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; flex: 1 1 220px; }
.search { font: inherit; color: var(--vscode-input-foreground, var(--text)); background: var(--vscode-input-background, var(--surface)); border: 1px solid var(--field); border-radius: 2px; padding: 3px 8px; height: 26px; width: 200px; }
.search::placeholder { color: var(--vscode-input-placeholderForeground, var(--muted)); }
.found { flex-basis: 100%; list-style: none; margin: 0; padding: 0; max-height: 96px; overflow: auto; display: flex; flex-wrap: wrap; gap: 2px 4px; }
.found li { padding: 0 6px; border: 1px solid var(--line); border-radius: 3px; cursor: pointer; max-width: 100%; }
.found li:hover { background: var(--track); }
.tools { display: flex; flex-wrap: wrap; gap: 4px; }
.tool { min-width: 26px; height: 26px; padding: 0 7px; line-height: 1; border: 1px solid var(--line); border-radius: 3px; background: var(--surface); cursor: pointer; }
.tool:hover { background: var(--track); }
.tool[aria-pressed='true'] { border-color: var(--focus); box-shadow: inset 0 0 0 1px var(--focus); }
.tool:disabled { opacity: 0.5; cursor: default; }
.layout { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; }
.layout:has(:not([hidden]):not(.fields):not(.words)) { margin-bottom: 8px; min-height: 28px; }
.layout .fields { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; }
.layout [hidden] { display: none; }
.layout label { display: inline-flex; gap: 4px; align-items: center; color: var(--muted); }
.layout label .control { width: 100px; }
.layout progress { width: 180px; accent-color: var(--vscode-progressBar-background, var(--accent)); }
.body { display: grid; grid-template-columns: minmax(0, 1fr) 230px; gap: 10px; align-items: stretch; }
.panes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 10px; }
.panes figure { margin: 0; min-width: 0; }
.panes figcaption { color: var(--muted); font-size: 0.92em; margin-top: 4px; }
.pane { position: relative; height: 430px; border: 1px solid var(--line); border-radius: 4px; overflow: hidden; cursor: grab; user-select: none; touch-action: pan-y; background: var(--vscode-editor-background, light-dark(#ffffff, #1f1f1f)); }
.pane:focus { outline: 2px solid var(--focus); outline-offset: 1px; }
.pane:not([data-tool='move']) { cursor: crosshair; touch-action: none; }
.pane.over-point { cursor: pointer; }
.pane canvas { position: absolute; inset: 0; width: 100%; height: 100%; transform-origin: 0 0; }
.panes.several { grid-template-columns: repeat(auto-fit, minmax(min(250px, 100%), 1fr)); }
.panes.several .pane { height: 340px; }
.panes figcaption span { display: block; }
.pane-name { display: block; color: var(--text); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.agreements { margin-top: 8px; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.agreements th, .agreements td { text-align: left; padding: 2px 16px 2px 0; font-weight: normal; }
.agreements thead th { color: var(--muted); border-bottom: 1px solid var(--line); }
.details h5 { margin: 8px 0 0; font-size: 0.92em; color: var(--muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.waiting { display: grid; place-items: center; height: 430px; border: 1px dashed var(--line); border-radius: 4px; color: var(--muted); text-align: center; padding: 0 24px; }
.details { max-height: 452px; overflow: auto; border: 1px solid var(--line); border-radius: 4px; background: var(--surface); padding: 8px 10px; }
.point { display: flex; gap: 8px; align-items: flex-start; margin-bottom: 6px; }
.point img { width: 64px; height: 64px; object-fit: contain; background: #000; border-radius: 3px; flex: none; }
.details h4 { margin: 0; font-size: 1em; }
.near { list-style: none; margin: 4px 0 0; padding: 0; }
.near li { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 6px; padding: 1px 4px; margin: 0 -4px; border-radius: 3px; cursor: pointer; }
.near li:hover, .near li:focus { background: var(--track); }
.near .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.near .own .name { font-weight: 600; }
.cosine { font-variant-numeric: tabular-nums; color: var(--muted); }
.track { grid-column: 1 / -1; height: 3px; border-radius: 2px; background: var(--track); overflow: hidden; }
.fill { display: block; height: 100%; background: var(--accent); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 4px; margin-top: 8px; align-items: center; }
.group { display: inline-flex; gap: 4px; align-items: center; border: 1px solid transparent; border-radius: 3px; background: none; padding: 1px 6px; cursor: pointer; max-width: 220px; }
.group .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.group:hover { background: var(--track); }
.group[aria-pressed='false'] { opacity: 0.55; text-decoration: line-through; }
.halos { display: inline-flex; flex-wrap: wrap; gap: 2px 8px; align-items: center; margin-left: 8px; }
.key { display: inline-flex; gap: 3px; align-items: center; }
.selection { margin-top: 8px; min-height: 1.4em; }
.selection code { font-family: var(--vscode-editor-font-family, monospace); }
.facts { margin-top: 8px; }
.notes { margin: 4px 0 0; padding-left: 18px; }
:host([data-theme^='high-contrast']) .group[aria-pressed='false'] { opacity: 1; }
:host([data-theme^='high-contrast']) .group:hover, :host([data-theme^='high-contrast']) .near li:hover, :host([data-theme^='high-contrast']) .near li:focus, :host([data-theme^='high-contrast']) .tool:hover { background: none; outline: 1px dashed var(--vscode-contrastActiveBorder, var(--focus)); }
:host([data-theme^='high-contrast']) .track { border: 1px solid var(--line); height: 5px; }
@container (max-width: 640px) { .body { grid-template-columns: minmax(0, 1fr); } .details { max-height: 260px; } .pane, .waiting { height: 340px; } }
.frame { container-type: inline-size; }
`;

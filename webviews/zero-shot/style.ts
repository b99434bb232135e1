import { controlStyle } from '../runtime/controls-style.ts';
import { choosingStyle } from '../runtime/choosing-style.ts';
import { provenanceStyle } from '../runtime/provenance.ts';

export const style = `
${controlStyle}
${provenanceStyle}
${choosingStyle}
.view { padding: 4px 2px 8px; }
.summary { margin-bottom: 10px; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); align-items: start; }
.card { display: flex; gap: 12px; padding: 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); min-width: 0; }
.card.zoomed { flex-direction: column; }
.thumbnail { flex: none; width: 96px; height: 96px; padding: 0; border: 0; border-radius: 4px; background: #000; cursor: zoom-in; overflow: hidden; }
.thumbnail img { display: block; width: 100%; height: 100%; object-fit: contain; }
.zoomed .thumbnail { width: 100%; height: auto; aspect-ratio: 1; max-width: 384px; align-self: center; cursor: zoom-out; }
.body { flex: 1; min-width: 0; }
.name { margin: 0 0 4px; font-size: 1em; font-weight: 600; display: flex; gap: 4px; align-items: center; }
.short { flex: 1; min-width: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.name .choose { margin: -2px 0 -2px -4px; }
.verdict { margin-left: auto; font-weight: 700; }
.verdict.good { color: var(--good); }
.verdict.bad { color: var(--bad); }
.bars { list-style: none; margin: 0; padding: 0; }
.bar { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 8px; padding: 2px 4px; margin: 0 -4px; border-radius: 3px; }
.bar:hover, .bar:focus { background: var(--track); }
.text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar:first-child .text, .bar:first-child .value { font-weight: 600; }
.cosine { position: absolute; right: 5.4em; top: 2px; padding-left: 8px; color: var(--muted); opacity: 0; }
.bar:hover .cosine, .bar:focus .cosine { opacity: 1; background: var(--surface); }
.value { font-variant-numeric: tabular-nums; text-align: right; min-width: 4.2em; }
.track { grid-column: 1 / -1; height: 5px; border-radius: 3px; background: var(--track); overflow: hidden; }
.fill { display: block; height: 100%; min-width: 1px; border-radius: 3px; background: var(--accent); }
.bar.true .fill { background: var(--good); }
.bar.true .verdict-icon { margin-right: 0.35em; color: var(--good); }
.verdict-icon { width: 0.9em; height: 0.9em; vertical-align: -0.1em; fill: none; stroke: currentColor; stroke-width: 2.2; }
.bar.false .fill { background: var(--bad); }
.more { border: 0; background: none; padding: 2px 0; color: var(--vscode-textLink-foreground, var(--accent)); cursor: pointer; }
.more:hover { text-decoration: underline; }
.editor { margin-bottom: 12px; }
.fields { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; }
.field { display: flex; align-items: center; flex: 0 1 240px; min-width: 150px; }
.field .control:first-child { flex: 1; min-width: 0; }
.caution { margin: 6px 0 0; padding: 5px 10px; max-width: 90ch; border-left: 3px solid var(--vscode-charts-yellow, light-dark(#bf8803, #cca700)); border-radius: 4px; background: color-mix(in srgb, var(--vscode-charts-yellow, light-dark(#bf8803, #cca700)) 9%, transparent); }
.status { min-height: 1.4em; color: var(--muted); }
.status.bad { color: var(--error); }
.notes { margin-top: 8px; }
:host([data-theme^='high-contrast']) .track { border: 1px solid var(--line); height: 8px; }
:host([data-theme^='high-contrast']) .bar:hover, :host([data-theme^='high-contrast']) .bar:focus { background: none; outline: 1px dashed var(--vscode-contrastActiveBorder, var(--focus)); }
@media (forced-colors: active) { .fill { forced-color-adjust: none; background: Highlight; } .track { border: 1px solid CanvasText; height: 8px; } }
@media (max-width: 420px) { .card { flex-direction: column; } }
`;

import { chartStyle } from '../runtime/chart.ts';
import { choosingStyle } from '../runtime/choosing-style.ts';
import { provenanceStyle } from '../runtime/provenance.ts';

export const style = `
${chartStyle}
${provenanceStyle}
${choosingStyle}
.view { padding: 4px 2px 8px; container-type: inline-size; }
.summary { margin-bottom: 6px; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 8px; padding: 0; }
.legend li { display: flex; align-items: center; gap: 6px; }
.swatch { --own: var(--muted); fill: none; }
.swatch.within { --own: var(--accent); }
.swatch.across { --own: var(--bad); }
.swatch .stroke { stroke: var(--own); stroke-width: 2; }
.swatch .hatch { stroke: var(--own); }
.swatch .area { fill: var(--own); fill-opacity: 0.28; }
:host([data-theme^='high-contrast']) .swatch .area { fill: none; }
.panel { margin: 0 0 14px; }
.panel .name { margin: 0; font-size: 1em; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 14px; align-items: center; }
@container (max-width: 720px) { .row { grid-template-columns: minmax(0, 1fr); } }
.numbers table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin-bottom: 4px; }
.numbers th, .numbers td { padding: 1px 8px 1px 0; text-align: right; white-space: nowrap; font-weight: 400; }
.numbers thead th { color: var(--muted); font-size: 0.9em; border-bottom: 1px solid var(--line); }
.numbers th[scope='row'] { text-align: left; }
.numbers p { max-width: 26em; }
.numbers .value { font-weight: 600; }
.numbers .chance { color: var(--muted); }
.pairs-list { border: 1px solid var(--line); border-radius: 4px; padding: 8px; margin-top: 4px; }
.pairs-list .bar { display: flex; gap: 8px; margin-bottom: 6px; flex-wrap: wrap; }
.pairs-list input, .pairs-list select { font: inherit; color: var(--vscode-input-foreground, var(--text)); background: var(--vscode-input-background, var(--surface)); border: 1px solid var(--field); border-radius: 3px; padding: 3px 8px; }
.pairs-list input { flex: 0 1 260px; min-width: 120px; }
.shut { margin-left: auto; border: 1px solid transparent; border-radius: 3px; background: none; cursor: pointer; padding: 0 8px; font-size: 1.2em; }
.shut:hover { background: var(--track); }
.scroller { max-height: 300px; overflow: auto; }
.scroller table { border-collapse: collapse; width: 100%; table-layout: fixed; }
.scroller th { position: sticky; top: 0; background: var(--vscode-editor-background, Canvas); padding: 0; text-align: left; box-shadow: inset 0 -1px var(--line); }
.scroller th:nth-child(1) { width: 6em; } .scroller th:nth-child(2) { width: 5.5em; } .scroller th:nth-child(4), .scroller th:nth-child(6) { width: 14%; }
.scroller th button { width: 100%; border: 0; background: none; padding: 4px 8px; font-weight: 600; text-align: inherit; cursor: pointer; white-space: nowrap; }
.scroller th button:hover { background: var(--track); }
.scroller th button:focus-visible { outline-offset: -2px; }
.scroller th[aria-sort='descending'] button::after { content: ' ▼'; font-size: 0.7em; }
.scroller th[aria-sort='ascending'] button::after { content: ' ▲'; font-size: 0.7em; }
.scroller td { padding: 2px 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.scroller .prompt { display: block; max-width: 100%; border: 0; border-radius: 3px; background: none; padding: 0 2px; text-align: left; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.scroller .prompt:hover { text-decoration: underline; }
.scroller .prompt.chosen { font-weight: 600; }
.scroller .prompt:focus-visible { outline-offset: -2px; }
.scroller .cosine { font-variant-numeric: tabular-nums; }
.scroller tbody tr:hover { background: var(--vscode-list-hoverBackground, var(--track)); }
.pairs-list .quiet { margin-top: 4px; }
`;

import { chartStyle } from '../runtime/chart.ts';
import { controlStyle } from '../runtime/controls-style.ts';
import { provenanceStyle } from '../runtime/provenance.ts';
import { choosingStyle } from '../runtime/choosing-style.ts';
import { barsStyle } from './bars.ts';
import { partsByNameStyle } from './by-name.ts';
import { cardsStyle } from './cards.ts';
import { choiceStyle } from './choice.ts';
import { curvesStyle } from './curves.ts';
import { markStyle } from './marks.ts';
import { matrixStyle } from './matrix.ts';
import { seriesStyle } from './series-look.ts';
import { tableStyle } from './table.ts';
import { textsStyle } from './text-group.ts';

const frameStyle = `
:host { --ground: var(--vscode-editor-background, light-dark(#ffffff, #1e1e1e)); --caution: var(--vscode-charts-yellow, light-dark(#bf8803, #cca700)); --good-ink: color-mix(in srgb, var(--good) 78%, var(--text)); --bad-ink: color-mix(in srgb, var(--bad) 72%, var(--text)); --caution-ink: color-mix(in srgb, var(--caution) 66%, var(--text)); --accent-ink: color-mix(in srgb, var(--accent) 82%, var(--text)); --faint: color-mix(in srgb, var(--text) 6%, transparent); --hair: color-mix(in srgb, var(--text) 9%, transparent); --best: color-mix(in srgb, var(--accent) 10%, var(--ground)); --tint: color-mix(in srgb, var(--accent) 14%, transparent); --share: color-mix(in srgb, var(--accent) 26%, transparent); }
.view { padding: 4px 2px 8px; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; min-height: 28px; }
h3 { margin: 0; font-size: 1.2em; font-weight: 600; line-height: 1.3; }
h3:focus { outline: none; }
.read-only { margin-top: 8px; }
.badge { padding: 0 8px; border: 1px solid var(--accent); border-radius: 9px; color: var(--accent-ink); font-size: 0.86em; line-height: 1.5; }
.status { color: var(--muted); }
.status.bad { color: var(--error); }
.choice-line { margin-top: 4px; }
.summary { margin-top: 2px; max-width: 90ch; }
.cautions:not(:empty) { display: grid; gap: 6px; margin-top: 8px; max-width: 90ch; }
.caution[role='note'] { display: flex; gap: 4px; padding: 5px 10px; border: 1px solid color-mix(in srgb, var(--caution) 55%, transparent); border-left: 3px solid var(--caution); border-radius: 4px; background: color-mix(in srgb, var(--caution) 9%, transparent); }
.part { margin-top: 18px; }
.part .part { margin-top: 14px; }
.part .part:first-child { margin-top: 0; }
h4 { margin: 0 0 2px; font-size: 1em; font-weight: 600; }
.note { margin-bottom: 6px; max-width: 90ch; }
h4:not([hidden]) + .note[hidden] + * { margin-top: 6px; }
[hidden] { display: none !important; }
ul { list-style: none; margin: 0; padding: 0; }
.link { border: 0; background: none; padding: 2px 0; color: var(--vscode-textLink-foreground, var(--accent)); cursor: pointer; }
.link:hover { text-decoration: underline; }
footer { margin-top: 12px; }
@media (max-width: 480px) { .cards { grid-template-columns: minmax(0, 1fr); } .text-group { grid-template-columns: minmax(0, 1fr); gap: 2px; } .bar { grid-template-columns: minmax(60px, 28%) minmax(40px, 1fr) max-content; } }
`;

/** Solid colours and strokes where contrast is wanted. */
const contrastStyle = `
:host([data-theme^='high-contrast']) { --faint: transparent; --hair: var(--line); --best: var(--ground); --tint: transparent; --share: transparent; --high: var(--text); --low: color-mix(in srgb, var(--text) 8%, var(--ground)); }
:host([data-theme^='high-contrast']) .track { box-shadow: 0 0 0 1px var(--line); }
:host([data-theme^='high-contrast']) .line.shared .words { border: 1px solid var(--line); }
:host([data-theme^='high-contrast']) tbody tr:hover > * { outline: 1px dashed var(--vscode-contrastActiveBorder, var(--focus)); outline-offset: -1px; }
:host([data-theme^='high-contrast']) .tab[aria-selected='true'] { border-color: var(--vscode-contrastActiveBorder, var(--focus)); box-shadow: inset 0 0 0 2px var(--vscode-contrastActiveBorder, var(--focus)); }
@media (forced-colors: active) {
  :host { --ground: Canvas; --caution: Highlight; --good-ink: CanvasText; --bad-ink: CanvasText; --caution-ink: CanvasText; --accent-ink: CanvasText; --faint: Canvas; --hair: CanvasText; --best: Canvas; --share: Canvas; --high: CanvasText; --low: Canvas; --middle: Canvas; --least: CanvasText; --most: Highlight; --text: CanvasText; }
  .fill, .whisk, .gradient, .kind-matrix td.cell { forced-color-adjust: none; }
  .track { box-shadow: 0 0 0 1px CanvasText; }
  .sign svg { stroke: CanvasText; }
  .tab[aria-selected='true'] { outline: 2px solid Highlight; }
}
`;

export const style = [
  controlStyle,
  provenanceStyle,
  chartStyle,
  choosingStyle,
  seriesStyle,
  frameStyle,
  markStyle,
  tableStyle,
  barsStyle,
  curvesStyle,
  matrixStyle,
  cardsStyle,
  partsByNameStyle,
  textsStyle,
  choiceStyle,
  contrastStyle,
].join('');

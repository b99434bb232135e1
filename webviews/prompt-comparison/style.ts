import { choosingStyle } from '../runtime/choosing-style.ts';
import { controlStyle } from '../runtime/controls-style.ts';
import { provenanceStyle } from '../runtime/provenance.ts';

export const style = `
${choosingStyle}
${controlStyle}
${provenanceStyle}
:host { --hue0: var(--vscode-charts-blue, light-dark(#0b62b5, #4aa3f0)); --hue1: var(--vscode-charts-orange, light-dark(#b3541e, #e59a62)); --hue2: var(--vscode-charts-green, light-dark(#2b7a2f, #7cc47f)); --hue3: var(--vscode-charts-purple, light-dark(#652d90, #b180d7)); --hue4: var(--vscode-charts-yellow, light-dark(#8a6d00, #cca700)); --hue5: var(--vscode-charts-red, light-dark(#c72e2e, #f14c4c)); }
.view { padding: 4px 2px 8px; }
.summary { margin-bottom: 10px; }
ul { list-style: none; margin: 0; padding: 0; }
.variants { display: grid; gap: 10px; grid-template-columns: repeat(auto-fill, minmax(min(360px, 100%), 1fr)); align-items: start; }
.variant { padding: 8px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); min-width: 0; }
.head { display: flex; align-items: center; gap: 6px; margin-bottom: 4px; }
.head > :nth-child(2) { flex: 1; min-width: 0; }
.head .name { margin: 0; font-size: 1em; font-weight: 600; }
.icon { flex: none; }
.mark { stroke: transparent; stroke-width: 1.2; }
.mark.hollow { fill: var(--vscode-editor-background, Canvas) !important; }
${[0, 1, 2, 3, 4, 5].map(at => `.hue${at} { fill: var(--hue${at}); } .hue${at}.hollow { stroke: var(--hue${at}); }`).join('\n')}
.measure { display: grid; grid-template-columns: 8.5em minmax(60px, 1fr) auto; gap: 8px; align-items: center; }
.wide .measure { max-width: 660px; grid-template-columns: 11em minmax(60px, 1fr) auto; }
.estimate-bar { width: 100%; height: 14px; overflow: visible; }
.estimate-bar.absent .estimate, .estimate-bar.absent .whisker { display: none; }
.rail { stroke: var(--line); stroke-width: 1; }
.whisker { stroke: var(--text); stroke-width: 2; }
.estimate { fill: var(--accent); stroke: var(--text); stroke-width: 1; }
.figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
details { margin-top: 4px; }
summary { cursor: pointer; width: fit-content; }
.prompts { margin-top: 4px; display: grid; gap: 4px; }
.prompts li { display: grid; grid-template-columns: 24px minmax(4em, 8.5em) minmax(0, 1fr) auto; gap: 8px; align-items: center; }
.role { color: var(--muted); font-size: 0.92em; overflow: hidden; text-overflow: ellipsis; }
.prompt { grid-column: 3 / -1; }
.adding { grid-column: 3 / -1; display: flex; gap: 6px; }
.tools { display: flex; gap: 8px; margin-top: 8px; }
.caution { margin: 6px 0 0; padding: 5px 10px; max-width: 90ch; border-left: 3px solid var(--vscode-charts-yellow, light-dark(#bf8803, #cca700)); border-radius: 4px; background: color-mix(in srgb, var(--vscode-charts-yellow, light-dark(#bf8803, #cca700)) 9%, transparent); }
.status { min-height: 1.4em; color: var(--muted); }
.status.bad { color: var(--error); }
.choices { display: flex; flex-wrap: wrap; gap: 6px 14px; margin: 12px 0 6px; }
.labelled { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; }
.choice { max-width: 260px; min-width: 0; font: inherit; padding: 2px 4px; color: var(--vscode-dropdown-foreground, var(--text)); background: var(--vscode-dropdown-background, var(--vscode-editor-background, Canvas)); border: 1px solid var(--vscode-dropdown-border, var(--line)); border-radius: 2px; }
.flips { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; max-height: 330px; overflow: auto; padding: 2px; }
.flip { width: 132px; padding: 6px; border: 1px solid var(--line); border-left-width: 4px; border-radius: 4px; background: var(--surface); text-align: left; cursor: pointer; display: flex; flex-direction: column; gap: 2px; overflow-wrap: anywhere; }
.flip img { width: 64px; height: 64px; object-fit: contain; background: #000; border-radius: 3px; }
.flip .verdict { font-size: 0.88em; color: var(--muted); }
.flip.gained { border-left-color: var(--good); }
.flip.lost { border-left-color: var(--bad); border-left-style: double; }
.plots { position: relative; }
.axis { position: relative; height: 1.5em; margin: 0 26px 0 calc(72px + min(220px, 32%) + 32px); color: var(--muted); font-size: 0.88em; font-variant-numeric: tabular-nums; }
.tick { position: absolute; transform: translateX(-50%); }
.images { max-height: 440px; overflow-y: auto; border: 1px solid var(--line); border-radius: 4px; scrollbar-gutter: stable; }
.image { display: grid; grid-template-columns: 24px 40px min(220px, 32%) minmax(0, 1fr); gap: 12px; align-items: center; height: 46px; padding: 2px 10px 2px 4px; contain: strict; content-visibility: auto; contain-intrinsic-height: 46px; }
.image:nth-child(even) { background: var(--surface); }
.image:focus-visible { outline-offset: -2px; }
.image img { width: 40px; height: 40px; object-fit: contain; background: #000; border-radius: 3px; }
.gone { width: 40px; text-align: center; color: var(--muted); }
.about { min-width: 0; display: flex; flex-direction: column; line-height: 1.25; }
.about > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.plot { width: 100%; height: 42px; overflow: visible; }
.link { stroke: var(--muted); stroke-width: 2; }
.notes { margin-top: 8px; }
:host([data-theme^='high-contrast']) .mark { stroke: var(--text); }
:host([data-theme^='high-contrast']) .hollow { fill: var(--vscode-editor-background) !important; }
@media (forced-colors: active) { .mark, .estimate { fill: CanvasText; } .mark.hollow { fill: Canvas !important; stroke: CanvasText; } }
@media (max-width: 420px) { .measure { grid-template-columns: 7em minmax(40px, 1fr) auto; } .image { grid-template-columns: 24px 40px 110px minmax(0, 1fr); } .axis { margin-left: 210px; } }
`;

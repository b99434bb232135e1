/** Series are told apart by hue, and by dashes and form where hues are not seen. */
const hues = ['--hue0', '--hue1', '--hue2', '--hue3', '--hue4', '--hue5'];
const dashes = ['', '7px,3px', '2px,3px', '9px,3px,2px,3px', '4px,2px', '12px,4px'];
const symbols = ['circle', 'square', 'diamond', 'triangle-up', 'x', 'triangle-down'];

/** The variable of a series' colour. */
export function hueOf(at: number): string {
  return hues[at % hues.length]!;
}

/** Dashes as Plotly and SVG read them; empty for a solid line. `dashed` is never solid. */
export function dashesOf(at: number, dashed: boolean): string {
  return dashed && at % dashes.length === 0 ? '5px,4px' : dashes[at % dashes.length]!;
}

export function symbolOf(at: number): string {
  return symbols[at % symbols.length]!;
}

export const seriesStyle = `
:host { --hue0: var(--accent); --hue1: var(--bad); --hue2: var(--good); --hue3: var(--vscode-charts-purple, light-dark(#652d90, #b180d7)); --hue4: var(--vscode-charts-yellow, light-dark(#8a6d00, #cca700)); --hue5: var(--vscode-charts-red, light-dark(#c72e2e, #f14c4c)); }
`;

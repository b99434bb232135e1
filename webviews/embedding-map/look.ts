import { markOf, markShapes } from '../protocol/map-marks.ts';
import { currentTheme } from '../runtime/theme.ts';

export type Color = readonly [number, number, number];

/** Colours of the editor as numbers, for what is drawn on canvases. */
export interface Look {
  readonly background: Color;
  readonly text: Color;
  readonly muted: Color;
  readonly focus: Color;
  readonly groups: readonly { readonly color: Color; readonly css: string; readonly shape: number }[];
  readonly highContrast: boolean;
  readonly font: string;
}

const charts = {
  blue: 'light-dark(#1a85ff, #3794ff)',
  orange: 'light-dark(#d18616, #d18616)',
  green: 'light-dark(#388a34, #89d185)',
  purple: 'light-dark(#652d90, #b180d7)',
  red: 'light-dark(#e51400, #f14c4c)',
  yellow: 'light-dark(#bf8803, #cca700)',
};

/** Reads the colours that stand now. @param place An element inside the view. */
export function lookOf(place: HTMLElement, groups: number): Look {
  const probe = document.createElement('span');
  probe.hidden = true;
  place.append(probe);
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const read = (css: string): Color => {
    probe.style.color = '';
    probe.style.color = css;
    // The canvas knows every way to write a colour.
    pixel.fillStyle = getComputedStyle(probe).color;
    pixel.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const theme = currentTheme();
  const look: Look = {
    background: read('var(--vscode-editor-background, light-dark(#ffffff, #1f1f1f))'),
    text: read('var(--text)'),
    muted: read('var(--muted)'),
    focus: read('var(--focus)'),
    groups: Array.from({ length: groups }, (_, group) => {
      const { color, shape } = markOf(group, groups);
      const css =
        color.from === 'charts'
          ? `var(--vscode-charts-${color.hue}, ${charts[color.hue]})`
          : (color.hex ?? 'var(--text)');
      return { color: read(css), css, shape: markShapes.indexOf(shape) };
    }),
    highContrast: theme === 'high-contrast' || theme === 'high-contrast-light',
    font: getComputedStyle(place).fontFamily,
  };
  probe.remove();
  return look;
}

export function cssOf([red, green, blue]: Color, alpha = 1): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

export function mixed(left: Color, right: Color, share: number): Color {
  const part = (at: 0 | 1 | 2): number => Math.round(left[at] * (1 - share) + right[at] * share);
  return [part(0), part(1), part(2)];
}

/** What a chart takes from the theme: Plotly needs colours and type as they are, it reads no variables. */
export interface ChartLook {
  /** A variable of the view, such as `--accent`, as `rgb(…)`; `alpha` in [0, 1] thins it. */
  colour(variable: string, alpha?: number): string;
  /** Solid colours and strokes only. */
  readonly highContrast: boolean;
  readonly font: { readonly family: string; readonly size: number; readonly color: string };
}

/** The look of `place` now. */
export function lookOf(place: HTMLElement): ChartLook {
  const style = getComputedStyle(place);
  const colour = (variable: string, alpha = 1): string => {
    const [red, green, blue, own] = resolved(place, variable);
    const opacity = own * alpha;
    return opacity === 1
      ? `rgb(${red}, ${green}, ${blue})`
      : `rgba(${red}, ${green}, ${blue}, ${opacity.toFixed(3)})`;
  };
  const host = place.getRootNode() instanceof ShadowRoot ? (place.getRootNode() as ShadowRoot).host : place;
  return {
    colour,
    highContrast:
      (host instanceof HTMLElement && (host.dataset['theme'] ?? '').startsWith('high-contrast')) ||
      matchMedia('(forced-colors: active)').matches,
    font: { family: style.fontFamily, size: Number.parseFloat(style.fontSize), color: colour('--text') },
  };
}

/** A colour of any form as bytes and opacity: computed styles may be `color(srgb …)`, which Plotly does not read. */
function resolved(place: HTMLElement, variable: string): [number, number, number, number] {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [127, 127, 127, 1];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!, alpha! / 255];
}

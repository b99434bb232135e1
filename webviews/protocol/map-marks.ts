/** Forms that marks are told apart by, beside their colours. */
export const markShapes = ['circle', 'square', 'triangle', 'diamond', 'wedge', 'plus'] as const;
export type MarkShape = (typeof markShapes)[number];

/** Eight colours that people with the usual kinds of colour blindness tell apart (Okabe & Ito 2008); the first stands for the text colour. */
export const okabeIto = [
  undefined,
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
] as const;

/** The editor's own chart colours, for up to six groups. */
export const chartHues = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'] as const;

export type MarkColor =
  | { readonly from: 'charts'; readonly hue: (typeof chartHues)[number] }
  | { readonly from: 'okabe-ito'; readonly hex: string | undefined };

/** How group `group` of `groups` is marked: up to six groups by the editor's colours, more by colour and form, 48 without a repeat. */
export function markOf(
  group: number,
  groups: number,
): { readonly color: MarkColor; readonly shape: MarkShape } {
  if (groups <= chartHues.length)
    return { color: { from: 'charts', hue: chartHues[group % 6]! }, shape: 'circle' };
  return {
    color: { from: 'okabe-ito', hex: okabeIto[(group + 1) % 8] },
    shape: markShapes[(group + Math.floor(group / 24)) % 6]!,
  };
}

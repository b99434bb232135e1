import { markOf, type MarkShape } from '../../protocol/map-marks.ts';

/** The editor's chart colours in its light theme: saved pictures are on white. */
const charts = {
  blue: '#1a85ff',
  orange: '#d18616',
  green: '#388a34',
  purple: '#652d90',
  red: '#e51400',
  yellow: '#bf8803',
};

/** How a group is marked on white. */
export function markOnWhite(
  group: number,
  groups: number,
): { readonly color: string; readonly shape: MarkShape } {
  const { color, shape } = markOf(group, groups);
  return { color: color.from === 'charts' ? charts[color.hue] : (color.hex ?? '#3b3b3b'), shape };
}

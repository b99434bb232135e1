import type { CurveKind } from '../../protocol/similarity-distribution.ts';

/** How curves are told apart on white, with and without colour: by stroke, hatching and hue. */
export const curveLooks: Readonly<
  Record<
    CurveKind,
    {
      readonly colour: string;
      /** Of Plotly. */
      readonly dash: string;
      /** Of SVG. */
      readonly dashes: string;
      readonly pattern: string;
      readonly fill: boolean;
    }
  >
> = {
  within: { colour: '#0b62b5', dash: 'solid', dashes: '', pattern: '', fill: true },
  across: { colour: '#b3541e', dash: 'dash', dashes: '7 4', pattern: '/', fill: true },
  reference: { colour: '#616161', dash: 'dot', dashes: '1.5 4', pattern: '', fill: false },
};

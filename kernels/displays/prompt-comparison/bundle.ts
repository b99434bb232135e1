import { mimeOf, type Provenance } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { version } from '../../version.ts';
import { canDrawText, svgToPng } from '../images/svg.ts';
import { payloadOf } from '../payload.ts';
import { comparisonData, type ComparisonPicture } from './data.ts';
import { comparisonFigure } from './figure.ts';
import { comparisonHtml } from './html.ts';
import { comparisonSvg } from '../../../webviews/pictures/prompt-comparison/svg.ts';
import { comparisonText } from './text.ts';

interface Making {
  readonly live: string | undefined;
  readonly made: string;
  readonly seed: number;
  readonly level: number;
  readonly resamples: number;
  readonly logitScale: number;
  readonly pairScale: number | undefined;
}

/** The view, a figure for Plotly where there are measures, a table as HTML, a PNG where there are fonts, and a table as text. */
export async function comparisonBundle(picture: ComparisonPicture, making: Making): Promise<DisplayBundle> {
  const data = comparisonData(picture, making);
  const provenance = provenanceOf(picture, making);
  const figure = comparisonFigure(data, provenance);
  return {
    [mimeOf('prompt-comparison')]: payloadOf('prompt-comparison', data, { provenance, live: making.live }),
    ...(figure && { 'application/vnd.plotly.v1+json': figure }),
    ...((await canDrawText()) && { 'image/png': await svgToPng(comparisonSvg(data, provenance)) }),
    'text/html': comparisonHtml(data, provenance),
    'text/plain': comparisonText(data),
  };
}

function provenanceOf(
  { compared, classes, labelling, results }: ComparisonPicture,
  { made, seed, level, resamples, logitScale, pairScale = 1 }: Making,
): Provenance {
  const { name, digest, preset, precision } = compared.embeddings.model;
  const paired = results.some(({ variant }) => variant.scoring === 'pairs');
  return {
    models: [{ name, digest, preset, precision }],
    n: compared.embeddings.count,
    seed,
    version,
    made,
    choices: {
      classes: classes.join(' | '),
      'classes an image': labelling,
      variants: results.length,
      prompts: results.map(({ variant }) => variant.prompts.map(({ text }) => text).join(' | ')).join(' ; '),
      'logit scale': Number(logitScale.toPrecision(6)),
      ...(paired && { 'scale of pairs': pairScale }),
      resamples,
      level,
    },
  };
}

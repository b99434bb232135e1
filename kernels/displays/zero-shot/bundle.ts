import { packArray } from '../../../webviews/protocol/packed-array.ts';
import { mimeOf, type Provenance, type ViewPayload } from '../../../webviews/protocol/views.ts';
import type { ZeroShotData } from '../../../webviews/protocol/zero-shot.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { version } from '../../version.ts';
import { payloadOf } from '../payload.ts';
import { tableBundle } from '../tables/bundle.ts';
import { tableData } from '../tables/columns.ts';
import { zeroShotHtml } from './html.ts';
import { canDrawText, svgToPng } from '../images/svg.ts';
import { zeroShotSvg } from '../../../webviews/pictures/zero-shot/svg.ts';
import { summaryOf } from '../../../webviews/pictures/zero-shot/words.ts';
import { zeroShotRows, type NamedScores } from './scores.ts';
import { mostThumbnails, type ZeroShotPicture } from './thumbnails.ts';
import type { ZeroShotOptions } from './zero-shot.ts';

interface Making {
  readonly live: string | undefined;
  readonly scale: { readonly logitScale: number };
  readonly made: string;
  readonly options: ZeroShotOptions;
}

/** The view, cards as HTML and as PNG, and a table as text. */
export async function zeroShotBundle(
  picture: ZeroShotPicture,
  scores: NamedScores,
  making: Making,
): Promise<DisplayBundle> {
  const payload = zeroShotPayload(picture, scores, making);
  const { data } = payload;
  const provenance = provenanceOf(picture, scores, making);
  return {
    [mimeOf('zero-shot')]: payload,
    'text/html': zeroShotHtml(data, provenance),
    ...((await canDrawText()) && { 'image/png': await svgToPng(zeroShotSvg(data, provenance)) }),
    'text/plain': [
      tableBundle(tableData(briefRows(scores), { caption: summaryOf(data) }))['text/plain'],
      ...scores.cautions,
    ].join('\n\n'),
  };
}

/** What the view draws: all that a live picture needs, and far quicker made than its kept forms. */
export function zeroShotPayload(
  picture: ZeroShotPicture,
  scores: NamedScores,
  making: Making,
): ViewPayload<'zero-shot'> {
  const count = Math.min(scores.images.length, mostThumbnails);
  const columns = scores.texts.length;
  const data: ZeroShotData = {
    texts: scores.texts,
    images: scores.images.slice(0, count).map((name, row) => ({
      name,
      ...(picture.thumbnails[row] !== undefined && { thumbnail: picture.thumbnails[row] }),
      ...(scores.truth[row] !== undefined && { truth: scores.truth[row] }),
    })),
    total: scores.images.length,
    unreadable: picture.embeddings.failures.map(({ id, failure }) => ({
      name: id,
      problem: failure.message,
    })),
    ...(scores.accuracy !== undefined && { accuracy: scores.accuracy }),
    ...(scores.cautions.length > 0 && { cautions: scores.cautions }),
    cosine: packed(scores.cosine, count, columns),
    probability: packed(scores.probability, count, columns),
    scoring: scores.scoring,
    logitScale: making.scale.logitScale,
  };
  const provenance = provenanceOf(picture, scores, making);
  return payloadOf('zero-shot', data, { provenance, live: making.live });
}

/** Without a column a text: they are as wide as the sentences. */
function briefRows(scores: NamedScores): Record<string, string | number>[] {
  return zeroShotRows(scores).map(({ image, best, probability, cosine, truth }) => ({
    image: String(image),
    best: String(best),
    probability: `${(Number(probability) * 100).toFixed(1)} %`,
    cosine: Number(cosine).toFixed(3),
    ...(scores.accuracy !== undefined && {
      truth: truth === undefined ? '' : `${String(truth)}${truth === best ? '' : ' (missed)'}`,
    }),
  }));
}

function packed(values: Float64Array, rows: number, columns: number): ZeroShotData['cosine'] {
  return packArray(Float32Array.from(values.subarray(0, rows * columns)), [rows, columns]);
}

function provenanceOf(
  { embeddings }: ZeroShotPicture,
  scores: NamedScores,
  { made, options: { templates } }: Making,
): Provenance {
  const { name, digest, preset, precision } = embeddings.model;
  return {
    models: [{ name, digest, preset, precision }],
    n: scores.images.length,
    version,
    made,
    choices: {
      scoring: scores.scoring,
      texts: scores.texts.length,
      ...(templates && { templates: templates.join(' | ') }),
    },
  };
}

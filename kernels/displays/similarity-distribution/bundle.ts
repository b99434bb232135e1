import { mimeOf, type Provenance } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { version } from '../../version.ts';
import { canDrawText, svgToPng } from '../images/svg.ts';
import { payloadOf } from '../payload.ts';
import { tableBundle } from '../tables/bundle.ts';
import { tableData } from '../tables/columns.ts';
import { similarityData } from './data.ts';
import { similarityFigure } from './figure.ts';
import { measureRows } from './measure-rows.ts';
import type { SimilarityPanelResult } from './similarity-distributions.ts';
import { similaritySvg } from '../../../webviews/pictures/similarity-distribution/svg.ts';
import { number, ruleNames, summaryOf } from '../../../webviews/pictures/similarity-distribution/words.ts';

/** The view, a figure for Plotly, a picture (PNG, or SVG on machines without fonts), and the numbers as a table. */
export async function similarityBundle(
  panels: readonly SimilarityPanelResult[],
  { live, made }: { readonly live: string | undefined; readonly made: string },
): Promise<DisplayBundle> {
  const data = similarityData(panels);
  const provenance = provenanceOf(panels, made);
  const svg = similaritySvg(data, provenance);
  return {
    [mimeOf('similarity-distribution')]: payloadOf('similarity-distribution', data, { provenance, live }),
    'application/vnd.plotly.v1+json': similarityFigure(data, provenance),
    ...((await canDrawText()) ? { 'image/png': await svgToPng(svg) } : { 'image/svg+xml': svg }),
    'text/plain': textOf(panels, summaryOf(data)),
  };
}

function textOf(panels: readonly SimilarityPanelResult[], caption: string): string {
  const rows = measureRows(panels).map(
    ({ panel, measure, value, low, high, chanceLow, chanceHigh, pValue }) => ({
      panel,
      measure,
      value: number(value),
      interval: range(low, high),
      chance: range(chanceLow, chanceHigh),
      p: pValue === undefined ? '' : number(pValue),
    }),
  );
  const problems = similarityData(panels).panels.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [`${name}: ${problem}`],
  );
  if (rows.length === 0) return [caption, ...problems].join('\n');
  return [tableBundle(tableData(rows, { caption }))['text/plain'] as string, ...problems].join('\n');
}

function range(low: number | undefined, high: number | undefined): string {
  return low === undefined || high === undefined ? '' : `${number(low)} … ${number(high)}`;
}

function provenanceOf(panels: readonly SimilarityPanelResult[], made: string): Provenance {
  const { prompts, groups, seed, resamples, randomGroups, level, within, across, reference } = panels[0]!;
  const models = new Map(
    panels.map(({ model }) => [`${model.name} ${model.digest} ${model.precision}`, model]),
  );
  return {
    models: [...models.values()].map(({ name, digest, preset, precision }) => ({
      name,
      digest,
      preset,
      precision,
    })),
    n: prompts.length,
    seed,
    version,
    made,
    choices: {
      groups: groups.length,
      pairs: (within?.count ?? 0) + (across?.count ?? 0),
      bandwidth: [...new Set(panels.map(({ bandwidthRule }) => ruleNames[bandwidthRule]))].join(', '),
      resamples,
      'random groupings': randomGroups,
      level,
      templates: panels.map(({ templates }) => templates.join(' | ') || 'none').join(' ; '),
      'unrelated prompts': reference?.prompts.length ?? 0,
    },
  };
}

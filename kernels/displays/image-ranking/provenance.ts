import type { Provenance } from '../../../webviews/protocol/views.ts';
import { version } from '../../version.ts';
import type { ReadImages } from '../labelled-images/read-images.ts';
import type { ScoredRanking } from './scored-ranking.ts';

export function rankingProvenance(
  { texts, scores, k }: ScoredRanking,
  {
    read,
    made,
    templates,
    logitScale,
  }: {
    readonly read: ReadImages;
    readonly made: string;
    readonly templates: readonly string[];
    readonly logitScale: number;
  },
): Provenance {
  const { name, digest, preset, precision } = read.embeddings[0].model;
  return {
    models: [{ name, digest, preset, precision }],
    n: read.names.length,
    version,
    made,
    choices: {
      texts: texts.join(' | '),
      templates: templates.join(' | '),
      scoring: scores.scoring,
      'logit scale': Number(logitScale.toPrecision(6)),
      k,
    },
  };
}

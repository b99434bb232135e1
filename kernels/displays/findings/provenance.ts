import type { Provenance } from '../../../webviews/protocol/views.ts';
import { version } from '../../version.ts';
import type { FindingsPicture } from './picture.ts';
import type { ScoredFindings } from './scored-findings.ts';
import { pairLines } from './template-pairs.ts';

export function findingsProvenance(
  { templates, scoring, rule }: ScoredFindings,
  {
    read,
    names,
    findings,
    rows,
    level,
    made,
    seed,
    temperatures,
  }: FindingsPicture & {
    readonly made: string;
    readonly seed: number;
    readonly temperatures: readonly number[];
  },
): Provenance {
  return {
    models: read.embeddings.map(({ model: { name, digest, preset, precision } }) => ({
      name,
      digest,
      preset,
      precision,
    })),
    n: names.length,
    seed,
    version,
    made,
    choices: {
      findings: findings.join(' | '),
      templates: pairLines(templates).join(' ; '),
      scoring,
      ...(scoring === 'temperature' && {
        temperature: temperatures.map(each => Number(each.toPrecision(6))).join(', '),
      }),
      thresholds: rule === '0.5' ? '0.5' : `${rule} on ${rows.source}`,
      level,
    },
  };
}

import type { Provenance } from '../../../webviews/protocol/views.ts';
import { version } from '../../version.ts';
import type { ReadImages } from '../labelled-images/read-images.ts';
import type { ScoredDiagnosis } from './scored-diagnosis.ts';

export function diagnosisProvenance(
  { mode, diagnosis, lists }: ScoredDiagnosis,
  {
    read,
    made,
    temperature,
    level,
  }: {
    readonly read: ReadImages;
    readonly made: string;
    readonly temperature: number;
    readonly level: number;
  },
): Provenance {
  return {
    models: read.embeddings.map(({ model: { name, digest, preset, precision } }) => ({
      name,
      digest,
      preset,
      precision,
    })),
    n: read.names.length,
    seed: 0,
    version,
    made,
    choices: {
      mode,
      ...(mode === 'contrastive' && { temperature }),
      findings: diagnosis.findings.length,
      descriptors: Object.entries(lists)
        .map(([finding, list]) => `${finding}: ${list.join(', ')}`)
        .join(' | '),
      level,
    },
  };
}

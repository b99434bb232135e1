import type { Random } from '../../drawing/random.ts';
import type { Finding, Modality } from '../../phantom.ts';
import { drawKnee } from './drawing.ts';
import { locations } from './findings.ts';
import { describeKnee } from './report.ts';

/** One knee, frontal or lateral. */
export const kneeXray: Modality = {
  name: 'knee-xray',
  words: ['knee X-ray', 'knee radiograph', 'radiograph of the knee', 'plain film of the knee'],
  findings: Object.keys(locations),
  sampleFindings,
  draw: drawKnee,
  describe: describeKnee,
};

/** A third are normal; pairs are those that occur together and can be seen in one view. */
function sampleFindings(random: Random): Finding[] {
  const side = random.pick(['left', 'right'] as const);
  const severity = (): 'mild' | 'moderate' | 'severe' => random.pick(['mild', 'moderate', 'severe']);
  const one = (name: string, location?: string): Finding => ({
    name,
    side,
    severity: severity(),
    location: location ?? random.pick(locations[name]!),
  });
  if (random.chance(0.3)) return [];
  const name = random.pick(Object.keys(locations));
  if (name === 'knee replacement') return [{ name, side, location: locations[name]![0]! }];
  const first = one(name);
  if (name === 'fracture' && random.chance(0.35)) return [first, one('joint effusion')];
  if (name === 'joint effusion' && random.chance(0.3))
    return [first, one('osteoarthritis', 'patellofemoral compartment')];
  if (name === 'osteoarthritis' && random.chance(0.15) && first.location !== 'patellofemoral compartment')
    return [first, one('bone lesion', 'distal femur')];
  if (name === 'osteochondroma' && random.chance(0.2)) return [first, one('fracture', 'proximal fibula')];
  return [first];
}

import type { Random } from '../../drawing/random.ts';
import type { Finding } from '../../phantom.ts';
import { replacing } from './findings.ts';
import { nameOf, positionsAt, type Position } from './teeth.ts';
import { intraoralTeeth, panoramicTeeth, type Examination, type View } from './views.ts';

/** A finding at its tooth, with nothing left open. */
export type Settled = Finding & {
  readonly position: Position;
  readonly severity: 'mild' | 'moderate' | 'severe';
};

const views: readonly View[] = ['panoramic', 'bitewing', 'periapical'];

/**
 * Chooses the view and a tooth for each finding.
 * @throws RangeError for a location that is no tooth, and for findings that cannot be at the tooth asked for.
 */
export function chooseExamination(
  random: Random,
  findings: readonly Finding[],
): Examination & { readonly settled: readonly Settled[] } {
  const wish = random.uniform();
  const age = random.integer(19, 84);
  const sex = random.pick(['female', 'male'] as const);
  const thirdMolars = random.chance(0.6) || findings.some(({ location }) => location?.includes('third'));
  const base = {
    jaw: random.pick(['upper', 'lower'] as const),
    side: random.pick(['left', 'right'] as const),
  };
  const front = random.chance(0.35);
  const possible = findings.map(possibleAt);
  const small = findings.some(({ name }) =>
    ['caries', 'filling', 'bone loss', 'periapical lesion'].includes(name),
  );
  const preferred: View =
    wish < (small ? 0.1 : 0.5) ? 'panoramic' : wish < (small ? 0.7 : 0.72) ? 'bitewing' : 'periapical';
  for (const view of [preferred, ...(small ? views.toReversed() : views)]) {
    for (const frame of view === 'panoramic' ? [{ ...base, front }] : frames(random, base, front)) {
      const settled = settle(random, findings, possible, position => shows(view, frame, position, findings));
      if (!settled || (view !== 'panoramic' && findings.some(({ name }) => name === 'impacted tooth')))
        continue;
      if (
        view === 'bitewing' &&
        findings.some(({ name }) => name === 'periapical lesion' || name === 'implant')
      )
        continue;
      const common = { view, age, sex, settled };
      if (view === 'panoramic') {
        const needed = thirdMolars || settled.some(({ position }) => position.index === 7);
        return { ...common, ...panoramicTeeth(random, needed) };
      }
      return { ...common, ...frame, ...intraoralTeeth(random, view, frame) };
    }
  }
  throw new RangeError('dental-xray cannot show these findings together: give each its own tooth');
}

type Frame = Pick<Required<Examination>, 'jaw' | 'side'> & { readonly front: boolean };

function frames(random: Random, base: Pick<Frame, 'jaw' | 'side'>, front: boolean): Frame[] {
  const all = (['upper', 'lower'] as const).flatMap(jaw =>
    (['left', 'right'] as const).flatMap(side => [true, false].map(ahead => ({ jaw, side, front: ahead }))),
  );
  return [{ ...base, front }, ...random.shuffled(all)];
}

function shows(
  view: View,
  frame: Frame,
  { jaw, side, index }: Position,
  findings: readonly Finding[],
): boolean {
  if (view === 'panoramic') return index < 7 || findings.length > 0;
  if (side !== frame.side) return false;
  if (view === 'bitewing') return !frame.front && index > 2 && index < 7;
  return jaw === frame.jaw && (frame.front ? index < 3 : index > 2 && index < 7);
}

function possibleAt({ name, side, location }: Finding): Position[] {
  const named = location === undefined ? positionsAt('') : positionsAt(location);
  const fitting = named.filter(
    position =>
      (side === undefined || position.side === side) &&
      (location !== undefined || name === 'impacted tooth' || position.index < 7) &&
      (name !== 'impacted tooth' || position.index === 7),
  );
  if (fitting.length === 0)
    throw new RangeError(
      `dental-xray cannot draw ${name} at "${location ?? ''}"${side ? ` on the ${side}` : ''}: name a tooth like "lower left first molar" (an impacted tooth is a third molar)`,
    );
  return fitting;
}

/** A tooth for every finding, no tooth replaced twice, or undefined. */
function settle(
  random: Random,
  findings: readonly Finding[],
  possible: readonly (readonly Position[])[],
  shown: (position: Position) => boolean,
): Settled[] | undefined {
  const taken = new Map<string, string>();
  const settled: Settled[] = [];
  for (const [index, finding] of findings.entries()) {
    const free = possible[index]!.filter(position => {
      const other = taken.get(nameOf(position));
      return (
        shown(position) &&
        (other === undefined ||
          (finding.location !== undefined && !replacing.has(other) && !replacing.has(finding.name)))
      );
    });
    if (free.length === 0) return undefined;
    const position = random.pick(free);
    taken.set(nameOf(position), finding.name);
    const severity = finding.severity ?? random.pick(['mild', 'moderate', 'severe'] as const);
    settled.push({ ...finding, side: position.side, location: nameOf(position), severity, position });
  }
  return settled;
}

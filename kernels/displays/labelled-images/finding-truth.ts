import { failure } from '../../protocol/failures/index.ts';

/**
 * What is true of one image: for each finding whether it is there (as `labels` of a phantom), or a list of all that are there, or
 * undefined where it is not known. Names are matched whatever their capitals.
 */
export type FindingTruth = Readonly<Record<string, boolean | undefined>> | readonly string[] | undefined;

/** `[images, findings]`, undefined where nobody knows. */
export type FindingLabelRows = readonly (boolean | undefined)[];

/**
 * The labels of `findings`. `normal`, which means that nothing else is there, is worked out where it is not given itself: from all that
 * a truth names, not only from `findings`.
 * @throws Failure `diagnosis-truth` for another number of truths than of images, or if none of them names a finding.
 */
export function findingLabels(
  truth: readonly FindingTruth[] | undefined,
  images: number,
  findings: readonly string[],
  normal = 'No Finding',
): FindingLabelRows {
  if (truth === undefined) return Array.from({ length: images * findings.length }, () => undefined);
  if (!Array.isArray(truth) || truth.length !== images)
    throw failure('diagnosis-truth', {
      problem: Array.isArray(truth)
        ? `There are ${truth.length} truths for ${images} images.`
        : 'The truth is not a list.',
    });
  const names = findings.map(folded);
  const given = truth as readonly FindingTruth[];
  const rows = given.map((each, image) => labelsOf(each ?? undefined, names, folded(normal), image));
  const named = given.flatMap(each => (each ? namesOf(each) : []));
  if (named.length > 0 && !named.some(name => names.includes(folded(name))))
    throw failure('diagnosis-truth', {
      problem: `The truth names ${[...new Set(named)].slice(0, 3).join(', ')}, and the findings are ${findings.slice(0, 3).join(', ')}${findings.length > 3 ? ' …' : ''}.`,
    });
  return rows.flat();
}

/** The name in the spelling of `names`, whatever its capitals; undefined if it is none of them. */
export function spelledAs(name: string, names: readonly string[]): string | undefined {
  return names.find(each => folded(each) === folded(name));
}

function labelsOf(
  truth: FindingTruth,
  names: readonly string[],
  normal: string,
  image: number,
): (boolean | undefined)[] {
  if (truth === undefined) return names.map(() => undefined);
  if (typeof truth !== 'object')
    throw failure('diagnosis-truth', { problem: `The truth of image ${image + 1} is "${String(truth)}".` });
  if (isList(truth)) {
    const there = new Set(truth.map(folded));
    const nothing = [...there].every(name => name === normal);
    return names.map(name => (name === normal ? nothing : there.has(name)));
  }
  const known = new Map(Object.entries(truth).map(([name, value]) => [folded(name), value]));
  return names.map(name => {
    if (known.has(name)) return booleanOf(known.get(name), name, image);
    if (name !== normal || known.size === 0) return undefined;
    const others = [...known.values()];
    if (others.some(value => value === true)) return false;
    return others.every(value => value === false) ? true : undefined;
  });
}

function booleanOf(value: unknown, name: string, image: number): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  throw failure('diagnosis-truth', {
    problem: `The truth of "${name}" in image ${image + 1} is neither true nor false.`,
  });
}

function namesOf(truth: NonNullable<FindingTruth>): readonly string[] {
  return isList(truth) ? truth : Object.keys(truth);
}

function isList(truth: NonNullable<FindingTruth>): truth is readonly string[] {
  return Array.isArray(truth);
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}

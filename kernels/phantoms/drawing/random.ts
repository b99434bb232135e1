/** A stream of seeded random numbers: the same seed gives the same stream everywhere (integer arithmetic only). */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Whole number in [low, high]. */
  integer(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One element, all equally likely. */
  pick<Item>(items: readonly Item[]): Item;
  /** Normal with the given mean and standard deviation (Box–Muller). */
  normal(mean: number, deviation: number): number;
  /** The elements in a random order (Fisher–Yates). */
  shuffled<Item>(items: readonly Item[]): Item[];
  /** An independent stream for a named part: drawing more in one part does not change another. */
  fork(name: string): Random;
}

/** Stream for `seed`. Generator: sfc32 (C. Doty-Humphrey, PractRand), seeded through FNV-1a of the seed's text. */
export function createRandom(seed: number | string): Random {
  const text = String(seed);
  let a = hash(text, 0x811c9dc5);
  let b = hash(text, 0x01000193);
  let c = hash(text, 0x9e3779b9);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round++) next();
  const random: Random = {
    uniform: next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: probability => next() < probability,
    pick: items => items[Math.floor(items.length * next())]!,
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next()),
    shuffled: items => {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = Math.floor((last + 1) * next());
        [copy[last], copy[other]] = [copy[other]!, copy[last]!];
      }
      return copy;
    },
    fork: name => createRandom(`${text}/${name}`),
  };
  return random;
}

function hash(text: string, basis: number): number {
  let value = basis;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value ^ (value >>> 15);
}

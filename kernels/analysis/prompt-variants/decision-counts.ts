import type { KnownTruth } from './known-truth.ts';

/** What the decisions of some images, which may repeat, are worth. */
export interface DecisionScores {
  /** Share of images of which exactly what is true is said. */
  readonly accuracy: number;
  /** Mean F1 of the classes that occur or are said, 0 if none does. */
  readonly f1: number;
  /** Matthews correlation: of several classes (Gorodkin 2004) where they exclude each other, else the mean over classes. */
  readonly matthews: number;
}

/** Images of known truth counted by what is true and what is said of them: scores of a resample need these counts alone. */
export interface DecisionCounts {
  /** `[rows]`, which kind of image each is. */
  readonly kind: Uint32Array;
  readonly kinds: number;
  /** Scores where each kind was drawn so often, `[kinds]`. */
  readonly scoresOf: (counts: Uint32Array) => DecisionScores;
}

/** @param decided `[images, classes]`, 1 for yes. */
export function decisionCounts(truth: KnownTruth, decided: Uint8Array): DecisionCounts {
  return truth.labelling === 'one' ? exclusive(truth, decided) : together(truth, decided);
}

function exclusive({ rows, mask, classes }: KnownTruth, decided: Uint8Array): DecisionCounts {
  const places = new Map<number, number>();
  const cells: [truth: number, said: number][] = [];
  const kind = Uint32Array.from(rows, image => {
    const cell: [number, number] = [
      mask.indexOf(1, image * classes) - image * classes,
      decided.indexOf(1, image * classes) - image * classes,
    ];
    return placeIn(places, cell[0] * classes + cell[1], () => cells.push(cell));
  });
  const [occurs, said, right] = [0, 1, 2].map(() => new Float64Array(classes)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    kind,
    kinds: cells.length,
    scoresOf: counts => {
      for (const sums of [occurs, said, right]) sums.fill(0);
      let [total, hits] = [0, 0];
      for (let at = 0; at < cells.length; at++) {
        const [own, other] = cells[at]!;
        const count = counts[at]!;
        total += count;
        occurs[own] = occurs[own]! + count;
        said[other] = said[other]! + count;
        if (own !== other) continue;
        right[own] = right[own]! + count;
        hits += count;
      }
      let [chance, occurring, saying, sum, known] = [0, 0, 0, 0, 0];
      for (let index = 0; index < classes; index++) {
        const [own, other] = [occurs[index]!, said[index]!];
        chance += own * other;
        occurring += own * own;
        saying += other * other;
        if (own + other === 0) continue;
        known++;
        sum += (2 * right[index]!) / (own + other);
      }
      const spread = Math.sqrt((total * total - occurring) * (total * total - saying));
      return {
        accuracy: hits / total,
        f1: sum / known,
        matthews: spread === 0 ? 0 : (hits * total - chance) / spread,
      };
    },
  };
}

function together({ rows, mask, classes }: KnownTruth, decided: Uint8Array): DecisionCounts {
  const places = new Map<number | string, number>();
  const firsts: number[] = [];
  const kind = Uint32Array.from(rows, image => {
    const start = image * classes;
    const key =
      classes <= 15 ? bitsOf(mask, decided, start, classes) : wordsOf(mask, decided, start, classes);
    return placeIn(places, key, () => firsts.push(start));
  });
  // 0 rightly denied, 1 wrongly said, 2 missed, 3 rightly said.
  const cells = Uint8Array.from({ length: firsts.length * classes }, (_, at) => {
    const place = firsts[Math.floor(at / classes)]! + (at % classes);
    return 2 * mask[place]! + decided[place]!;
  });
  const exact = firsts.map((_, at) =>
    cells.subarray(at * classes, (at + 1) * classes).every(cell => cell === 0 || cell === 3),
  );
  const sums = new Float64Array(4 * classes);
  return {
    kind,
    kinds: firsts.length,
    scoresOf: counts => {
      sums.fill(0);
      let [total, hits] = [0, 0];
      for (let at = 0; at < exact.length; at++) {
        const count = counts[at]!;
        if (count === 0) continue;
        total += count;
        if (exact[at]) hits += count;
        for (let index = 0; index < classes; index++) {
          const cell = 4 * index + cells[at * classes + index]!;
          sums[cell] = sums[cell]! + count;
        }
      }
      let [f1, known, matthews] = [0, 0, 0];
      for (let index = 0; index < classes; index++) {
        const [denied, alarms, missed, found] = [0, 1, 2, 3].map(cell => sums[4 * index + cell]!) as [
          number,
          number,
          number,
          number,
        ];
        const product = (found + alarms) * (found + missed) * (denied + alarms) * (denied + missed);
        if (product > 0) matthews += (found * denied - alarms * missed) / Math.sqrt(product);
        if (2 * found + alarms + missed === 0) continue;
        known++;
        f1 += (2 * found) / (2 * found + alarms + missed);
      }
      return { accuracy: hits / total, f1: known === 0 ? 0 : f1 / known, matthews: matthews / classes };
    },
  };
}

function placeIn<Key>(places: Map<Key, number>, key: Key, add: () => void): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  places.set(key, places.size);
  add();
  return places.size - 1;
}

function bitsOf(mask: Uint8Array, decided: Uint8Array, start: number, classes: number): number {
  let bits = 0;
  for (let at = start; at < start + classes; at++) bits = 4 * bits + 2 * mask[at]! + decided[at]!;
  return bits;
}

function wordsOf(mask: Uint8Array, decided: Uint8Array, start: number, classes: number): string {
  return `${mask.subarray(start, start + classes).join('')} ${decided.subarray(start, start + classes).join('')}`;
}

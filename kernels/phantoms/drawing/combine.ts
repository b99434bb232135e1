import { measureRow, type Shape } from './shapes.ts';

/** Points of both shapes. */
export function union(first: Shape, second: Shape): Shape {
  const [a, b] = [first.box, second.box];
  return {
    box: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
    distance: (x, y) => Math.min(first.distance(x, y), second.distance(x, y)),
    row: bothRows(first, second, (distances, others, from, to) => {
      for (let at = from; at <= to; at++) distances[at] = Math.min(distances[at]!, others[at]!);
    }),
  };
}

/** Points of the first shape that are in the second too. */
export function intersection(first: Shape, second: Shape): Shape {
  const [a, b] = [first.box, second.box];
  return {
    box: [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])],
    distance: (x, y) => Math.max(first.distance(x, y), second.distance(x, y)),
    row: bothRows(first, second, (distances, others, from, to) => {
      for (let at = from; at <= to; at++) distances[at] = Math.max(distances[at]!, others[at]!);
    }),
  };
}

/** Points of the first shape that are not in the second. */
export function difference(first: Shape, second: Shape): Shape {
  return {
    box: first.box,
    distance: (x, y) => Math.max(first.distance(x, y), -second.distance(x, y)),
    row: bothRows(first, second, (distances, others, from, to) => {
      for (let at = from; at <= to; at++) distances[at] = Math.max(distances[at]!, -others[at]!);
    }),
  };
}

function bothRows(
  first: Shape,
  second: Shape,
  combine: (distances: Float64Array, others: Float64Array, from: number, to: number) => void,
): NonNullable<Shape['row']> {
  let others = new Float64Array(0);
  return (distances, row, reach) => {
    if (others.length <= row.last) others = new Float64Array(row.last + 1);
    measureRow(first, distances, row, reach);
    measureRow(second, others, row, reach);
    combine(distances, others, row.first, row.last);
  };
}

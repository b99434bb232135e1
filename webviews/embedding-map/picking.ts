type Place = readonly [number, number];

/** The points that count inside a polygon in data coordinates (even-odd rule). */
export function inside(
  positions: Float32Array,
  polygon: readonly Place[],
  counts: (point: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let point = 0; point < positions.length / 2; point++) {
    if (counts(point) && contains(polygon, positions[2 * point]!, positions[2 * point + 1]!))
      found.push(point);
  }
  return found;
}

function contains(polygon: readonly Place[], x: number, y: number): boolean {
  let within = false;
  for (let at = 0, before = polygon.length - 1; at < polygon.length; before = at++) {
    const [ax, ay] = polygon[at]!;
    const [bx, by] = polygon[before]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

export function rectangle([ax, ay]: Place, [bx, by]: Place): readonly Place[] {
  return [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ];
}

/**
 * The point that an arrow key leads to: of those within 45° of the direction the nearest, distance across counting double. From nowhere,
 * the one nearest to (`fromX`, `fromY`).
 * @param direction Of unit length along an axis, y upwards.
 */
export function nextInDirection(
  positions: Float32Array,
  from: number | undefined,
  [fromX, fromY]: Place,
  [directionX, directionY]: Place,
  counts: (point: number) => boolean,
): number | undefined {
  const x = from === undefined ? fromX : positions[2 * from]!;
  const y = from === undefined ? fromY : positions[2 * from + 1]!;
  let best: number | undefined;
  let bound = Infinity;
  for (let point = 0; point < positions.length / 2; point++) {
    if (point === from || !counts(point)) continue;
    const awayX = positions[2 * point]! - x;
    const awayY = positions[2 * point + 1]! - y;
    const along = awayX * directionX + awayY * directionY;
    const across = Math.abs(awayX * directionY - awayY * directionX);
    if (from !== undefined && (along <= 0 || across > along)) continue;
    const cost = from === undefined ? Math.hypot(awayX, awayY) : along + 2 * across;
    if (cost < bound) {
      bound = cost;
      best = point;
    }
  }
  return best;
}

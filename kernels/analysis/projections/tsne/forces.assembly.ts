// One step of Barnes-Hut t-SNE (van der Maaten, JMLR 15, 2014) in SIMD over memory that several threads share. AssemblyScript,
// compiled by esbuild.mjs to dist/forces.wasm. Positions are pairs of f32. Each number is summed in one fixed order, whichever
// thread does it, so that the result does not depend on the threads.
// Repulsion walks the tree once for eight points that lie together: a cell is taken as one only if it is far from all eight.

/** Points a leaf holds before it is split. */
const leafSize: i32 = 8;

/** Bytes of a node: f32 centre x, y, mass, squared width / theta²; i32 next node past the subtree, first point, points (0: inner). */
const nodeBytes: usize = 32;

/** Deepest level of the tree: 16 bits an axis. */
const deepest: i32 = 16;

let sumX: f64 = 0;
let sumY: f64 = 0;

/** Spreads 16 bits to the even places of 32. */
function spread(bits: u32): u32 {
  let x = bits;
  x = (x | (x << 8)) & 0x00ff00ff;
  x = (x | (x << 4)) & 0x0f0f0f0f;
  x = (x | (x << 2)) & 0x33333333;
  return (x | (x << 1)) & 0x55555555;
}

/**
 * Builds the tree over `points` `[count, 2]`. `order` gets the points' indices along the Morton curve, `sorted` their positions
 * (padded to eight with the last one), `nodes` the tree in preorder. `scratch` needs 16 bytes a point and 1 KB. Returns the nodes' end.
 */
export function plant(
  points: usize,
  count: i32,
  order: usize,
  sorted: usize,
  nodes: usize,
  scratch: usize,
  theta: f64,
): usize {
  let low = v128.load64_splat(points);
  let high = low;
  for (let i = 0; i < count; i++) {
    const point = v128.load64_splat(points + ((<usize>i) << 3));
    low = f32x4.pmin(low, point);
    high = f32x4.pmax(high, point);
  }
  const left = f32x4.extract_lane(low, 0);
  const top = f32x4.extract_lane(low, 1);
  const extent = max(f32x4.extract_lane(high, 0) - left, f32x4.extract_lane(high, 1) - top);
  const scale: f32 = extent > 0 ? <f32>65535 / extent : 0;

  const histogram = scratch;
  const bytes = (<usize>count) << 2;
  let keys = scratch + 1024;
  let otherKeys = keys + bytes;
  let places = order;
  let otherPlaces = otherKeys + bytes;
  for (let i = 0; i < count; i++) {
    const at = points + ((<usize>i) << 3);
    const x = <u32>((load<f32>(at) - left) * scale);
    const y = <u32>((load<f32>(at, 4) - top) * scale);
    store<u32>(keys + ((<usize>i) << 2), spread(min<u32>(x, 65535)) | (spread(min<u32>(y, 65535)) << 1));
    store<i32>(places + ((<usize>i) << 2), i);
  }
  for (let shift: u32 = 0; shift < 32; shift += 8) {
    memory.fill(histogram, 0, 1024);
    for (let i: usize = 0; i < bytes; i += 4) {
      const slot = histogram + (((load<u32>(keys + i) >> shift) & 255) << 2);
      store<i32>(slot, load<i32>(slot) + 1);
    }
    let start = 0;
    for (let slot = histogram; slot < histogram + 1024; slot += 4) {
      const here = load<i32>(slot);
      store<i32>(slot, start);
      start += here;
    }
    for (let i: usize = 0; i < bytes; i += 4) {
      const key = load<u32>(keys + i);
      const slot = histogram + (((key >> shift) & 255) << 2);
      const place = load<i32>(slot);
      store<i32>(slot, place + 1);
      store<u32>(otherKeys + ((<usize>place) << 2), key);
      store<i32>(otherPlaces + ((<usize>place) << 2), load<i32>(places + i));
    }
    const swapKeys = keys;
    keys = otherKeys;
    otherKeys = swapKeys;
    const swapPlaces = places;
    places = otherPlaces;
    otherPlaces = swapPlaces;
  }
  for (let i = 0; i < count; i++) {
    const from = points + ((<usize>load<i32>(order + ((<usize>i) << 2))) << 3);
    store<i64>(sorted + ((<usize>i) << 3), load<i64>(from));
  }
  const last = load<i64>(sorted + ((<usize>(count - 1)) << 3));
  for (let i = count; i < ((count + 7) & ~7); i++) store<i64>(sorted + ((<usize>i) << 3), last);
  return grow(keys, sorted, nodes, nodes, 0, count, 0, extent, <f32>(1 / (theta * theta)));
}

/** Writes the subtree of the sorted points `from … to` at `node` and returns the end; leaves their sums in `sumX`, `sumY`. */
function grow(
  keys: usize,
  sorted: usize,
  nodes: usize,
  node: usize,
  from: i32,
  to: i32,
  level: i32,
  width: f32,
  perSquaredTheta: f32,
): usize {
  let depth = level;
  let size = width;
  const first = load<u32>(keys + ((<usize>from) << 2));
  const final = load<u32>(keys + ((<usize>(to - 1)) << 2));
  // Cells with all points in one quarter are passed over.
  while (depth < deepest && (first ^ final) >> (30 - 2 * depth) == 0) {
    depth++;
    size *= 0.5;
  }
  let end = node + nodeBytes;
  let x: f64 = 0;
  let y: f64 = 0;
  const leaf = to - from <= leafSize || depth == deepest;
  if (leaf) {
    for (let i = from; i < to; i++) {
      x += load<f32>(sorted + ((<usize>i) << 3));
      y += load<f32>(sorted + ((<usize>i) << 3), 4);
    }
  } else {
    const shift = 30 - 2 * depth;
    let start = from;
    while (start < to) {
      const quarter = load<u32>(keys + ((<usize>start) << 2)) >> shift;
      let low = start + 1;
      let high = to;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (load<u32>(keys + ((<usize>middle) << 2)) >> shift == quarter) low = middle + 1;
        else high = middle;
      }
      end = grow(keys, sorted, nodes, end, start, low, depth + 1, size * 0.5, perSquaredTheta);
      x += sumX;
      y += sumY;
      start = low;
    }
  }
  const mass = <f64>(to - from);
  store<f32>(node, <f32>(x / mass));
  store<f32>(node, <f32>(y / mass), 4);
  store<f32>(node, <f32>mass, 8);
  store<f32>(node, size * size * perSquaredTheta, 12);
  store<u32>(node, <u32>end, 16);
  store<u32>(node, <u32>(sorted + ((<usize>from) << 3)), 20);
  store<i32>(node, leaf ? to - from : 0, 24);
  sumX = x;
  sumY = y;
  return end;
}

/**
 * Repulsion on the groups `from … to` of eight sorted points: `forces` `[count, 2]` by the points' own index gets
 * Σ (yᵢ − yⱼ) / (1 + dᵢⱼ²)², `norms` (f64) by group Σ 1 / (1 + dᵢⱼ²), each point's own 1 left out.
 */
export function repulse(
  nodes: usize,
  end: usize,
  order: usize,
  sorted: usize,
  count: i32,
  from: i32,
  to: i32,
  forces: usize,
  norms: usize,
): void {
  const one = f32x4.splat(1);
  for (let group = from; group < to; group++) {
    const at = sorted + ((<usize>group) << 6);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const x0 = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
    const y0 = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
    const x1 = v128.shuffle<f32>(c, d, 0, 2, 4, 6);
    const y1 = v128.shuffle<f32>(c, d, 1, 3, 5, 7);
    let fx0 = f32x4.splat(0);
    let fy0 = fx0;
    let fx1 = fx0;
    let fy1 = fx0;
    let z0 = fx0;
    let z1 = fx0;
    let node = nodes;
    while (node < end) {
      const nodeX = v128.load32_splat(node);
      const nodeY = v128.load32_splat(node, 4);
      let dx0 = f32x4.sub(x0, nodeX);
      let dy0 = f32x4.sub(y0, nodeY);
      let dx1 = f32x4.sub(x1, nodeX);
      let dy1 = f32x4.sub(y1, nodeY);
      let d0 = f32x4.add(f32x4.mul(dx0, dx0), f32x4.mul(dy0, dy0));
      let d1 = f32x4.add(f32x4.mul(dx1, dx1), f32x4.mul(dy1, dy1));
      const open = v128.load32_splat(node, 12);
      if (i32x4.all_true(f32x4.gt(f32x4.pmin(d0, d1), open))) {
        const mass = v128.load32_splat(node, 8);
        const q0 = f32x4.div(one, f32x4.add(one, d0));
        const q1 = f32x4.div(one, f32x4.add(one, d1));
        let m0 = f32x4.mul(mass, q0);
        let m1 = f32x4.mul(mass, q1);
        z0 = f32x4.add(z0, m0);
        z1 = f32x4.add(z1, m1);
        m0 = f32x4.mul(m0, q0);
        m1 = f32x4.mul(m1, q1);
        fx0 = f32x4.add(fx0, f32x4.mul(m0, dx0));
        fy0 = f32x4.add(fy0, f32x4.mul(m0, dy0));
        fx1 = f32x4.add(fx1, f32x4.mul(m1, dx1));
        fy1 = f32x4.add(fy1, f32x4.mul(m1, dy1));
        node = <usize>load<u32>(node, 16);
        continue;
      }
      const points = load<i32>(node, 24);
      if (points == 0) {
        node += nodeBytes;
        continue;
      }
      let point = <usize>load<u32>(node, 20);
      const past = point + ((<usize>points) << 3);
      for (; point < past; point += 8) {
        const pointX = v128.load32_splat(point);
        const pointY = v128.load32_splat(point, 4);
        dx0 = f32x4.sub(x0, pointX);
        dy0 = f32x4.sub(y0, pointY);
        dx1 = f32x4.sub(x1, pointX);
        dy1 = f32x4.sub(y1, pointY);
        d0 = f32x4.add(f32x4.mul(dx0, dx0), f32x4.mul(dy0, dy0));
        d1 = f32x4.add(f32x4.mul(dx1, dx1), f32x4.mul(dy1, dy1));
        const q0 = f32x4.div(one, f32x4.add(one, d0));
        const q1 = f32x4.div(one, f32x4.add(one, d1));
        z0 = f32x4.add(z0, q0);
        z1 = f32x4.add(z1, q1);
        const m0 = f32x4.mul(q0, q0);
        const m1 = f32x4.mul(q1, q1);
        fx0 = f32x4.add(fx0, f32x4.mul(m0, dx0));
        fy0 = f32x4.add(fy0, f32x4.mul(m0, dy0));
        fx1 = f32x4.add(fx1, f32x4.mul(m1, dx1));
        fy1 = f32x4.add(fy1, f32x4.mul(m1, dy1));
      }
      node = <usize>load<u32>(node, 16);
    }
    tally(norms + ((<usize>group) << 3), z0, z1, min(8, count - (group << 3)));
    const first = order + ((<usize>group) << 5);
    const points = min(8, count - (group << 3));
    put(forces, first, 0, points, f32x4.extract_lane(fx0, 0), f32x4.extract_lane(fy0, 0));
    put(forces, first, 1, points, f32x4.extract_lane(fx0, 1), f32x4.extract_lane(fy0, 1));
    put(forces, first, 2, points, f32x4.extract_lane(fx0, 2), f32x4.extract_lane(fy0, 2));
    put(forces, first, 3, points, f32x4.extract_lane(fx0, 3), f32x4.extract_lane(fy0, 3));
    put(forces, first, 4, points, f32x4.extract_lane(fx1, 0), f32x4.extract_lane(fy1, 0));
    put(forces, first, 5, points, f32x4.extract_lane(fx1, 1), f32x4.extract_lane(fy1, 1));
    put(forces, first, 6, points, f32x4.extract_lane(fx1, 2), f32x4.extract_lane(fy1, 2));
    put(forces, first, 7, points, f32x4.extract_lane(fx1, 3), f32x4.extract_lane(fy1, 3));
  }
}

function put(forces: usize, first: usize, lane: i32, points: i32, x: f32, y: f32): void {
  if (lane >= points) return;
  const at = forces + ((<usize>load<i32>(first + ((<usize>lane) << 2))) << 3);
  store<f32>(at, x);
  store<f32>(at, y, 4);
}

function tally(at: usize, z0: v128, z1: v128, points: i32): void {
  let sum: f64 = -(<f64>points);
  sum += f32x4.extract_lane(z0, 0);
  if (points > 1) sum += f32x4.extract_lane(z0, 1);
  if (points > 2) sum += f32x4.extract_lane(z0, 2);
  if (points > 3) sum += f32x4.extract_lane(z0, 3);
  if (points > 4) sum += f32x4.extract_lane(z1, 0);
  if (points > 5) sum += f32x4.extract_lane(z1, 1);
  if (points > 6) sum += f32x4.extract_lane(z1, 2);
  if (points > 7) sum += f32x4.extract_lane(z1, 3);
  store<f64>(at, sum);
}

/**
 * Attraction on the rows `from … to`: `forces` `[count, 2]` gets Σ pᵢⱼ (yᵢ − yⱼ) / (1 + dᵢⱼ²) over the row's neighbours. `starts`
 * `[count + 1]` are multiples of four; rows are filled up with affinity 0.
 */
export function attract(
  points: usize,
  starts: usize,
  neighbours: usize,
  affinities: usize,
  from: i32,
  to: i32,
  forces: usize,
): void {
  const one = f32x4.splat(1);
  for (let row = from; row < to; row++) {
    const own = points + ((<usize>row) << 3);
    const x = v128.load32_splat(own);
    const y = v128.load32_splat(own, 4);
    let fx = f32x4.splat(0);
    let fy = fx;
    const past = (<usize>load<u32>(starts + ((<usize>row) << 2), 4)) << 2;
    for (let i = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2; i < past; i += 16) {
      const at = neighbours + i;
      let a = v128.load64_zero(points + ((<usize>load<u32>(at)) << 3));
      a = v128.load64_lane(points + ((<usize>load<u32>(at, 4)) << 3), a, 1);
      let b = v128.load64_zero(points + ((<usize>load<u32>(at, 8)) << 3));
      b = v128.load64_lane(points + ((<usize>load<u32>(at, 12)) << 3), b, 1);
      const dx = f32x4.sub(x, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
      const dy = f32x4.sub(y, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
      const squared = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
      const weight = f32x4.div(v128.load(affinities + i), f32x4.add(one, squared));
      fx = f32x4.add(fx, f32x4.mul(weight, dx));
      fy = f32x4.add(fy, f32x4.mul(weight, dy));
    }
    store<f32>(forces + ((<usize>row) << 3), lanes(fx));
    store<f32>(forces + ((<usize>row) << 3), lanes(fy), 4);
  }
}

function lanes(sum: v128): f32 {
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** Σ pᵢⱼ ln(1 + dᵢⱼ²) of the rows `from … to`: the part of the divergence that depends on the positions, but for the norm. */
export function strain(
  points: usize,
  starts: usize,
  neighbours: usize,
  affinities: usize,
  from: i32,
  to: i32,
): f64 {
  let sum: f64 = 0;
  for (let row = from; row < to; row++) {
    const own = points + ((<usize>row) << 3);
    const past = (<usize>load<u32>(starts + ((<usize>row) << 2), 4)) << 2;
    for (let i = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2; i < past; i += 4) {
      const other = points + ((<usize>load<u32>(neighbours + i)) << 3);
      const dx = <f64>load<f32>(own) - <f64>load<f32>(other);
      const dy = <f64>load<f32>(own, 4) - <f64>load<f32>(other, 4);
      sum += <f64>load<f32>(affinities + i) * Math.log(1 + dx * dx + dy * dy);
    }
  }
  return sum;
}

/**
 * Moves the points `from … to` down the gradient 4 (`pull` · attraction − repulsion · `perNorm`) with momentum and Jacobs' gains
 * (+0.2 against the last move, ×0.8 along it, at least 0.01; scikit-learn `_gradient_descent`).
 */
export function move(
  points: usize,
  attraction: usize,
  repulsion: usize,
  moves: usize,
  gains: usize,
  from: i32,
  to: i32,
  pull: f32,
  perNorm: f32,
  momentum: f32,
  rate: f32,
): void {
  const end = (<usize>to) << 3;
  for (let i = (<usize>from) << 3; i < end; i += 4) {
    let gradient: f32 = 4 * (pull * load<f32>(attraction + i) - perNorm * load<f32>(repulsion + i));
    const last = load<f32>(moves + i);
    let gain = load<f32>(gains + i);
    gain = last * gradient < 0 ? gain + 0.2 : gain * 0.8;
    if (gain < 0.01) gain = 0.01;
    store<f32>(gains + i, gain);
    gradient *= gain;
    const next: f32 = momentum * last - rate * gradient;
    store<f32>(moves + i, next);
    store<f32>(points + i, load<f32>(points + i) + next);
  }
}

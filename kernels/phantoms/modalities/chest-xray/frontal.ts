import { smooth } from '../../drawing/field.ts';
import { drawBones } from './bones.ts';
import { bordersAt, domeBetween, domeAt, wallAt } from './chest.ts';
import { cut, eachPixel, exposeCoarsely, frontalAir, tube, type Film } from './film.ts';
import { drawVessels } from './vessels.ts';

/** Exposes the normal anatomy of a frontal view: soft tissue, lungs, heart, abdomen, bones, vessels. */
export function drawFrontal(film: Film): void {
  const { chest } = film;
  const grain = cut(film, 'tissue', 0.35);
  const fine = cut(film, 'parenchyma', 0.045);
  const anatomy = film.random.fork('anatomy');
  const shoulder = anatomy.between(0.0, 0.05) + (chest.child ? 0.03 : 0);
  const flank = anatomy.between(0.05, 0.1) + chest.wall * 0.06;
  const breast =
    chest.sex === 'female' && !chest.child
      ? {
          size: anatomy.between(0.09, 0.14),
          low: anatomy.between(0.6, 0.68),
          amount: anatomy.between(0.1, 0.28),
        }
      : undefined;
  const top = Math.min(chest.domes.right, chest.domes.left) - 0.01;
  exposeCoarsely(film, (u, v, air, at) => {
    const a = Math.abs(u);
    // Well inside there is no need to ask how far it is to the skin.
    const deep = v > 0.3 && a < 0.3;
    const outside = deep ? 1 : bodyEdge(a, v, wallAt(chest, Math.max(v, 0.2)) + flank, shoulder);
    if (outside <= 0) return 0;
    const skin = smooth(outside / 0.05);
    const lung = frontalAir(chest, u, v);
    air[at] = lung;
    const texture = grain(u, v);
    let thickness = skin * (0.72 + 0.5 * chest.wall + 0.04 * texture);
    if (lung > 0) thickness -= lung * (0.62 + 0.05 * chest.inflated - 0.025 * fine(u, v) + 0.012 * texture);
    const dome = v > top ? domeBetween(chest, u) : 1;
    if (v > dome) {
      const within = smooth((chest.width + 0.04 - a) / 0.09);
      thickness += within * (0.75 * smooth((v - dome) / 0.02) + 0.7 * smooth((v - dome) / 0.12));
    }
    if (a < 0.36) thickness += skin * mediastinum(film, u, v);
    if (breast) {
      const du = (a - chest.width * 0.55) / (breast.size * 1.15);
      const dv = (v - breast.low) / breast.size;
      const inside = 1 - du * du - dv * dv;
      if (inside > 0)
        thickness += breast.amount * Math.sqrt(inside) * smooth((v < breast.low ? 1 : inside) / 0.3);
    }
    return Math.max(0.05 * skin, thickness);
  });
  drawGas(film);
  drawVessels(film);
  drawBones(film);
}

/** Distance inside the skin: neck, shoulders, upper arms and flanks. */
function bodyEdge(a: number, v: number, flank: number, shoulder: number): number {
  const neck = 0.1 + 0.25 * Math.max(0, 0.02 - v) - a;
  const out = Math.max(0, a - 0.1);
  const slope = shoulder - 0.02 + out * (0.12 + 0.55 * out);
  const waist = Math.max(0, 0.44 - v);
  return Math.max(neck, Math.min(v - slope, v < 0.3 ? 1 : flank + waist * waist * 14 - a));
}

/** Attenuation of heart, great vessels and spine, less the air of the trachea. */
function mediastinum({ chest }: Film, u: number, v: number): number {
  const { heart } = chest;
  const x = u - heart.shift * smooth((v - 0.05) / 0.2);
  const a = Math.abs(u);
  let amount = 0;
  if (a < 0.05) {
    const disc = ((v * 19 + 100) % 1) - 0.5;
    amount +=
      (v > chest.domes.right + 0.03 ? 0.12 : 0.3) *
      smooth((0.043 - a) / 0.02) *
      (1 - 0.35 * smooth((Math.abs(disc) - 0.32) / 0.12));
  }
  const { left, right } = bordersAt(chest, v);
  if (x > -right - 0.01 && x < left + 0.01) {
    const middle = (left - right) / 2;
    const off = (x - middle) / ((left + right) / 2);
    const deep = smooth((v - heart.centre + 0.2) / 0.18);
    const inside = 1 - off * off;
    if (inside > 0)
      amount +=
        (0.68 + 0.6 * deep) * Math.sqrt(smooth(inside / (0.5 + 0.4 * deep))) * smooth((v + 0.15) / 0.3);
    const du = x - heart.upper * 0.5;
    const dv = v - 0.292;
    amount += 0.3 * smooth((heart.knob + 0.014 - Math.sqrt(du * du + dv * dv)) / 0.02);
  }
  if (v < 0.39) {
    const windpipe = 0.006 * Math.sin(v * 9) - 0.004 + heart.shift * smooth((v - 0.05) / 0.3);
    amount -= 0.4 * smooth((0.021 - Math.abs(u - windpipe)) / 0.013) * smooth((0.39 - v) / 0.03);
  }
  return amount;
}

/** Air of the main bronchi and of stomach and colon below the left dome. */
function drawGas(film: Film): void {
  const { chest } = film;
  const random = film.random.fork('gas');
  const carina = 0.375;
  const x = chest.heart.shift;
  for (const side of [-1, 1] as const) {
    const reach = side < 0 ? 0.055 : 0.075;
    tube(
      film,
      film.body,
      [
        [x, carina - 0.01],
        [x + side * reach * 0.5, carina + 0.03],
        [x + side * reach, carina + 0.06],
      ],
      { amount: -0.22, start: 0.013, end: 0.009, softness: 0.012, fade: 0.5 },
    );
  }
  if (!random.chance(0.75)) return;
  const u = random.between(0.1, 0.19);
  const top = domeAt(chest, 1, u);
  const [rx, ry] = [random.between(0.035, 0.07), random.between(0.012, 0.03)];
  const amount = random.between(0.5, 0.95);
  const { values } = film.body;
  eachPixel(film, [u - rx, top + 0.022, u + rx, top + 0.022 + 2 * ry], (x, y, at) => {
    const dv = (y - top - 0.022 - ry) / ry;
    const du = (x - u) / rx;
    const inside = 1 - du * du - dv * dv;
    if (inside > 0) values[at]! -= amount * smooth(inside / 0.5);
  });
}

import { addGrain, blur, smooth, toGray, type Field } from '../../drawing/field.ts';
import { addLettering } from '../../drawing/lettering.ts';
import type { Film } from './film.ts';

/**
 * From attenuation to grey: saturating log response, exposure, scatter veil, sharpness, mottle, collimation, marker.
 * Soft tissue and lung are dark to light as on a clinical display: air black, bone and abdomen white.
 */
export function develop(film: Film, focus: { readonly haze: number }): Uint8Array {
  const { size, body, vessels, air, chest } = film;
  const random = film.random.fork('exposure');
  const child = chest.child || random.chance(0.1);
  const penetration = random.between(0.78, 1.15);
  const veil = (child ? random.between(0.06, 0.2) : random.between(0, 0.08)) + 0.08 * focus.haze;
  const gamma = random.between(0.85, 1.3);
  const ceiling = child ? random.between(0.78, 0.95) : random.between(0.88, 0.99);
  const lift = random.between(0.03, 0.12);
  const curve = Float32Array.from({ length: 1025 }, (_unused, step) => {
    const grey = (1 - Math.exp(-penetration * 1.05 * (step / 256))) ** gamma;
    const floor = (lift + veil) * smooth(step / 256 / 0.12);
    return floor + (ceiling - floor) * grey;
  });
  // In place: the body is not asked for again.
  const picture = body;
  const { values } = picture;
  for (let at = 0; at < values.length; at++) {
    const thickness = values[at]! + vessels.values[at]! * air[at]!;
    const step = Math.min(1023.99, Math.max(0, thickness * 256));
    const low = Math.floor(step);
    values[at] = curve[low]! + (curve[low + 1]! - curve[low]!) * (step - low);
  }
  const soft = random.uniform();
  const blurred = child ? (soft < 0.35 ? random.between(0.006, 0.014) : 0.002) : soft < 0.15 ? 0.004 : 0.0012;
  blur(picture, blurred);
  addGrain(picture, film.random.fork('mottle'), random.between(0.004, 0.02) * Math.min(1, size / 224 + 0.2));
  drawMarker(film, picture);
  collimate(film, picture);
  return toGray(picture);
}

function drawMarker(film: Film, picture: Field): void {
  const random = film.random.fork('marker');
  if (film.chest.child && random.chance(0.5)) return;
  const width = random.between(0.02, 0.032);
  const amount = random.between(0.5, 0.9);
  const y = random.between(0.03, 0.12);
  const lateral = film.chest.view === 'lateral';
  const left = lateral || random.chance(0.5);
  const x = left ? 0.95 - width - random.between(0, 0.05) : 0.05 + random.between(0, 0.05);
  addLettering(picture, film.scratch, left ? 'L' : 'R', [x, y], { width, amount });
  if (film.chest.view === 'AP' && random.chance(0.6))
    addLettering(picture, film.scratch, 'AP', [left ? x - 1.5 * width : x, y + 2.2 * width], {
      width: width * 0.8,
      amount,
    });
}

function collimate(film: Film, { size, values }: Field): void {
  const random = film.random.fork('collimation');
  const edges = [0, 1, 2, 3].map(() => (random.chance(0.22) ? random.between(0.008, 0.05) : 0));
  const [left, right, top, bottom] = edges.map(edge => Math.round(edge * size));
  for (let row = 0; row < size; row++) {
    const [start, end] = [row * size, (row + 1) * size];
    if (row < top! || row >= size - bottom!) values.fill(0.01, start, end);
    values.fill(0.01, start, start + left!);
    values.fill(0.01, end - right!, end);
  }
}

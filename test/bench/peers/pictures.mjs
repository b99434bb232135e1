// JPEGs to measure with: real blood smears where the shared data lies beside the repository, seeded drawings otherwise.
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const bloodSmears = fileURLToPath(new URL('../../../../shared/data/bccd/images', import.meta.url));

/** Paths of `count` JPEGs of about 640×480 or 500×400: the blood smears if they are there, else drawings made in `folder`. */
export async function smallPictures(folder, count = 100) {
  if (existsSync(bloodSmears)) {
    const names = (await readdir(bloodSmears)).filter(name => name.endsWith('.jpg')).sort();
    if (names.length >= count) return names.slice(0, count).map(name => join(bloodSmears, name));
  }
  return drawings(folder, count, index => ({ width: 480 + (index % 5) * 10, height: 380 + (index % 7) * 8 }));
}

/** Paths of `count` JPEGs of 2000×2000, as radiographs and fundus pictures come, made in `folder`. */
export function largePictures(folder, count = 20) {
  return drawings(folder, count, () => ({ width: 2000, height: 2000 }));
}

async function drawings(folder, count, sizeOf) {
  await mkdir(folder, { recursive: true });
  const paths = [];
  for (let index = 0; index < count; index++) {
    const { width, height } = sizeOf(index);
    const path = join(folder, `${width}x${height}-${String(index).padStart(3, '0')}.jpg`);
    if (!existsSync(path)) {
      const pixels = draw(width, height, index + 1);
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 90 })
        .toFile(path);
    }
    paths.push(path);
  }
  return paths;
}

/** A soft gradient, twelve discs and grain: about as hard to compress as a photograph. */
function draw(width, height, seed) {
  const random = mulberry32(seed);
  const discs = Array.from({ length: 12 }, () => ({
    x: random() * width,
    y: random() * height,
    radius: (0.03 + 0.12 * random()) * width,
    colour: [random() * 255, random() * 255, random() * 255],
  }));
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    const row = discs.filter(disc => Math.abs(disc.y - y) <= disc.radius);
    for (let x = 0; x < width; x++) {
      const disc = row.find(({ x: cx, y: cy, radius }) => (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2);
      const grain = (random() - 0.5) * 24;
      for (let c = 0; c < 3; c++, at++) {
        const ground = 60 + 120 * (c === 0 ? x / width : y / height) + 20 * Math.sin((x + c * 40) / 37);
        pixels[at] = Math.max(0, Math.min(255, (disc ? disc.colour[c] : ground) + grain));
      }
    }
  }
  return pixels;
}

/** Tommy Ettinger's 32-bit generator: numbers in [0, 1). */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

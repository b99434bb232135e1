// The real images of ../shared/data, beside the repository. Every reader gives [] or undefined where the folder is missing.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { readNpz } from './npz.mjs';

const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

export const haveRealImages = existsSync(data);

/** Whole chest radiographs: two PNGs and one DICOM file. */
export function chestRadiographs() {
  const folder = join(data, 'chest-xray');
  const names = [
    '00000001_000.png',
    '00027426_000.png',
    '1.2.276.0.7230010.3.1.4.8323329.6904.1517875201.850819.dcm',
  ];
  return names.map(name => join(folder, name)).filter(existsSync);
}

/** Validation images of PneumoniaMNIST, 28×28, as PNGs, with label true for pneumonia. */
export async function pneumoniaValidation() {
  const file = join(data, 'pneumoniamnist/pneumoniamnist-train-val.npz');
  if (!existsSync(file)) return [];
  const arrays = await readNpz(file, ['val_images', 'val_labels']);
  const { shape, data: pixels } = arrays.val_images;
  const [count, height, width] = shape;
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const gray = pixels.subarray(index * height * width, (index + 1) * height * width);
      const bytes = await sharp(gray, { raw: { width, height, channels: 1 } })
        .toColourspace('b-w')
        .png()
        .toBuffer();
      return { name: `pneumoniamnist val ${index}`, bytes, label: arrays.val_labels.data[index] === 1 };
    }),
  );
}

/** Held-out blood-smear fields: every fifth image of trainval.txt, from index 4. */
export async function bloodFields() {
  const list = join(data, 'bccd/trainval.txt');
  if (!existsSync(list)) return [];
  const names = (await readFile(list, 'utf8')).split(/\s+/).filter(Boolean);
  return names
    .filter((_, index) => index % 5 === 4)
    .map(name => ({
      name,
      image: join(data, 'bccd/images', `${name}.jpg`),
      annotation: join(data, 'bccd/annotations', `${name}.xml`),
    }));
}

/** The cells of the held-out fields, cut out by their boxes; boxes under 8 pixels are left out. */
export async function bloodCells() {
  const fields = await bloodFields();
  const cells = await Promise.all(
    fields.map(async ({ name, image, annotation }) => {
      const boxes = boxesOf(await readFile(annotation, 'utf8'));
      const photograph = await readFile(image);
      const { width, height } = await sharp(photograph).metadata();
      const inside = boxes
        .map(box => clamp(box, width, height))
        .filter(box => box.width >= 8 && box.height >= 8);
      return Promise.all(
        inside.map(async ({ kind, ...box }, index) => {
          const bytes = await sharp(photograph).extract(box).png().toBuffer();
          return { name: `${name} ${kind} ${index}`, kind, bytes };
        }),
      );
    }),
  );
  return cells.flat();
}

/** Objects of a Pascal VOC file. Its boxes count pixels from 1 and include both ends. */
function boxesOf(xml) {
  return [...xml.matchAll(/<object>([\s\S]*?)<\/object>/g)].map(([, object]) => {
    const number = tag => Number(new RegExp(`<${tag}>\\s*(\\d+)`).exec(object)[1]);
    const kind = kinds[/<name>\s*(\w+)/.exec(object)[1]];
    return {
      kind,
      left: number('xmin') - 1,
      top: number('ymin') - 1,
      right: number('xmax'),
      bottom: number('ymax'),
    };
  });
}

const kinds = { RBC: 'red blood cell', WBC: 'white blood cell', Platelets: 'platelet' };

function clamp({ kind, left, top, right, bottom }, width, height) {
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  return { kind, left: x, top: y, width: Math.min(width, right) - x, height: Math.min(height, bottom) - y };
}

/** Decoding and preprocessing images. */
export const imageFailures = {
  'image-not-found': ({ path }: { path: string }) => `There is no image at ${path}.`,
  'images-absent': ({ path }: { path: string }) =>
    `There is no image in ${path} or the folders below it. PNG, JPEG, WebP, TIFF, GIF and DICOM files are looked for.`,
  'image-unreadable': ({ name, problem }: { name: string; problem: string }) =>
    `${name} cannot be read as an image: ${problem}. PNG, JPEG, WebP, TIFF, GIF and DICOM are supported.`,
  'image-too-large': ({
    name,
    width,
    height,
    limit,
  }: {
    name: string;
    width: number;
    height: number;
    limit: number;
  }) =>
    `${name} has ${width}×${height} pixels, more than the limit of ${limit} million. Crop or tile it first.`,
  'image-worker-died': ({ name, problem }: { name: string; problem: string }) =>
    `The thread that was reading ${name} was lost (${problem}). Other images go on; look at this file and try again.`,
  'preset-unknown': ({ preset, known }: { preset: string; known: string }) =>
    `There is no preprocessing preset called ${preset}. Known presets: ${known}.`,
  'preset-unreadable': ({ path, problem }: { path: string; problem: string }) =>
    `${path} does not describe preprocessing this version can reproduce: ${problem}.`,
};

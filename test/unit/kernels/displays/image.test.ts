import sharp from 'sharp';
import { expect, it } from 'vitest';
import { displayBundle } from '../../../../kernels/displays/display-bundle.ts';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import { gallery, image } from '../../../../kernels/displays/images/image.ts';
import { html, markdown, svg } from '../../../../kernels/displays/markup/markup.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';

const mime = 'application/vnd.clip-notebook.image+json';
const raw = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#804020' } });
const file = async (format: 'png' | 'jpeg' | 'webp' | 'gif') =>
  new Uint8Array(await raw(20, 10).toFormat(format).toBuffer());

it.each(['png', 'jpeg', 'webp', 'gif'] as const)(
  'shows the bytes of a %s file as a picture',
  async format => {
    const bundle = await displayBundle(await file(format));
    expect(Object.keys(bundle)).toEqual([mime, 'image/png', 'text/plain']);
    expect(bundle['text/plain']).toBe('Picture, 20 × 10 pixels');
    const { data } = bundle[mime] as ViewPayload<'image'>;
    expect(data.images[0]).toMatchObject({ width: 20, height: 10, alt: 'Picture, 20 × 10 pixels' });
    expect(data.images[0]!.source.startsWith(`data:image/${format};base64,`)).toBe(true);
    expect(await sharp(bundle['image/png'] as Uint8Array).metadata()).toMatchObject({
      format: 'png',
      width: 20,
    });
  },
);

it('shows pixels: RGBA, gray, a decoded palette image, a phantom', async () => {
  const png = async (value: unknown) => {
    const bytes = (await displayBundle(value))['image/png'] as Uint8Array | undefined;
    return bytes && sharp(bytes).metadata();
  };
  expect(await png({ width: 2, height: 3, data: new Uint8ClampedArray(24) })).toMatchObject({
    width: 2,
    height: 3,
    channels: 4,
  });
  expect(await png({ width: 2, height: 3, data: new Uint8Array(6) })).toMatchObject({ channels: 1 });
  expect(await png({ width: 2, height: 3, data: new Uint8Array(7) })).toBeUndefined();
  const palette = Uint8Array.of(0, 0, 0, 255, 0, 0);
  expect(await png({ mode: 'P', width: 2, height: 1, data: Uint8Array.of(0, 1), palette })).toMatchObject({
    width: 2,
  });
  const phantom = { modality: 'fundus', seed: 7, size: 2, channels: 1, data: new Uint8Array(4) };
  expect((await displayBundle(phantom))['text/plain']).toBe('fundus 7, 2 × 2 pixels');
});

it('shows damaged bytes as text', async () => {
  const damaged = (await file('png')).slice(0, 20);
  expect(Object.keys(await displayBundle(damaged))).toEqual(['text/plain']);
});

it('keeps what it saves small, and the natural size', async () => {
  const noise = sharp({
    create: {
      width: 1200,
      height: 800,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });
  const bundle = await displayBundle(new Uint8Array(await noise.png().toBuffer()));
  expect((bundle[mime] as ViewPayload<'image'>).data.images[0]).toMatchObject({ width: 1200, height: 800 });
  expect(await sharp(bundle['image/png'] as Uint8Array).metadata()).toMatchObject({ width: 1024 });
});

it('lays out many as a gallery, 60 at most', async () => {
  const bytes = await file('png');
  const bundle = await displayBundle(Array.from({ length: 70 }, (_, at) => ({ name: `p${at}`, bytes })));
  const { data } = bundle[mime] as ViewPayload<'image'>;
  expect(data.images).toHaveLength(60);
  expect(data.images[3]).toMatchObject({ caption: 'p3', alt: 'p3, 20 × 10 pixels' });
  expect(bundle['text/plain']).toContain('The first 60 of 70 pictures.');
  const captioned = await bundleOf(gallery([bytes], ['a <scan>']));
  expect(captioned['text/html']).toContain('a &lt;scan&gt;');
});

it('shows why something is no picture', async () => {
  expect((await bundleOf(image({ a: 1 })))['text/plain']).toContain('This is no picture');
  expect((await bundleOf(image('nowhere.png')))['text/plain']).toContain('There is no image at nowhere.png');
});

it('takes markup only from those who say so', async () => {
  expect(await bundleOf(html('<b>x</b><script>1</script>'))).toEqual({
    'text/html': '<b>x</b><script>1</script>',
    'text/plain': 'x',
  });
  expect(await bundleOf(svg('<svg><title>A line</title></svg>'))).toMatchObject({ 'text/plain': 'A line' });
  expect(await bundleOf(markdown('# x'))).toEqual({ 'text/markdown': '# x', 'text/plain': '# x' });
  expect(Object.keys(await displayBundle('<b>x</b>'))).toEqual(['text/plain']);
});

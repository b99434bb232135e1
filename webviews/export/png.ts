import { provenanceLine } from '../pictures/provenance.ts';
import type { Provenance } from '../protocol/views.ts';
import { withFacts } from './png-facts.ts';

/** Pixels for each CSS pixel: sharp on slides and in print. */
const sharpness = 2;
/** What browsers draw: pixels a side, and in all. */
const most = { side: 16_384, area: 120e6 };
/** Of a PNG that fills its CSS size on paper, 96 to the inch. */
const perMeter = 96 / 0.0254;

/** An SVG document as PNG, twice as wide and high as its CSS size; very large ones less. */
export async function pngOfDocument(svg: string, provenance: Provenance | undefined): Promise<Blob> {
  const image = await loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(
    sharpness,
    most.side / Math.max(width, height),
    Math.sqrt(most.area / (width * height)),
  );
  return drawn(image, scale, provenance);
}

/** A picture as PNG in its own pixels. */
export async function pngOf(source: string, provenance: Provenance | undefined): Promise<Blob> {
  return drawn(await loaded(source), 1, provenance);
}

async function loaded(source: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = source;
  await image.decode().catch((error: unknown) => {
    throw new Error('The browser cannot draw this picture. Save it as SVG or CSV instead.', { cause: error });
  });
  return image;
}

async function drawn(
  image: HTMLImageElement,
  scale: number,
  provenance: Provenance | undefined,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
  if (!blob)
    throw new Error('The picture is larger than the browser can draw. Save it as SVG or CSV instead.');
  const bytes = withFacts(new Uint8Array(await blob.arrayBuffer()), {
    pixelsPerMeter: Math.round(perMeter * scale),
    texts: {
      Software: `CLIP Notebook${provenance === undefined ? '' : ` ${provenance.version}`}`,
      ...(provenance && {
        Description: provenanceLine(provenance),
        'CLIP Notebook provenance': JSON.stringify(provenance),
      }),
    },
  });
  return new Blob([bytes], { type: 'image/png' });
}

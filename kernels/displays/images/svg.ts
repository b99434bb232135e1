/** An SVG document as PNG of 256 colours, as librsvg draws it: half the bytes of full colour, which saved notebooks carry. 72 dots an inch are a dot a pixel. */
export async function svgToPng(source: string, density = 96): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const drawn = sharp(Buffer.from(source), { density });
  return new Uint8Array(await drawn.png({ palette: true, effort: 1, compressionLevel: 9 }).toBuffer());
}

/** Whether letters come out: a machine without fonts draws nothing, or the same box for each. */
export async function canDrawText(): Promise<boolean> {
  const { default: sharp } = await import('sharp');
  const inked = async (letter: string): Promise<number> => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#fff"/><text x="4" y="32" font-size="32" font-family="sans-serif">${letter}</text></svg>`;
    const pixels = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
    return pixels.reduce((ink, gray) => ink + (255 - gray), 0);
  };
  const [thin, wide] = await Promise.all([inked('l'), inked('W')]);
  return thin > 0 && wide > thin * 1.5;
}

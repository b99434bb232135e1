// Encodes many images without a cache and prints how far resident memory grew after the first tenth.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadClip } from '../../kernels/clip/encoders/load-clip.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    images: { type: 'string' },
    count: { type: 'string', default: '5000' },
  },
});

const paths = JSON.parse(await readFile(values.images!, 'utf8')) as string[];
const count = Number(values.count);
const sources = Array.from({ length: count }, (_, index) => paths[index % paths.length]!);
const clip = await loadClip(values.model!, { device: 'cpu', cache: false });
let warm = 0;
let most = 0;
const started = performance.now();
await clip.encodeImage(sources, {
  onProgress: ({ done }) => {
    if (done < count / 10) return;
    const resident = process.memoryUsage.rss();
    warm ||= resident;
    most = Math.max(most, resident);
  },
});
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ count, warm, most, growth: most - warm, perSecond: count / seconds }));
await clip.close();

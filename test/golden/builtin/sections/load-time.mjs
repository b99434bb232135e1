// Prints the milliseconds from `loadClip` to both towers ready, in a process of its own: load-time.mjs MODEL DEVICE DTYPE
import { loadClip } from '../../../../dist/index.mjs';

const [model, device, precision] = process.argv.slice(2);
const start = performance.now();
const clip = await loadClip(model, { device, precision, cache: false });
await clip.warmUp();
console.log(performance.now() - start);
await clip.close();

// Child process of processes.test.ts: argv = folder, dim, first, count, batch. Puts and reads back until done; prints a dot a batch.
import { openEmbeddingCache } from '../../../../kernels/clip/embedding-cache/cache.ts';
import { digestOf, entriesOf, rowOf } from './rows.ts';

const [folder = '', ...numbers] = process.argv.slice(2);
const [dim = 1, first = 0, count = 0, batch = 1] = numbers.map(Number);
const cache = await openEmbeddingCache({ folder, model: 'm', space: 's', dim });
for (let at = first; at < first + count; at += batch) {
  await cache.put(entriesOf(at, at + batch, dim));
  // Whatever another process has stored by now must be right as well.
  const asked = [at, at + batch - 1, (at * 31) % (first + count)];
  const rows = await cache.get(asked.map(digestOf));
  rows.forEach((row, n) => {
    if (row && Buffer.compare(Buffer.from(row.buffer), Buffer.from(rowOf(asked[n]!, dim).buffer)) !== 0) {
      process.stdout.write(`wrong row ${asked[n]!}\n`);
      process.exit(3);
    }
    if (!row && n < 2) {
      process.stdout.write(`lost row ${asked[n]!}: ${JSON.stringify(cache.state)}\n`);
      process.exit(4);
    }
  });
  process.stdout.write('.');
}
await cache.close();

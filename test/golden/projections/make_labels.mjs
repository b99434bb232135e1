// Writes medical-labels.i8: the names of the 20 first diseases of each of 15 organs as `builtin` encodes them, each row
// stretched to whole numbers up to 127. Run it before make_goldens.py, after a build: node test/golden/projections/make_labels.mjs
import { writeFile } from 'node:fs/promises';
import { commonDiseases, loadClip } from '../../../dist/index.mjs';

const clip = await loadClip('builtin');
const labels = Object.values(commonDiseases).flatMap(names => names.slice(0, 20));
const { data, count, dim } = await clip.encodeText(labels);
const rows = new Int8Array(count * dim);
for (let row = 0; row < count; row++) {
  const values = data.subarray(row * dim, (row + 1) * dim);
  const most = Math.max(...values.map(Math.abs));
  rows.set(
    values.map(value => Math.round((value / most) * 127)),
    row * dim,
  );
}
await writeFile(new URL('medical-labels.i8', import.meta.url), rows);
console.log(`${count} labels of ${dim} numbers`);
await clip.close();

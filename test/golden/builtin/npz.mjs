// Reads uint8 arrays out of a NumPy .npz file (a zip of .npy files).
import yauzl from 'yauzl';

/** The named arrays as { shape, data: Uint8Array }. Throws if one is missing or not of uint8 in C order. */
export async function readNpz(path, names) {
  const entries = await readZip(path, new Set(names.map(name => `${name}.npy`)));
  return Object.fromEntries(
    names.map(name => {
      const bytes = entries.get(`${name}.npy`);
      if (!bytes) throw new Error(`${path} has no array ${name}`);
      return [name, uint8Array(bytes, name)];
    }),
  );
}

/** Layout: NumPy, numpy/lib/format.py, version 1.0. */
function uint8Array(bytes, name) {
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  if (!/'descr': '\|u1'/.test(header) || !/'fortran_order': False/.test(header))
    throw new Error(`${name} is not uint8 in C order: ${header}`);
  const shape = /'shape': \(([^)]*)\)/
    .exec(header)[1]
    .split(',')
    .filter(part => part.trim())
    .map(Number);
  return { shape, data: new Uint8Array(bytes.subarray(start)) };
}

async function readZip(path, wanted) {
  const zip = await yauzl.openPromise(path);
  const found = new Map();
  for await (const entry of zip.eachEntry()) {
    if (!wanted.has(entry.fileName)) continue;
    const chunks = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    found.set(entry.fileName, Buffer.concat(chunks));
  }
  return found;
}

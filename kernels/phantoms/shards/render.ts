import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { modalities } from '../modalities/index.ts';
import { modalityNames, type ModalityName } from '../phantom.ts';
import { drawShard, type ShardRequest } from './shard.ts';

/**
 * Renders phantoms for training and validation into shards: `MODALITY.SEED.u8` (uint8 `[count, size, size, channels]`) and
 * `MODALITY.SEED.jsonl` (one line a phantom), and `modalities.json`. A shard that is there is kept, so that a stopped run goes on.
 *
 * Seeds 0 to 9,999 belong to the evaluation alone and are refused here; 10,000 to 19,999 are the validation's; training
 * takes 1,000,000 and up.
 */
const evaluationSeeds = 10_000;
const shardLength = 250;

interface Settings {
  readonly out: string;
  readonly size: number;
}

if (isMainThread) await main();
else work(workerData as Settings);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '3000' },
      'first-seed': { type: 'string', default: '1000000' },
      size: { type: 'string', default: '128' },
      workers: { type: 'string', default: '2' },
      modality: { type: 'string', multiple: true },
    },
  });
  const { out, count, workers, size } = values;
  const firstSeed = Number(values['first-seed']);
  if (out === undefined) throw new RangeError('--out FOLDER says where the shards go');
  if (firstSeed < evaluationSeeds)
    throw new RangeError(`seeds below ${evaluationSeeds} are the evaluation's; --first-seed must be higher`);
  await mkdir(out, { recursive: true });
  const names = modalityNames.filter(
    name => modalities[name] !== undefined && (values.modality?.includes(name) ?? true),
  );
  await describeModalities(out);
  const present = new Set(await readdir(out));
  const requests: ShardRequest[] = [];
  for (let start = 0; start < Number(count); start += shardLength) {
    for (const modality of names) {
      const first = firstSeed + start;
      if (!present.has(`${modality}.${first}.jsonl`))
        requests.push({ modality, firstSeed: first, count: Math.min(shardLength, Number(count) - start) });
    }
  }
  const started = performance.now();
  const images = requests.reduce((sum, request) => sum + request.count, 0);
  await run(requests, { out, size: Number(size) }, Number(workers));
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${images} images in ${seconds.toFixed(1)} s\n`);
}

/** Each worker asks for its next shard when it has written one. */
function run(requests: ShardRequest[], settings: Settings, workers: number): Promise<unknown> {
  const queue = requests[Symbol.iterator]();
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: settings });
      const next = (): void => {
        const { value, done } = queue.next();
        if (done === true) void worker.terminate().then(() => resolve());
        else worker.postMessage(value);
      };
      worker.on('message', next);
      worker.on('error', reject);
      next();
    });
  return Promise.all(Array.from({ length: workers }, one));
}

function work({ out, size }: Settings): void {
  parentPort!.on('message', (request: ShardRequest) => {
    const { pixels, lines } = drawShard(request, size);
    void save(join(out, `${request.modality}.${request.firstSeed}`), pixels, lines).then(() =>
      parentPort!.postMessage('done'),
    );
  });
}

/** The `.jsonl` appears last and whole: it says that the shard is complete. */
async function save(path: string, pixels: Uint8Array, lines: readonly string[]): Promise<void> {
  await writeFile(`${path}.u8`, pixels);
  await writeFile(`${path}.part`, lines.join('\n') + '\n');
  await rename(`${path}.part`, `${path}.jsonl`);
}

async function describeModalities(out: string): Promise<void> {
  const described = modalityNames.flatMap((name: ModalityName) => {
    const modality = modalities[name];
    return modality === undefined ? [] : [[name, { words: modality.words, findings: modality.findings }]];
  });
  await writeFile(join(out, 'modalities.json'), JSON.stringify(Object.fromEntries(described), null, 1));
}

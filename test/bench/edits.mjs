// How long an edit of one prompt takes over 10,000 images whose embeddings are in memory: from the page's message to the bytes that the
// page draws from, as the kernel answers them. The encoder is a table of random vectors, since what a text costs to encode depends on
// the model; how long a page takes to draw is measured by views.mjs. Beside the wall clock stands the processor time of this process,
// which other work on the machine does not stretch, and which counts all threads. Where a Python has numpy and scikit-learn, the same by hand there.
//
//   PYTHON=python3 node test/bench/edits.mjs [--images 10000] [--dim 512] [--findings 14] [--rounds 7]
//
// Needs `npm run build` before.
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  chestXrayDescriptors,
  comparePrompts,
  diagnoseFindings,
  explainDiagnoses,
} from '../../dist/index.mjs';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '10000' },
    dim: { type: 'string', default: '512' },
    findings: { type: 'string', default: '14' },
    rounds: { type: 'string', default: '7' },
  },
});
const [count, dim, rounds] = [values.images, values.dim, values.rounds].map(Number);
const findings = Object.keys(chestXrayDescriptors).slice(0, Number(values.findings));
const budget = 150;
const random = generator(1);
const model = { name: 'random', digest: '0'.repeat(64), precision: 'fp32', preset: 'none', version: '0' };
const images = unitRows(count);
const names = Array.from({ length: count }, (_, at) => `image ${at}`);
const truth = names.map(() => findings.filter(() => random() < 0.2));
const known = new Map();
const clip = {
  model: { logitScale: 100 },
  encodeImage: async () => ({
    ...{ data: images, count, dim, ids: names, kind: 'image', model, normalized: true, failures: [] },
  }),
  encodeText: async texts => {
    const data = new Float32Array(texts.length * dim);
    texts.forEach((text, row) => {
      if (!known.has(text)) known.set(text, unitRows(1));
      data.set(known.get(text), row * dim);
    });
    return {
      data,
      count: texts.length,
      dim,
      ids: texts,
      kind: 'text',
      model,
      normalized: true,
      truncated: [],
    };
  },
};
const sources = names.map(name => ({ name, bytes: new Uint8Array() }));

/** The cell that the library finds: it keeps what answers the picture. */
let ask;
globalThis[Symbol.for('clip-notebook.cell-host')] = () => ({
  signal: new AbortController().signal,
  choices: {},
  display: () => 'display',
  openView: answer => {
    ask = answer;
    return { live: 'bench/1', tell: () => undefined };
  },
  kept: (_, make) => make(),
  modelsChanged: () => undefined,
});

console.log(
  `${count} × ${dim} images, ${findings.length} findings: medians of ${rounds} edits, budget ${budget} ms`,
);
console.log(`${cpus()[0].model}, ${availableParallelism()} cores\n`);

const positive = ['{}', 'signs of {}', 'there is {}'];
const negative = ['no {}', 'no signs of {}', 'there is no {}'];
await measure('diagnoseFindings: a template of three', async () => {
  await diagnoseFindings(clip, sources, findings, { truth, positive, negative });
  return round => ({
    kind: 'set-texts',
    part: 'templates',
    groups: [['{} | no {}', 'signs of {} | no signs of {}', `edit ${round}: {} | there is no {}`]],
  });
});
await measure('diagnoseFindings: the only template', async () => {
  await diagnoseFindings(clip, sources, findings, { truth });
  return round => ({ kind: 'set-texts', part: 'templates', groups: [[`edit ${round}: {} | no {}`]] });
});
await measure('explainDiagnoses: a descriptor', async () => {
  await explainDiagnoses(clip, sources, chestXrayDescriptors, { truth });
  const lists = Object.values(chestXrayDescriptors);
  return round => ({
    kind: 'set-texts',
    part: 'descriptors',
    groups: lists.map((list, at) => (at === 5 ? [`edit ${round}`, ...list.slice(1)] : list)),
  });
});
await measure('comparePrompts: a prompt, 4 variants, 2 classes', async () => {
  const single = truth.map(labels => (labels.includes(findings[0]) ? findings[0] : findings[1]));
  const variants = { one: '{}', two: 'a {}', three: 'signs of {}', four: 'there is {}' };
  const compared = await comparePrompts(clip, sources, variants, {
    classes: findings.slice(0, 2),
    truth: single,
  });
  return round => ({
    kind: 'set-variants',
    variants: compared.variants.map((variant, at) =>
      at === 0 ? { ...variant, prompts: [{ text: `edit ${round}: {}` }] } : variant,
    ),
  });
});
peer();

async function measure(name, open) {
  const edit = await open();
  const [times, busy] = [[], []];
  let bytes = 0;
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    const answer = await ask(edit(round));
    bytes = JSON.stringify(answer).length;
    // The first edit warms up.
    if (round === 0) continue;
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1000);
  }
  const median = middle(times);
  console.log(
    `${name.padEnd(48)} ${median.toFixed(0).padStart(5)} ms  ${middle(busy).toFixed(0).padStart(5)} ms of processor time  ${(bytes / 1e3).toFixed(0).padStart(5)} kB  ${median <= budget ? 'within' : 'ABOVE'} ${budget} ms`,
  );
  return median;
}

/** One edited template by hand: the cosines of its prompts, probabilities, AUROC with DeLong's variance left out, F1, MCC, ROC curves. */
function peer() {
  const python = spawnSync(process.env.PYTHON ?? 'python3', ['-c', script()], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '2' },
  });
  if (python.status !== 0) {
    console.log('numpy and scikit-learn: no Python with them found');
    return;
  }
  for (const [name, times] of Object.entries(JSON.parse(python.stdout)))
    console.log(
      `${name.padEnd(48)} ${middle(times.map(([wall]) => wall))
        .toFixed(0)
        .padStart(5)} ms  ${middle(times.map(([, busy]) => busy))
        .toFixed(0)
        .padStart(5)} ms of processor time`,
    );
}

function script() {
  return `
import json, time
import numpy as np
from sklearn.metrics import f1_score, matthews_corrcoef, roc_auc_score, roc_curve
rng = np.random.default_rng(0)
def unit(n):
    rows = rng.standard_normal((n, ${dim}), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
images, texts, labels = unit(${count}), unit(${2 * findings.length}), rng.random((${count}, ${findings.length})) < 0.2
def edit(resamples):
    start, before = time.perf_counter(), time.process_time()
    cosine = images @ texts.T
    p = 1 / (1 + np.exp(cosine[:, 1::2] - cosine[:, 0::2]))
    for at in range(${findings.length}):
        y, s = labels[:, at], p[:, at]
        call = s >= 0.5
        roc_auc_score(y, s); f1_score(y, call); matthews_corrcoef(y, call); roc_curve(y, s)
    for _ in range(resamples):
        rows = rng.integers(0, ${count}, ${count})
        f1_score(labels[rows, 0], p[rows, 0] >= 0.5)
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - before)
print(json.dumps({
    'numpy, scikit-learn: no intervals': [edit(0) for _ in range(5)],
    'numpy, scikit-learn: 100 resamples of one F1': [edit(100) for _ in range(3)],
}))
`;
}

function unitRows(rows) {
  const data = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let at = row * dim; at < (row + 1) * dim; at++) {
      data[at] = random() - 0.5;
      squares += data[at] ** 2;
    }
    const length = Math.sqrt(squares);
    for (let at = row * dim; at < (row + 1) * dim; at++) data[at] /= length;
  }
  return data;
}

function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function middle(times) {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];
}

// How long a page takes to draw a view from its data: similarity distributions of 10,011 cosines, in a headless Chromium. The first
// plot of a page also loads Plotly; until then a preview stands in its place. Beside the wall clock stands the processor time of the page's thread, which other work on
// the machine does not stretch.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../.ci/browser.mjs';
import { similarityDistributions } from '../../dist/index.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const budget = 200;
const repeats = 9;
const mime = 'application/vnd.clip-notebook.similarity-distribution+json';

const payload = await similarityOf(142);
const browser = await launchBrowser();
try {
  const page = await outputPage(browser);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const times = [];
  for (let run = 0; run <= repeats; run++) {
    const before = await threadTime(session);
    const { wall, preview } = await page.evaluate(drawAndTime, payload);
    times.push({ wall, preview, thread: (await threadTime(session)) - before });
  }
  const [first, ...later] = times;
  const median = name => later.map(time => time[name]).sort((a, b) => a - b)[Math.floor(repeats / 2)];
  const written = ({ wall, thread }) => `${wall.toFixed(0)} ms, ${thread.toFixed(0)} ms of processor time`;
  console.log(
    `similarity distributions of 10,011 cosines, ${(JSON.stringify(payload).length / 1e3).toFixed(0)} kB: ` +
      `${written({ wall: median('wall'), thread: median('thread') })} (median of ${repeats}; budget ${budget} ms) · ` +
      `first of a page: curves after ${first.preview.toFixed(0)} ms, with Plotly ${written(first)}`,
  );
} finally {
  await browser.close();
}

/** A model that tells three groups apart with `count` prompts in all. */
async function similarityOf(count) {
  const dim = 32;
  let state = 1;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const noise = () => uniform() + uniform() + uniform() - 1.5;
  const centres = Array.from({ length: 3 }, () => Array.from({ length: dim }, noise));
  const ids = Array.from({ length: count }, (_, at) => `disease ${at + 1} of group ${at % 3}`);
  const data = Float32Array.from(ids.flatMap((_, at) => centres[at % 3].map(value => value + 1.5 * noise())));
  const model = { name: 'bench', digest: '0'.repeat(64), precision: 'fp32', preset: 'none', version: '0' };
  const groups = Object.fromEntries(
    [0, 1, 2].map(group => [`group ${group}`, ids.filter((_, at) => at % 3 === group)]),
  );
  const embeddings = { data, count, dim, ids, kind: 'text', model, normalized: false };
  const value = await similarityDistributions(embeddings, groups, { resamples: 20, randomGroups: 20 });
  return (await value[Symbol.for('Jupyter.display')]())[mime];
}

async function outputPage(from) {
  const page = await from.newPage({ viewport: { width: 900, height: 700 } });
  const html = '<!doctype html><html lang="en"><head><title>output</title></head><body></body></html>';
  await page.route('https://output.test/**', route => {
    const { pathname } = new URL(route.request().url());
    return pathname === '/'
      ? route.fulfill({ contentType: 'text/html', body: html })
      : route.fulfill({
          contentType: 'text/javascript',
          body: readFileSync(`${root}dist/renderers${pathname}`, 'utf8'),
        });
  });
  await page.goto('https://output.test/');
  return page;
}

/** In the page: from the data to the frame after the overlap can be pressed, the last thing that is placed. */
async function drawAndTime(item) {
  const { activate } = await import(`https://output.test/${item.view}.js`);
  document.body.replaceChildren();
  const target = document.body.appendChild(document.createElement('div'));
  const text = JSON.stringify(item);
  const start = performance.now();
  activate({}).renderOutputItem({ id: 'output', json: () => JSON.parse(text) }, target);
  const { shadowRoot } = target.firstElementChild;
  const seen = new Promise(resolve => {
    const look = () =>
      shadowRoot.querySelector('.preview path, .main-svg path')
        ? resolve(performance.now() - start)
        : setTimeout(look, 1);
    look();
  });
  await new Promise(resolve => {
    const look = () => (shadowRoot.querySelector('.region:not([hidden])') ? resolve() : setTimeout(look, 1));
    look();
  });
  await new Promise(requestAnimationFrame);
  return { wall: performance.now() - start, preview: await seen };
}

async function threadTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

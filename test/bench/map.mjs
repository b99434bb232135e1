// `node test/bench/map.mjs [--points 20000,100000] [--output FILE.json]` after `node esbuild.mjs`: frames a second of the embedding map
// in headless Chromium while it is moved, zoomed and pointed at, with WebGL (in software, where the machine has no GPU) and without.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../.ci/browser.mjs';

const { values } = parseArgs({
  options: { points: { type: 'string', default: '20000,100000' }, output: { type: 'string' } },
});
const renderers = new URL('../../dist/renderers/', import.meta.url);
const rows = [];
for (const webgl of [false, true]) {
  const browser = await launchBrowser({ webgl });
  try {
    for (const points of values.points.split(',').map(Number)) rows.push(await measure(browser, points));
  } finally {
    await browser.close();
  }
}
console.table(
  Object.fromEntries(
    rows.map(({ painter, points, ...row }) => [`${points.toLocaleString('en')} points, ${painter}`, row]),
  ),
);
if (values.output) await writeFile(values.output, JSON.stringify(rows, null, 1));

async function measure(browser, points) {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  await page.route('https://output.test/**', route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' });
    return route.fulfill({
      contentType: 'text/javascript',
      body: readFileSync(new URL(`.${pathname}`, renderers)),
    });
  });
  await page.goto('https://output.test/');
  const measured = await page.evaluate(inPage, points);
  await page.close();
  return { points, ...measured };
}

/** Runs in the page: draws clouds of points, and makes the movements that a hand would, one a frame. */
async function inPage(points) {
  const base64 = array => {
    const bytes = new Uint8Array(array.buffer);
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  let state = 1;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const coordinates = Float32Array.from(
    { length: 2 * points },
    (_, at) => 12 * Math.sin((Math.floor(at / 2) % 15) * (at % 2 === 0 ? 1.3 : 2.1)) + normal(),
  );
  const payload = {
    view: 'embedding-map',
    version: 1,
    data: {
      names: Array.from({ length: points }, (_, point) => `point ${point}`),
      groups: {
        names: Array.from({ length: 15 }, (_, group) => `group ${group}`),
        of: {
          dtype: 'uint32',
          shape: [points],
          base64: base64(Uint32Array.from({ length: points }, (_, point) => point % 15)),
        },
        purity: [],
      },
      thumbnails: [],
      pictures: 0,
      layout: {
        state: 'done',
        step: 1000,
        steps: 1000,
        coordinates: { dtype: 'float32', shape: [points, 2], base64: base64(coordinates) },
        method: 'tsne',
        algorithm: 'Barnes-Hut t-SNE',
        seed: 0,
        notes: [],
      },
      asked: { method: 'tsne', perplexity: 30, seed: 0 },
      notes: [],
    },
  };
  const { activate } = await import(`https://output.test/${'embedding-map'}.js`);
  const target = document.body.appendChild(document.createElement('div'));
  const start = performance.now();
  activate({}).renderOutputItem({ id: 'output', json: () => payload }, target);
  const root = target.firstChild.shadowRoot;
  const pane = root.querySelector('.pane');
  const frame = () => new Promise(requestAnimationFrame);
  while (!pane.dataset.painter) await frame();
  const first = performance.now() - start;
  const box = pane.getBoundingClientRect();
  const send = (type, x, y, more = {}) =>
    pane.dispatchEvent(
      new (type === 'wheel' ? WheelEvent : PointerEvent)(type, {
        clientX: box.left + x,
        clientY: box.top + y,
        pointerId: 1,
        bubbles: true,
        cancelable: true,
        ...more,
      }),
    );
  pane.setPointerCapture = () => undefined;
  const rate = async move => {
    const frames = 40;
    const began = performance.now();
    let longest = 0;
    for (let at = 0; at < frames; at++) {
      const before = performance.now();
      move(at);
      await frame();
      longest = Math.max(longest, performance.now() - before);
    }
    return [frames / ((performance.now() - began) / 1000), longest];
  };
  const hover = await rate(at => send('pointermove', 40 + at * 10, 60 + at * 7));
  send('pointerdown', 300, 200, { button: 0 });
  const pan = await rate(at => send('pointermove', 300 + 60 * Math.sin(at / 5), 200 + 40 * Math.cos(at / 5)));
  send('pointerup', 300, 200);
  const zoom = await rate(at => send('wheel', 300, 200, { deltaY: at < 20 ? -100 : 100, ctrlKey: true }));
  const round = value => Math.round(value * 10) / 10;
  return {
    painter: pane.dataset.painter,
    'first picture ms': round(first),
    'hover fps': round(hover[0]),
    'pan fps': round(pan[0]),
    'zoom fps': round(zoom[0]),
    'longest frame ms': round(Math.max(hover[1], pan[1], zoom[1])),
  };
}

import sharp from 'sharp';
import { afterEach, expect, it } from 'vitest';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import { zeroShot } from '../../../../kernels/displays/zero-shot/zero-shot.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = 'application/vnd.clip-notebook.zero-shot+json';

afterEach(leaveCell);

it('gives data and a picture at once', async () => {
  const { clip } = colourModel();
  const images = [
    await picture('red 1'),
    { name: 'broken', bytes: new Uint8Array(1) },
    await picture('blue 2'),
  ];
  const result = await zeroShot(clip, images, ['red', 'green', 'blue'], { truth: ['red', 'green', 'green'] });
  expect(result.images).toEqual(['red 1', 'blue 2']);
  expect(result.best).toEqual(['red', 'blue']);
  expect(result.accuracy).toBe(0.5);
  expect(result.failures.map(({ id }) => id)).toEqual(['broken']);
  expect(result.toTable()[0]).toMatchObject({
    image: 'red 1',
    best: 'red',
    cosine: 1,
    truth: 'red',
    correct: true,
  });
  const bundle = await bundleOf(result);
  // A machine without fonts draws no PNG.
  const forms = Object.keys(bundle).filter(form => form !== 'image/png');
  expect(forms).toEqual([mime, 'text/html', 'text/plain']);
  const payload = bundle[mime] as ViewPayload<'zero-shot'>;
  expect(payload.live).toBeUndefined();
  expect(payload.provenance).toMatchObject({ n: 2, models: [{ name: 'test', preset: 'openai' }] });
  expect(payload.data).toMatchObject({
    total: 2,
    accuracy: 0.5,
    scoring: 'softmax',
    unreadable: [{ name: 'broken' }],
  });
  expect([...unpackArray(payload.data.cosine)]).toEqual([1, 0, 0, 0, 0, 1]);
  const jpeg = Buffer.from(payload.data.images[0]!.thumbnail!.split(',')[1]!, 'base64');
  expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 128, height: 85 });
  expect(bundle['text/plain']).toContain('2 images · accuracy 50.0 % · 1 could not be read');
  expect(bundle['text/plain']).toContain('green (missed)');
});

it('is answered live: only new texts are encoded', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const result = await zeroShot(clip, [await picture('blue 1')], ['red', 'green'], {
    templates: ['a {}', 'the {} one'],
  });
  expect(((await bundleOf(result))[mime] as ViewPayload).live).toBe('test/1');
  expect(encodeText).toHaveBeenLastCalledWith(
    ['a red', 'the red one', 'a green', 'the green one'],
    expect.anything(),
  );
  const answer = (await cell.ask({
    kind: 'set-texts',
    texts: ['green', ' blue ', ''],
  })) as ViewPayload<'zero-shot'>;
  expect(encodeText).toHaveBeenLastCalledWith(['a blue', 'the blue one'], expect.anything());
  expect(answer.data.texts).toEqual(['green', 'blue']);
  expect(answer.live).toBe('test/1');
  expect(result.best).toEqual(['red']);
  expect(result.latest().best).toEqual(['blue']);
});

it('refuses what it cannot score', async () => {
  const cell = enterCell();
  const { clip } = colourModel();
  const images = [await picture('red 1')];
  await expect(zeroShot(clip, images, [])).rejects.toMatchObject({ code: 'zero-shot-texts' });
  await expect(zeroShot(clip, images, ['red'], { templates: ['a photo'] })).rejects.toMatchObject({
    code: 'zero-shot-template',
  });
  await expect(zeroShot(clip, images, ['red'], { truth: [] })).rejects.toMatchObject({
    code: 'zero-shot-truth',
  });
  await zeroShot(clip, images, ['red']);
  await expect(cell.ask({ kind: 'sing' })).rejects.toMatchObject({ code: 'view-message' });
  await expect(cell.ask({ kind: 'set-texts', texts: [' '] })).rejects.toMatchObject({
    code: 'zero-shot-texts',
  });
});

it('draws 200 images at most and says so, and tells images of one name apart', async () => {
  const { clip } = colourModel();
  const one = await picture('red 1');
  const result = await zeroShot(
    clip,
    Array.from({ length: 205 }, () => one),
    ['red', '<b>'],
  );
  expect(new Set(result.images).size).toBe(205);
  const bundle = await bundleOf(result);
  const { data } = bundle[mime] as ViewPayload<'zero-shot'>;
  expect([data.images.length, data.total, data.cosine.shape]).toEqual([200, 205, [200, 2]]);
  expect(bundle['text/plain']).toContain('the first 200 are shown');
  expect(bundle['text/html']).toContain('&lt;b&gt;');
});

it('says where the ensemble of templates names fewer images rightly than one of them', async () => {
  const { clip, encodeText } = colourModel();
  const images = Array.from({ length: 20 }, (_, at) => `${at % 2 === 0 ? 'red' : 'green'} ${at}.png`);
  const truth = images.map(name => name.split(' ')[0]!);
  const templates = ['no {}', '{}', 'no more {}'];
  const bundle = await bundleOf(await zeroShot(clip, images, ['red', 'green'], { truth, templates }));
  const { data } = bundle[mime] as ViewPayload<'zero-shot'>;
  expect(data.cautions).toEqual([
    '“the ensemble of templates” averages 3 prompts and scores below the best of them alone, “{}”: accuracy 0.000 against 1.000, difference −1.000 [−1.000, −1.000]. Averaging does not help here.',
  ]);
  for (const form of ['text/plain', 'text/html']) expect(bundle[form]).toContain('averages 3 prompts');
  expect(encodeText).toHaveBeenCalledTimes(1);
  const silent = await bundleOf(
    await zeroShot(clip, images, ['red', 'green'], { truth, templates: ['{}', 'a {}'] }),
  );
  expect((silent[mime] as ViewPayload<'zero-shot'>).data.cautions).toBeUndefined();
});

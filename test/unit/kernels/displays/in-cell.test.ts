import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadImages, phantoms, renderPhantoms } from '../../../../kernels/displays/in-cell/images.ts';
import { loadClip } from '../../../../kernels/displays/in-cell/load-clip.ts';
import { enterCell, leaveCell, type FakeCell } from './fake-cell.ts';

let cell: FakeCell;
beforeEach(() => {
  cell = enterCell({ model: 'builtin', device: 'cpu' });
});
afterEach(leaveCell);

it('opens the model and the device that the notebook chose, and tells which are held', async () => {
  const clip = await loadClip();
  expect(clip.model.name).toBe('builtin');
  expect(clip.device.device).toBe('cpu');
  const texts = await clip.encodeText(['chest X-ray']);
  expect(texts.count).toBe(1);
  await clip.close();
  expect(cell.models).toEqual([['builtin cpu'], []]);
});

it('ends long calls with the cell that made them', async () => {
  const clip = await loadClip();
  cell.interrupt();
  await expect(clip.encodeText(['a new text'])).rejects.toMatchObject({ code: 'cancelled' });
  await expect(phantoms({ modality: 'fundus', size: 32 })).rejects.toMatchObject({ code: 'cancelled' });
  await expect(renderPhantoms([{ modality: 'fundus', seed: 1, size: 32 }]).next()).rejects.toMatchObject({
    code: 'cancelled',
  });
  await expect(loadImages('.')).rejects.toMatchObject({ code: 'cancelled' });
  // The next cell goes on with the same model.
  cell = enterCell();
  expect((await clip.encodeText(['a new text'])).count).toBe(1);
  await clip.close();
});

it('is the plain library outside a notebook', async () => {
  leaveCell();
  const clip = await loadClip();
  expect(clip.model.name).toBe('builtin');
  const [image] = await phantoms({ modality: 'fundus', size: 32 });
  expect((await clip.encodeImage([image!])).count).toBe(1);
  await clip.close();
  expect(cell.models).toEqual([]);
});

it("heeds the caller's own signal too", async () => {
  const clip = await loadClip();
  await expect(clip.encodeText(['x'], { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
  await clip.close();
});

import { expect, it } from 'vitest';
import { phantoms, type PhantomOptions } from '../../../../kernels/phantoms/phantoms.ts';

it.each([
  ['chest-xray', /"chest-xray".*name each option/],
  [['chest-xray'], /name each option/],
  [{ modaliti: 'chest-xray' }, /"modaliti".*the options are modality, finding/],
])('refuses options that a cell gave in another form: %j', async (given, sentence) => {
  await expect(phantoms(given as PhantomOptions)).rejects.toThrow(sentence);
});

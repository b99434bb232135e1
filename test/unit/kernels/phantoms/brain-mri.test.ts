import { expect, it } from 'vitest';
import { drawn, holdsFor, rightShare } from './modality-properties.ts';

holdsFor('brain-mri', {
  tumor: /tumor|mass\b|neoplasm|space-occupying/i,
  infarct: /infarct|stroke/i,
  hemorrhage: /(?<!subdural )hemorrhage|intracerebral bleed|bleeding|parenchymal hematoma/i,
  'white matter lesions':
    /white matter (lesions|hyperintensities|changes|foci|disease)|foci in the white matter/i,
  hydrocephalus: /hydrocephalus|ventriculomegaly|(dilated|enlarged|widened).*ventric/i,
  'subdural hematoma': /subdural|SDH|extra-axial/i,
  atrophy: /atrophy|volume loss|loss of brain volume/i,
});

it.each(['tumor', 'infarct', 'hemorrhage', 'subdural hematoma'])(
  "puts a left %s on the viewer's right",
  name => {
    for (let seed = 0; seed < 8; seed++) {
      expect(
        rightShare(drawn('brain-mri', seed, [{ name, side: 'left' }]).findings[0]!.mask, 64),
      ).toBeGreaterThan(0.6);
      expect(
        rightShare(drawn('brain-mri', seed, [{ name, side: 'right' }]).findings[0]!.mask, 64),
      ).toBeLessThan(0.4);
    }
  },
);

it('draws fluid dark on T1 and FLAIR and bright on T2', () => {
  for (let seed = 0; seed < 30; seed++) {
    const { data, metadata, findings } = drawn('brain-mri', seed, [
      { name: 'hydrocephalus', severity: 'severe' },
    ]);
    const { mask } = findings[0]!;
    let [fluid, inside] = [0, 0];
    mask.forEach((value, at) => {
      fluid += value * data[at]!;
      inside += value;
    });
    if (metadata['sequence'] === 'T2') expect(fluid / inside).toBeGreaterThan(150);
    else expect(fluid / inside).toBeLessThan(70);
  }
});

it('keeps a requested place, side and size', () => {
  const wanted = { name: 'tumor', side: 'right', location: 'occipital lobe', millimetres: 40 } as const;
  expect(drawn('brain-mri', 9, [wanted]).findings[0]).toMatchObject(wanted);
});

import { expect, it } from 'vitest';
import { drawn, holdsFor, rightShare } from './modality-properties.ts';

holdsFor('abdominal-ct', {
  'liver tumor':
    /liver tumor|hepatic (mass|tumor|neoplasm|metastases)|lesion in the .* of the liver|liver (malignancy|neoplasm)/i,
  'kidney tumor':
    /tumor of the (left|right) kidney|renal (mass|tumor|neoplasm)|kidney tumor|mass of the (left|right) kidney/i,
  'pancreas tumor': /pancrea\w* (tumor|head|body|tail|mass|neoplasm)|(tumor|mass|neoplasm) .*pancrea/i,
  'hepatic vessel tumor': /portal vein (is|by)|in the portal vein|of the portal vein|hepatic vessel/i,
  'colon tumor': /colon|colonic/i,
  'kidney cyst': /renal cyst|kidney cyst|cyst (of|in) the (left|right) kidney|cyst of fluid density/i,
  'liver cyst': /hepatic cyst|liver cyst|cyst (in|of) the .*liver/i,
  gallstones: /gallstone|cholelithiasis|cholecystolithiasis|gallbladder stones/i,
  'kidney stone': /kidney stone|nephrolithiasis|renal calculus|calculus in|stone/i,
  ascites: /ascites|free .*fluid|intraperitoneal fluid/i,
  splenomegaly:
    /splenomegaly|spleen is enlarged|enlarged spleen|enlargement of the spleen|increased in size/i,
  'hepatic steatosis': /steatosis|fatty/i,
  hydronephrosis: /hydronephrosis|dilated renal pelvis|collecting system|pelvicalyceal/i,
  'aortic aneurysm': /aneurysm|AAA|aorta is dilated/i,
});

it.each(['kidney tumor', 'kidney cyst', 'kidney stone', 'hydronephrosis'])(
  "puts a left %s on the viewer's right",
  name => {
    for (let seed = 0; seed < 8; seed++) {
      expect(
        rightShare(drawn('abdominal-ct', seed, [{ name, side: 'left' }]).findings[0]!.mask, 64),
      ).toBeGreaterThan(0.8);
      expect(
        rightShare(drawn('abdominal-ct', seed, [{ name, side: 'right' }]).findings[0]!.mask, 64),
      ).toBeLessThan(0.2);
    }
  },
);

it("draws the liver on the viewer's left and the spleen on the right", () => {
  for (let seed = 0; seed < 8; seed++) {
    const [liver, spleen] = drawn('abdominal-ct', seed, [
      { name: 'hepatic steatosis' },
      { name: 'splenomegaly' },
    ]).findings;
    expect(rightShare(liver!.mask, 64)).toBeLessThan(0.35);
    expect(rightShare(spleen!.mask, 64)).toBeGreaterThan(0.9);
  }
});

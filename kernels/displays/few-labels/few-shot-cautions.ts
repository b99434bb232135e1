import type { FewShotPicture } from './few-shot-sheet.ts';

/** What a reader of the curves must not miss. */
export function cautionsOf({
  classes,
  counts,
  shots,
  dropped,
  points,
  zeroShot,
  seeds,
  methods,
  sweeps,
}: FewShotPicture): string[] {
  const cautions: string[] = [];
  const short = classes.filter((_, index) => counts.train[index]! < shots.at(-1)!);
  if (short.length > 0)
    cautions.push(
      `Fewer training images than ${shots.at(-1)!} shots: ${short
        .map(name => `${name} (${counts.train[classes.indexOf(name)]!})`)
        .join(', ')}. All of theirs are used, so classes are unequal there.`,
    );
  if (dropped.length > 0)
    cautions.push(
      `Left out, because no class has so many training images: ${dropped.join(', ')} shots. The largest has ${Math.max(...counts.train)}.`,
    );
  const untested = classes.filter((_, index) => counts.test[index] === 0);
  if (untested.length > 0)
    cautions.push(`Not tested, because no test image is of it: ${untested.join(', ')}.`);
  const worse = points.filter(({ accuracy }) => accuracy < zeroShot.accuracy);
  if (worse.length > 0) {
    const named = methods.flatMap(method => {
      const own = worse.filter(point => point.method === method).map(point => point.shots);
      return own.length === 0 ? [] : [`${method} (${own.join(', ')} shots)`];
    });
    cautions.push(`Below zero-shot, so these labels did harm: ${named.join('; ')}.`);
  }
  const tested = counts.test.reduce((sum, each) => sum + each, 0);
  if (tested < 50)
    cautions.push(`Only ${tested} test images: one more right moves accuracy by ${(1 / tested).toFixed(3)}.`);
  if (seeds.length === 1)
    cautions.push('One draw of training images: another may give another order of the methods.');
  const fixed = methods.includes('linear probe, C chosen')
    ? shots.filter(count => sweeps.filter(sweep => sweep.shots === count).length < seeds.length)
    : [];
  if (fixed.length > 0)
    cautions.push(`No images left to choose C on at ${fixed.join(', ')} shots; C = 0.316 was taken.`);
  return cautions;
}

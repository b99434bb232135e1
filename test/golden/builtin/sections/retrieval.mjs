// Report ↔ image retrieval among held-out phantoms of all kinds.
import { recallAt } from '../metrics.mjs';
import { dot, imageVectors, promptVectors, rowOf } from '../vectors.mjs';

const firstSeed = 5000;

/** `count` phantoms, kinds in turn, seeds 5,000 onwards; the report is its sentences joined by blanks. */
export async function measureRetrieval({ clip, library, quick }) {
  const count = quick ? 200 : 1000;
  const images = [];
  const reports = [];
  for (let done = 0; done < count; done += 50) {
    const drawn = await library.phantoms({ count: 50, seed: firstSeed + done });
    images.push(...(await imageVectors(clip, drawn)));
    reports.push(...drawn.map(phantom => phantom.report));
  }
  const whole = await clip.encodeText(reports.map(report => report.join(' ')));
  const sentences = await promptVectors(clip, reports.flat());
  const texts = {
    whole: reports.map((_, row) => rowOf(whole, row)),
    'mean of sentences': reports.map(report => sentences(report)),
  };
  return Object.entries(texts).flatMap(([how, rows], index) => {
    const cosines = Float64Array.from({ length: count * count }, (_, at) =>
      dot(images[Math.floor(at / count)], rows[at % count]),
    );
    const note =
      how === 'whole' && whole.truncated.length > 0 ? `${whole.truncated.length} reports were cut` : '';
    return [false, true].map(byColumn => ({
      id: `retrieval-${byColumn ? 'report-to-image' : 'image-to-report'}-${index}`,
      what: `${byColumn ? 'report → image' : 'image → report'} among ${count}, ${how}: recall@10`,
      value: recallAt(10, cosines, count, byColumn),
      target: index === 0 ? 0.6 : undefined,
      note,
    }));
  });
}

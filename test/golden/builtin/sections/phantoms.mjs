// Held-out phantoms: which kind of image, which findings, where.
import { accuracy, argmax, auroc, mean } from '../metrics.mjs';
import { findingPrompts, modalityPrompts } from '../phantom-prompts.mjs';
import { dot, imageVectors, promptVectors } from '../vectors.mjs';
import { pointingHits } from './pointing.mjs';

const wordings = ['trained', 'paraphrased'];

/** Draws and encodes each kind in turn, so that only vectors and labels stay in memory. */
export async function measurePhantoms({ clip, library, lists, quick }) {
  const known = library.knownPhantoms();
  const [count, pointed] = quick ? [60, 20] : [300, 80];
  const kinds = modalityPrompts(known, lists);
  const findings = known.flatMap(kind =>
    kind.findings.map(finding => ({ kind, finding, prompts: findingPrompts(kind, finding, lists) })),
  );
  const vectors = await promptVectors(clip, [
    ...wordings.flatMap(wording => [...kinds[wording].values()].flat()),
    ...findings.flatMap(({ prompts }) =>
      wordings.flatMap(wording => [...prompts[wording].positive, ...prompts[wording].negative]),
    ),
  ]);
  const seen = { trained: [], paraphrased: [], truths: [] };
  const curves = { trained: [], paraphrased: [] };
  const hits = [];
  for (const kind of known) {
    const own = findings.filter(entry => entry.kind === kind);
    const { rows, labels, pointing } = await encodeKind(clip, library, kind, {
      count,
      pointed,
      own,
      vectors,
    });
    hits.push(...pointing);
    seen.truths.push(...rows.map(() => kind.modality));
    for (const wording of wordings) {
      const names = [...kinds[wording].keys()];
      const classes = names.map(name => vectors(kinds[wording].get(name)));
      seen[wording].push(...rows.map(row => names[argmax(classes.map(each => dot(row, each)))]));
      for (const { finding, prompts } of own) {
        const [positive, negative] = [prompts[wording].positive, prompts[wording].negative].map(vectors);
        const scores = rows.map(row => dot(row, positive) - dot(row, negative));
        const present = labels.map(each => each[finding]);
        const positives = present.filter(Boolean).length;
        const value = auroc(scores, present);
        curves[wording].push({ modality: kind.modality, finding, auroc: value, positives, count });
      }
    }
  }
  return [
    ...wordings.map(wording => modalityRow(wording, accuracy(seen[wording], seen.truths))),
    ...wordings.flatMap(wording => findingRows(wording, curves[wording])),
    pointingRow(hits),
  ];
}

/** Evaluation seeds are 0 to 9,999; these are the first `count` of them. */
async function encodeKind(clip, library, { modality }, { count, pointed, own, vectors }) {
  const rows = [];
  const labels = [];
  const pointing = [];
  const batch = 50;
  for (let seed = 0; seed < count; seed += batch) {
    const images = await library.phantoms({ modality, count: Math.min(batch, count - seed), seed });
    rows.push(...(await imageVectors(clip, images)));
    labels.push(...images.map(image => image.labels));
    const focal = images.filter(image => image.findings.some(finding => finding.focal));
    const wanted = focal.slice(0, Math.max(0, pointed - pointing.length));
    if (wanted.length > 0) pointing.push(...(await pointingHits(clip, wanted, own, vectors)));
  }
  return { rows, labels, pointing };
}

function modalityRow(wording, { overall, byClass, count }) {
  return {
    id: `modality-phantoms-${wording}`,
    what: `kind of image, ${count} held-out phantoms, ${wording} prompts: accuracy`,
    value: overall,
    target: wording === 'trained' ? 0.99 : undefined,
    details: byClass,
  };
}

/** Findings with fewer than five pictures on either side are named, not scored. */
function findingRows(wording, curves) {
  const scored = curves.filter(({ positives, count }) => Math.min(positives, count - positives) >= 5);
  const unscored = curves.filter(curve => !scored.includes(curve));
  const lowest = scored.toSorted((left, right) => left.auroc - right.auroc);
  const named = ({ modality, finding, auroc: value }) => `${modality} ${finding} ${value.toFixed(3)}`;
  const note =
    unscored.length > 0
      ? `too rare to score: ${unscored.map(c => `${c.modality} ${c.finding}`).join(', ')}`
      : '';
  return [
    {
      id: `findings-${wording}-mean`,
      what: `${scored.length} findings, ${wording} prompts: mean AUROC`,
      value: scored.length > 0 ? mean(scored.map(curve => curve.auroc)) : NaN,
      target: wording === 'trained' ? 0.95 : 0.9,
      note,
      details: curves,
    },
    {
      id: `findings-${wording}-lowest`,
      what: `${scored.length} findings, ${wording} prompts: lowest AUROC`,
      value: lowest[0]?.auroc ?? NaN,
      target: wording === 'trained' ? 0.85 : undefined,
      note: lowest.slice(0, 5).map(named).join('; '),
    },
  ];
}

function pointingRow(hits) {
  const share = key => mean(hits.map(hit => Number(hit[key])));
  const names = [...new Set(hits.map(hit => hit.name))].sort();
  return {
    id: 'pointing',
    what: `best patch of the text lies in the mask, ${hits.length} focal findings: share`,
    value: share('inside'),
    target: 0.7,
    note: `touches the mask ${share('touches').toFixed(3)}; a random patch lies inside ${share('chance').toFixed(3)}`,
    details: Object.fromEntries(
      names.map(name => [name, mean(hits.filter(hit => hit.name === name).map(hit => Number(hit.inside)))]),
    ),
  };
}

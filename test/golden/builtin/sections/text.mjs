// Text alone: tumours and their organs (survey Fig. 13), synonyms and contraries.
import { argmax, mean } from '../metrics.mjs';
import { dot, promptVectors } from '../vectors.mjs';

export async function measureText({ clip, lists }) {
  return [...(await organs(clip, lists.organs)), await triplets(clip, lists.triplets)];
}

async function organs(clip, { templates, organs: names, tumors }) {
  const fill = (template, name) => template.replace('{}', name);
  const labels = [...names, ...Object.keys(tumors)];
  const vectors = await promptVectors(
    clip,
    templates.flatMap(template => labels.map(label => fill(template, label))),
  );
  return templates.map((template, index) => {
    const candidates = names.map(name => vectors([fill(template, name)]));
    const nearest = Object.keys(tumors).map(tumor => {
      const text = vectors([fill(template, tumor)]);
      return [tumor, names[argmax(candidates.map(each => dot(each, text)))]];
    });
    const right = nearest.filter(([tumor, organ]) => tumors[tumor].includes(organ));
    const wrong = nearest.filter(entry => !right.includes(entry));
    return {
      id: `organs-${index}`,
      what: `tumour labels nearest to their own organ among ${names.length}, "${template}": of ${nearest.length}`,
      value: right.length,
      target: nearest.length,
      note: wrong.map(([tumor, organ]) => `${tumor} → ${organ}`).join(', '),
      details: Object.fromEntries(nearest),
    };
  });
}

async function triplets(clip, bySpecialty) {
  const vectors = await promptVectors(clip, Object.values(bySpecialty).flat(2));
  const judged = Object.entries(bySpecialty).flatMap(([specialty, list]) =>
    list.map(triplet => {
      const [anchor, synonym, contrary] = triplet.map(term => vectors([term]));
      return { specialty, triplet, right: dot(anchor, synonym) > dot(anchor, contrary) };
    }),
  );
  const share = list => mean(list.map(({ right }) => Number(right)));
  const specialties = Object.keys(bySpecialty);
  return {
    id: 'triplets',
    what: `${judged.length} medical triplets, synonym nearer than contrary: share`,
    value: share(judged),
    target: 0.85,
    details: {
      bySpecialty: Object.fromEntries(
        specialties.map(name => [name, share(judged.filter(({ specialty }) => specialty === name))]),
      ),
      wrong: judged.filter(({ right }) => !right).map(({ triplet }) => triplet.join(' | ')),
    },
  };
}

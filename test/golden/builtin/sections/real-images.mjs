// Real images of ../shared/data: which kind, pneumonia or not, which cell.
import { accuracy, argmax, auroc, mean } from '../metrics.mjs';
import { modalityPrompts } from '../phantom-prompts.mjs';
import {
  bloodCells,
  bloodFields,
  chestRadiographs,
  haveRealImages,
  pneumoniaValidation,
} from '../real-images.mjs';
import { dot, imageVectors, promptVectors } from '../vectors.mjs';

const wordings = ['trained', 'paraphrased'];

export async function measureRealImages({ clip, library, lists, quick }) {
  if (!haveRealImages) return [];
  const every = quick ? 6 : 1;
  const thinned = list => list.filter((_, index) => index % every === 0);
  const small = thinned(await pneumoniaValidation());
  const smallRows = await imageVectors(clip, small);
  return [
    ...(await kinds(clip, library, lists, smallRows)),
    ...(await pneumonia(clip, lists, small, smallRows)),
    ...(await cells(clip, lists, thinned(await bloodCells()))),
  ];
}

async function kinds(clip, library, lists, smallRows) {
  const prompts = modalityPrompts(library.knownPhantoms(), lists);
  const vectors = await promptVectors(
    clip,
    wordings.flatMap(wording => [...prompts[wording].values()].flat()),
  );
  const fields = await bloodFields();
  const sources = [
    ['PneumoniaMNIST', 'chest-xray', smallRows],
    ['chest radiographs', 'chest-xray', await imageVectors(clip, chestRadiographs())],
    [
      'blood smears',
      'blood-smear',
      await imageVectors(
        clip,
        fields.map(field => field.image),
      ),
    ],
  ];
  return wordings.map(wording => {
    const names = [...prompts[wording].keys()];
    const classes = names.map(name => vectors(prompts[wording].get(name)));
    const seen = sources.map(([source, truth, rows]) => ({
      source,
      hits: rows.map(row => names[argmax(classes.map(each => dot(row, each)))] === truth),
    }));
    const shares = seen.map(({ source, hits }) => [source, mean(hits.map(Number))]);
    const all = seen.flatMap(({ hits }) => hits);
    return {
      id: `modality-real-${wording}`,
      what: `kind of image, ${all.length} real images, ${wording} prompts: accuracy`,
      value: mean(all.map(Number)),
      target: wording === 'trained' ? 0.95 : undefined,
      note: shares.map(([source, share]) => `${source} ${share.toFixed(3)}`).join(', '),
      details: Object.fromEntries(shares),
    };
  });
}

async function pneumonia(clip, lists, images, rows) {
  const prompts = { trained: lists.prompts.pneumonia, paraphrased: lists.paraphrases.pneumonia };
  const vectors = await promptVectors(
    clip,
    wordings.flatMap(wording => [...prompts[wording].positive, ...prompts[wording].negative]),
  );
  return wordings.map(wording => {
    const [positive, negative] = [prompts[wording].positive, prompts[wording].negative].map(vectors);
    const scores = rows.map(row => dot(row, positive) - dot(row, negative));
    return {
      id: `pneumonia-${wording}`,
      what: `PneumoniaMNIST, ${images.length} validation images, ${wording} prompts: AUROC`,
      value: auroc(
        scores,
        images.map(image => image.label),
      ),
      target: wording === 'trained' ? 0.9 : undefined,
    };
  });
}

async function cells(clip, lists, crops) {
  const rows = await imageVectors(clip, crops);
  const prompts = { trained: lists.prompts.cells, paraphrased: lists.paraphrases.cells };
  const vectors = await promptVectors(
    clip,
    Object.values(prompts).flatMap(each => Object.values(each).flat()),
  );
  const commonest = accuracy(
    crops.map(() => 'red blood cell'),
    crops.map(crop => crop.kind),
  );
  return wordings.flatMap(wording => {
    const names = Object.keys(prompts[wording]);
    const classes = names.map(name => vectors(prompts[wording][name]));
    const { overall, balanced, byClass, count } = accuracy(
      rows.map(row => names[argmax(classes.map(each => dot(row, each)))]),
      crops.map(crop => crop.kind),
    );
    const shares = Object.entries(byClass).map(([name, share]) => `${name} ${share.toFixed(3)}`);
    const what = `blood cells by type, ${count} real crops, ${wording} prompts`;
    const target = wording === 'trained' ? 0.9 : undefined;
    return [
      {
        id: `cells-${wording}`,
        what: `${what}: accuracy`,
        value: overall,
        target,
        note: `always answering red blood cell gives ${commonest.overall.toFixed(3)}`,
      },
      {
        id: `cells-${wording}-balanced`,
        what: `${what}: mean of the types' accuracies`,
        value: balanced,
        target,
        note: shares.join(', '),
        details: byClass,
      },
    ];
  });
}

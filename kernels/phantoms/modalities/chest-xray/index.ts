import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding, Modality, Studio } from '../../phantom.ts';
import { sampleChest } from './chest.ts';
import { develop } from './develop.ts';
import { createFilm } from './film.ts';
import { drawAtelectasis, drawCardiomegaly, drawEdema, drawEmphysema } from './diffuse.ts';
import { drawConsolidation, drawEffusion, drawNodule, drawPneumothorax, type Brush } from './findings.ts';
import { drawDevice, drawFracture } from './focal.ts';
import { drawFrontal } from './frontal.ts';
import { drawLateral, lateralBrushes } from './lateral.ts';
import { describeChest } from './report.ts';
import {
  changeOf,
  chestFindings,
  chooseView,
  completeFinding,
  sampleChestFindings,
  type ChestFinding,
} from './request.ts';

/**
 * Chest radiographs: frontal (PA upright, AP portable, children too) and lateral. The patient's left is on the viewer's right in
 * frontal views; lateral views face the viewer's left and name no side.
 */
export const chestXray: Modality = {
  name: 'chest-xray',
  words: ['chest X-ray', 'chest radiograph', 'chest x-ray film', 'thoracic radiograph', 'CXR'],
  findings: chestFindings,
  sampleFindings: sampleChestFindings,
  draw: drawChest,
  describe: describeChest,
};

const brushes: Readonly<Record<ChestFinding, Brush>> = {
  pneumothorax: drawPneumothorax,
  'pleural effusion': drawEffusion,
  consolidation: drawConsolidation,
  mass: drawNodule,
  nodule: drawNodule,
  cardiomegaly: drawCardiomegaly,
  edema: drawEdema,
  atelectasis: drawAtelectasis,
  emphysema: drawEmphysema,
  'rib fracture': drawFracture,
  'support devices': drawDevice,
};

/** Diffuse change first, air and metal last, so that a pneumothorax clears what lies under it. */
const order: readonly ChestFinding[] = [
  'cardiomegaly',
  'emphysema',
  'edema',
  'consolidation',
  'atelectasis',
  'mass',
  'nodule',
  'pneumothorax',
  'pleural effusion',
  'rib fracture',
  'support devices',
];

function drawChest({ size, random, textures }: Studio, wanted: readonly Finding[]): Drawing {
  const view = chooseView(random.fork('view'), wanted);
  const complete = wanted.map((finding, index) =>
    completeFinding(finding, view, streamOf(random, finding, index)),
  );
  const chest = sampleChest(random.fork('chest'), view, changeOf(complete));
  const film = createFilm(size, chest, random, textures);
  if (view === 'lateral') drawLateral(film);
  else drawFrontal(film);
  const known: Readonly<Record<string, Brush>> = view === 'lateral' ? lateralBrushes : brushes;
  const drawn = complete
    .map((finding, index) => ({ finding, index, rank: order.findIndex(name => name === finding.name) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ finding, index }) =>
      known[finding.name]!(film, finding, streamOf(random, finding, index).fork('place')),
    );
  const severe = complete.some(finding => finding.name === 'edema');
  const { heart } = chest;
  return {
    channels: 1,
    data: develop(film, { haze: severe ? 0.5 : 0 }),
    findings: drawn,
    metadata: {
      view,
      age: chest.age,
      sex: chest.sex,
      ...(view === 'lateral'
        ? {}
        : { cardiothoracicRatio: Number(((heart.left + heart.right) / (2 * chest.width)).toFixed(2)) }),
      orientation: view === 'lateral' ? 'anterior on the left' : "patient's left on the viewer's right",
    },
  };
}

function streamOf(random: Random, finding: Finding, index: number): Random {
  return random.fork(`${finding.name} ${index}`);
}

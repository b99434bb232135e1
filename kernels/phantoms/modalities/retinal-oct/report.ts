import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { sentence } from '../../wording.ts';
import { findingNames } from './findings.ts';
import { absent, present } from './statements.ts';

/** 4 to 8 sentences: eye and scan, what is there and where, normal layers, absences, an impression. */
export function describe({ findings, metadata }: Drawing, random: Random): string[] {
  const values = {
    eye: metadata['eye'],
    code: metadata['eye'] === 'right' ? 'OD' : 'OS',
    age: metadata['age'],
    sex: metadata['sex'],
    person: metadata['sex'] === 'male' ? 'man' : 'woman',
    microns: metadata['thickness'],
  };
  const names = new Set(findings.map(finding => finding.name));
  const report = [sentence(random, views, values)];
  for (const { name, location, severity } of findings.slice(0, 3)) {
    report.push(sentence(random, present[name]!, { severity, ...values }));
    if (location !== undefined && random.chance(0.6))
      report.push(sentence(random, location === 'central' ? atFovea : besideFovea, { name, location }));
  }
  if (random.chance(0.35)) report.push(sentence(random, patients, values));
  if (!names.has('macular hole') && random.chance(0.5)) report.push(sentence(random, thickness, values));
  const epithelium = names.has('drusen') || names.has('pigment epithelial detachment');
  if (!epithelium && random.chance(0.6)) report.push(sentence(random, normalEpithelium));
  if (names.size === 0) report.push(sentence(random, normalContour));
  const missing = random.shuffled(findingNames.filter(name => !names.has(name)));
  for (const name of missing.slice(0, Math.max(1, Math.min(3, 6 - report.length))))
    report.push(sentence(random, absent[name]!));
  const list = [...names].join(' and ');
  return [
    ...report.slice(0, 7),
    sentence(random, names.size === 0 ? normalImpression : impressions, { list, ...values }),
  ];
}

const views = [
  'optical coherence tomography of the {eye} macula, horizontal scan through the fovea',
  'OCT B-scan of the {eye} eye',
  'macular OCT, {code}',
  'spectral-domain OCT of the retina, {eye} eye',
  'retinal OCT, {code}, foveal B-scan',
  'cross-sectional OCT image of the {eye} retina',
];
const patients = [
  '{age}-year-old {person}',
  'patient: {sex}, {age} years',
  'the patient is a {age}-year-old {person}',
];
const atFovea = [
  '{name} at the fovea',
  'the fovea is involved by {name}',
  '{name}, central',
  'subfoveal or foveal location: {name} in the centre of the scan',
];
const besideFovea = [
  '{name} {location} to the fovea',
  '{name} on the {location} side of the fovea',
  '{name}, {location}',
];
const thickness = [
  'central retinal thickness {microns} µm',
  'the retina measures {microns} micrometres at the fovea',
  'foveal thickness of {microns} µm',
];
const normalEpithelium = [
  'the retinal pigment epithelium is smooth',
  'continuous, even RPE line',
  'regular retinal pigment epithelium without elevation',
  'choroid unremarkable, RPE intact',
];
const normalContour = [
  'normal foveal contour with regular layers',
  'preserved foveal depression',
  'all retinal layers are intact',
  'ellipsoid zone intact, foveal pit normal',
  'the inner and outer retinal layers are regular',
];
const impressions = [
  'impression: {list}',
  'in summary, {list}',
  'conclusion: {list} of the {eye} eye',
  'OCT shows {list}',
  '{list}, {code}',
];
const normalImpression = [
  'impression: normal macular OCT',
  'normal retina',
  'no macular pathology',
  'normal OCT of the {eye} eye',
  'healthy macula',
];

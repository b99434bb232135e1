import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { sentence } from '../../wording.ts';
import { findingNames } from './findings.ts';
import { absent, present } from './statements.ts';

/** 4 to 8 sentences: eye and view, what is there and where, normal structures, absences, an impression. */
export function describe({ findings, metadata }: Drawing, random: Random): string[] {
  const values = {
    eye: metadata['eye'],
    code: metadata['eye'] === 'right' ? 'OD' : 'OS',
    view: metadata['view'],
    age: metadata['age'],
    sex: metadata['sex'],
    person: metadata['sex'] === 'male' ? 'man' : 'woman',
    cup: metadata['cupToDisc'],
  };
  const names = new Set(findings.map(finding => finding.name));
  const report = [sentence(random, views, values)];
  for (const { name, location, severity } of findings.slice(0, 4)) {
    report.push(sentence(random, present[name]!, { severity, ...values }));
    if (location !== undefined && location !== 'optic disc' && random.chance(0.6))
      report.push(sentence(random, location === 'macular' ? inMacula : inQuadrant, { name, location }));
  }
  if (random.chance(0.4)) report.push(sentence(random, patients, values));
  const discIsNormal = !['glaucoma', 'papilledema', 'myopic crescent'].some(name => names.has(name));
  if (discIsNormal) report.push(sentence(random, normalDisc, values));
  if (names.size === 0) report.push(sentence(random, normalRetina));
  const missing = random.shuffled(findingNames.filter(name => !names.has(name)));
  for (const name of missing.slice(0, Math.max(1, Math.min(3, 6 - report.length))))
    report.push(sentence(random, absent[name]!));
  const list = [...names].map(name => (name === 'hemorrhage' ? 'retinal hemorrhage' : name)).join(' and ');
  const impression = sentence(random, names.size === 0 ? normalImpression : impressions, { list, ...values });
  return [...report.slice(0, 7), impression];
}

const views = [
  'colour fundus photograph of the {eye} eye, {view}',
  'fundus photograph, {eye} eye, {view} field',
  '{view} retinal photograph of the {eye} eye',
  'fundus image {code}',
  'retinal fundus photography of the {eye} eye',
  '45 degree fundus photograph, {code}, {view}',
];
const patients = [
  '{age}-year-old {person}',
  'patient: {sex}, {age} years',
  'the patient is a {age}-year-old {person}',
];
const inQuadrant = [
  '{name} in the {location} quadrant',
  'the {location} quadrant shows {name}',
  '{name}, {location}',
  'located in the {location} quadrant: {name}',
];
const inMacula = [
  '{name} in the macula',
  'the macula shows {name}',
  '{name} around the fovea',
  'macular {name}',
];
const normalDisc = [
  'the optic disc has sharp margins and a cup-to-disc ratio of {cup}',
  'cup-to-disc ratio {cup}, healthy neuroretinal rim',
  'the optic disc is pink with clear borders',
  'normal optic nerve head',
  'optic disc unremarkable',
  'disc margins are distinct',
];
const normalRetina = [
  'vessels, macula and periphery are unremarkable',
  'normal vascular arcades and a clear macula',
  'the foveal region is normal',
  'arteries and veins of normal calibre',
  'the retina is flat without lesions',
];
const impressions = [
  'impression: {list}',
  'in summary, {list} of the {eye} eye',
  'conclusion: {list}',
  '{list}, {eye} eye',
  'the photograph shows {list}',
];
const normalImpression = [
  'impression: normal fundus',
  'no retinal pathology',
  'healthy {eye} eye',
  'normal fundus of the {eye} eye',
  'the fundus is normal',
];

import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { sentence } from '../../wording.ts';
import { findingNames } from './findings.ts';
import { absent, features, present } from './statements.ts';

/** 4 to 8 sentences: site and patient, the lesion and its features, absences, an impression. */
export function describe({ findings, metadata }: Drawing, random: Random): string[] {
  const values = {
    site: metadata['site'],
    age: metadata['age'],
    sex: metadata['sex'],
    person: metadata['sex'] === 'male' ? 'man' : 'woman',
    skin: ['I', 'II', 'III', 'IV', 'V', 'VI'][Number(metadata['skinType']) - 1],
    view: metadata['view'],
  };
  const names = new Set(findings.map(finding => finding.name));
  const report = [sentence(random, views, values)];
  for (const { name, millimetres } of findings.slice(0, 2)) {
    report.push(sentence(random, present[name]!, values), sentence(random, features[name]!));
    if (random.chance(0.4)) report.push(sentence(random, sizes, { name, millimetres }));
  }
  if (random.chance(0.45)) report.push(sentence(random, patients, values));
  if (random.chance(0.3)) report.push(sentence(random, skins, values));
  if (names.size === 0) report.push(sentence(random, normalSkin, values));
  const missing = random.shuffled(findingNames.filter(name => !names.has(name)));
  for (const name of missing.slice(0, Math.max(1, Math.min(2, 6 - report.length))))
    report.push(sentence(random, absent[name]!));
  const list = [...names].join(' and ');
  return [
    ...report.slice(0, 7),
    sentence(random, names.size === 0 ? normalImpression : impressions, { list, ...values }),
  ];
}

const views = [
  'dermoscopic image of the {site}',
  'dermoscopy of the {site}',
  '{view} of the skin of the {site}',
  'dermatoscopic photograph, {site}',
  'magnified skin image, {site}',
  'dermoscopy image',
];
const patients = [
  '{age}-year-old {person}',
  'patient: {sex}, {age} years',
  'the patient is a {age}-year-old {person}',
];
const skins = [
  'Fitzpatrick skin type {skin}',
  'skin phototype {skin}',
  'the skin is of Fitzpatrick type {skin}',
];
const sizes = [
  'the {name} measures {millimetres} mm',
  'largest diameter of the {name} {millimetres} mm',
  '{name}, {millimetres} mm across',
];
const normalSkin = [
  'normal skin without a lesion',
  'skin lines and hairs only',
  'the skin of the {site} is unremarkable',
  'no focal lesion on the {site}',
  'even skin colour without a lesion',
];
const impressions = [
  'impression: {list}',
  'diagnosis: {list}',
  'consistent with {list} of the {site}',
  'conclusion: {list} on the {site}',
  'the appearance is that of {list}',
];
const normalImpression = [
  'impression: normal skin',
  'no skin lesion',
  'healthy skin of the {site}',
  'normal dermoscopy',
  'no suspicious lesion',
];

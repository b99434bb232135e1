import type { Random } from './drawing/random.ts';
import type { Drawing, Finding } from './phantom.ts';

/** How one finding is put into words: several paraphrases of each statement, without the final full stop. */
export interface FindingWording {
  /** Statements of presence that name the finding; one or two are used. */
  present(finding: Finding): readonly string[];
  /** Statements of absence. */
  readonly absent: readonly string[];
  /** For the impression: `a left frontal brain tumor`. */
  brief(finding: Finding): string;
}

/** Everything a modality says. Each inner list holds paraphrases of one statement. */
export interface Wording {
  readonly findings: Readonly<Record<string, FindingWording>>;
  /** About the examination and the patient; up to two are said. */
  readonly about: readonly (readonly string[])[];
  /** About normal structures, true of this drawing; up to two are said. */
  readonly normal: readonly (readonly string[])[];
  /** Impressions of an image without findings. */
  readonly nothing: readonly string[];
}

/**
 * Four to eight independent sentences: presence of every finding, up to three absences, the examination, normal structures,
 * and an impression. Nothing is said of a finding in `unsure`.
 */
export function composeReport(
  drawing: Drawing,
  wording: Wording,
  random: Random,
  unsure: readonly string[] = [],
): string[] {
  const present = new Set(drawing.findings.map(finding => finding.name));
  const said: string[] = [];
  for (const finding of drawing.findings) {
    const statements = random.shuffled(wording.findings[finding.name]!.present(finding));
    said.push(...statements.slice(0, drawing.findings.length === 1 && random.chance(0.5) ? 2 : 1));
  }
  const absent = Object.keys(wording.findings).filter(name => !present.has(name) && !unsure.includes(name));
  const absences = random.integer(1, present.size === 0 ? 3 : 2);
  for (const name of random.shuffled(absent).slice(0, absences))
    said.push(random.pick(wording.findings[name]!.absent));
  for (const paraphrases of random.shuffled(wording.about).slice(0, random.integer(1, 2)))
    said.push(random.pick(paraphrases));
  const room = Math.max(0, 7 - said.length);
  for (const paraphrases of random.shuffled(wording.normal).slice(0, Math.min(room, random.integer(1, 2))))
    said.push(random.pick(paraphrases));
  if (said.length < 8) said.push(impression(drawing.findings, wording, random));
  return said.slice(0, 8).map(sentence);
}

/** ` measuring 23 mm` in one of several wordings, or nothing. */
export function measured(finding: Finding): string {
  const { millimetres } = finding;
  if (millimetres === undefined) return '';
  const whole = Math.round(millimetres);
  return whole % 2 === 0 && whole >= 10
    ? ` measuring ${(whole / 10).toFixed(1)} cm`
    : ` measuring ${whole} mm`;
}

/** `a` or `an` before the phrase. */
export function article(phrase: string): string {
  return `${/^[aeiou]/i.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

function impression(findings: Drawing['findings'], wording: Wording, random: Random): string {
  if (findings.length === 0) return random.pick(wording.nothing);
  const briefs = findings.map(finding => wording.findings[finding.name]!.brief(finding));
  const list =
    briefs.length < 2 ? briefs.join('') : `${briefs.slice(0, -1).join(', ')} and ${briefs.at(-1)!}`;
  return random.pick([
    `Impression: ${list}`,
    `Findings are consistent with ${list}`,
    `In summary, ${list}`,
    `Conclusion: ${list}`,
    `The appearance is that of ${list}`,
  ]);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

import { failure } from '../../protocol/failures/index.ts';
import type { SheetEdit } from '../sheet/live-sheet.ts';
import { nameOf, singlesOf, tidy, type LaboratoryAxes } from './axes.ts';
import type { ScoredLaboratory } from './laboratory.ts';
import { measures } from './measures.ts';
import type { LaboratoryPicture } from './values.ts';

/** The groups of texts that the picture lets edit, and what they stand for. */
export function promptGroups({ templates, negations, prefixes }: LaboratoryAxes): {
  readonly label: string;
  readonly texts: readonly string[];
}[] {
  const single = singlesOf(templates);
  return [
    ...(single.length > 0 ? [{ label: 'templates', texts: single }] : []),
    ...Object.entries(templates)
      .filter(([, texts]) => texts.length > 1)
      .map(([name, texts]) => ({ label: `ensemble ${name}`, texts })),
    ...(Object.keys(negations).length > 0 ? [{ label: 'negations', texts: Object.values(negations) }] : []),
    ...(Object.keys(prefixes).length > 0 ? [{ label: 'prefixes', texts: Object.values(prefixes) }] : []),
  ];
}

/** The laboratory after an edit in its picture: other prompts, or another measure. */
export async function changed(
  latest: ScoredLaboratory,
  edit: SheetEdit,
  { classes, scored }: Pick<LaboratoryPicture, 'classes' | 'scored'>,
): Promise<ScoredLaboratory> {
  if (edit.kind === 'set-choice') {
    const measure = measures.find(({ label }) => label === edit.option);
    if (edit.part !== 'measure' || measure === undefined) throw failure('view-message', { view: 'sheet' });
    return { ...latest, measure: measure.name };
  }
  const { axes, measure } = latest;
  if (edit.part === 'prompts') return scored(withGroups(axes, edit.groups), measure);
  if (edit.part === 'wordings') {
    const names = ['names', ...Object.keys(axes.wordings).filter(name => name !== 'names')];
    const wordings = names.map((name, at): [string, readonly string[]] => [
      name,
      (edit.groups[at] ?? classes).map((text, column) => text.trim() || classes[column]!),
    ]);
    return scored({ ...axes, wordings: Object.fromEntries(wordings) }, measure);
  }
  throw failure('view-message', { view: 'sheet' });
}

function withGroups(axes: LaboratoryAxes, groups: readonly (readonly string[])[]): LaboratoryAxes {
  const labels = promptGroups(axes).map(({ label }) => label);
  const given = new Map(labels.map((label, at) => [label, groups[at] ?? []]));
  const single = tidy(given.get('templates') ?? []);
  const ensembles = Object.entries(axes.templates).filter(([, texts]) => texts.length > 1);
  return {
    ...axes,
    templates: {
      ...named(single, axes.templates),
      ...Object.fromEntries(
        ensembles.map(([name, texts]) => [name, tidy(given.get(`ensemble ${name}`) ?? texts)]),
      ),
    },
    negations: flat(named(tidy(given.get('negations') ?? []), listed(axes.negations))),
    // A prefix keeps the space that parts it from the prompt, also where the page cut it off.
    prefixes: flat(
      named(
        tidy(given.get('prefixes') ?? []).map(text => `${text} `),
        listed(axes.prefixes),
      ),
    ),
  };
}

/** Texts by name: by the one that they had, else by themselves. */
function named(
  texts: readonly string[],
  before: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    texts.map(text => {
      const old = Object.entries(before).find(
        ([, own]) => own.length === 1 && own[0]!.trim() === text.trim(),
      );
      return old ? [old[0], old[1]] : [nameOf(text.trim()), [text]];
    }),
  );
}

function listed(axis: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(axis).map(([name, text]) => [name, [text]]));
}

function flat(axis: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(axis).map(([name, [text]]) => [name, text!]));
}

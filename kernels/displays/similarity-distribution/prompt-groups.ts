import { commonDiseases } from '../../analysis/vocabulary/diseases.ts';
import { failure } from '../../protocol/failures/index.ts';

/** Prompts by group, or our list of common diseases by organ. */
export type PromptGroups = Readonly<Record<string, readonly string[]>> | 'common diseases';

/** Sentences with `{}` for the prompt and, where wanted, `{group}` for its group; the embeddings of several are averaged. */
export type Templates = string | readonly string[];

/** The groups in order, each with at least one prompt. @throws Failure `distribution-groups`. */
export function groupsOf(groups: PromptGroups): readonly (readonly [string, readonly string[]])[] {
  if (groups === 'common diseases') return Object.entries(commonDiseases);
  // Cells are typed by those who wish so: what comes may be anything.
  const given: unknown = groups;
  if (typeof given !== 'object' || given === null)
    throw failure('distribution-groups', { problem: `${String(given)} names no groups.` });
  const entries = Object.entries(groups);
  if (entries.length === 0) throw failure('distribution-groups', { problem: 'There are no groups.' });
  for (const [name, prompts] of entries) {
    if (!Array.isArray(prompts) || prompts.length === 0)
      throw failure('distribution-groups', { problem: `The group '${name}' has no prompts.` });
    const strange: unknown = prompts.find(
      (prompt: unknown) => typeof prompt !== 'string' || prompt.trim() === '',
    );
    if (strange !== undefined)
      throw failure('distribution-groups', {
        problem: `The group '${name}' holds ${typeof strange === 'string' ? 'an empty prompt' : `a prompt that is no text (${typeof strange})`}.`,
      });
  }
  return entries;
}

/** Template sets by name; one without a name has the empty one. @throws Failure `zero-shot-template`. */
export function templateSets(
  templates: Templates | Readonly<Record<string, Templates>>,
): readonly (readonly [string, readonly string[]])[] {
  const sets: (readonly [string, readonly string[]])[] =
    typeof templates === 'string' || isList(templates)
      ? [['', listOf(templates)]]
      : Object.entries(templates).map(([name, set]) => [name, listOf(set)]);
  if (sets.length === 0) throw failure('zero-shot-template', { template: '' });
  for (const [, set] of sets) {
    const bad = set.find(template => !template.includes('{}'));
    if (set.length === 0 || bad !== undefined) throw failure('zero-shot-template', { template: bad ?? '' });
  }
  return sets;
}

/** `template` with the prompt and the name of its group. */
export function filled(template: string, prompt: string, group: string): string {
  return template.replaceAll(/\{(group)?\}/g, (_, wanted: string | undefined) => (wanted ? group : prompt));
}

function listOf(set: Templates): readonly string[] {
  return typeof set === 'string' ? [set] : set;
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

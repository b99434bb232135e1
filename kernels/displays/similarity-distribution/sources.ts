import type { EmbeddingGroup } from '../../analysis/distributions/pairs.ts';
import { everydayPrompts } from '../../analysis/vocabulary/everyday-prompts.ts';
import { ensembleRows } from '../../analysis/zero-shot.ts';
import { rowOf, type EmbeddingModel, type Embeddings } from '../../clip/embeddings/embeddings.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { filled, groupsOf, templateSets, type PromptGroups } from './prompt-groups.ts';
import type { SimilarityDistributionsOptions } from './similarity-distributions.ts';

/** The part of a model that similarity distributions need. */
export type TextModel = Pick<Clip, 'encodeText'>;

/** What one panel is made of. */
export interface PanelSource {
  readonly name: string;
  readonly model: EmbeddingModel;
  readonly templates: readonly string[];
  /** Prompts that the model cut. */
  readonly truncated: number;
  readonly groups: readonly EmbeddingGroup[];
  readonly reference?: EmbeddingGroup;
}

export type Source = TextModel | Embeddings;

/**
 * One panel for each model and set of templates, or for each set of embeddings, whose rows are found by their ids.
 * @throws Failure `distribution-groups`, `zero-shot-template`, and what encoding throws.
 */
export async function panelSources(
  sources: Source | readonly Source[],
  groups: PromptGroups,
  options: SimilarityDistributionsOptions,
): Promise<PanelSource[]> {
  const list = isList(sources) ? sources : [sources];
  if (list.length === 0) throw failure('distribution-groups', { problem: 'There is no model to compare.' });
  const entries = groupsOf(groups);
  const sets = templateSets(options.templates ?? '{}');
  const panels: PanelSource[] = [];
  for (const source of list) {
    if (!('encodeText' in source)) {
      panels.push(fromEmbeddings(source, entries, options));
      continue;
    }
    for (const [name, templates] of sets) {
      const panel = await encoded(source, entries, templates, options);
      panels.push({ ...panel, name: nameOf(panel.model.name, name, list.length) });
    }
  }
  return panels.map((panel, at) => ({ ...panel, name: apart(panels, at) }));
}

async function encoded(
  clip: TextModel,
  groups: readonly (readonly [string, readonly string[]])[],
  templates: readonly string[],
  { reference: wanted = everydayPrompts, signal }: SimilarityDistributionsOptions,
): Promise<PanelSource> {
  const reference = comparable(wanted);
  const named = groups.flatMap(([group, prompts]) => prompts.map(prompt => [prompt, group] as const));
  const unrelated = reference.map(prompt => [prompt, 'everyday life'] as const);
  const texts = [...named, ...unrelated].flatMap(([prompt, group]) =>
    templates.map(template => filled(template, prompt, group)),
  );
  const rows = await clip.encodeText(texts, { signal });
  const { data, dim } = ensembleRows(rows, templates.length);
  const cut = new Set(rows.truncated);
  let start = 0;
  const take = (name: string, ids: readonly string[]): EmbeddingGroup => {
    const part = data.subarray(start * dim, (start + ids.length) * dim);
    start += ids.length;
    return { name, embeddings: { data: part, count: ids.length, dim, ids, model: rows.model } };
  };
  return {
    name: rows.model.name,
    model: rows.model,
    templates,
    truncated: texts.filter(text => cut.has(text)).length,
    groups: groups.map(([name, prompts]) => take(name, prompts)),
    ...(reference.length > 0 && { reference: take('unrelated prompts', reference) }),
  };
}

function fromEmbeddings(
  embeddings: Embeddings,
  groups: readonly (readonly [string, readonly string[]])[],
  { reference: wanted = false }: SimilarityDistributionsOptions,
): PanelSource {
  const reference = comparable(wanted);
  const { ids, dim, model } = embeddings;
  const rows = new Map(ids.map((id, row) => [id, row]));
  const take = (name: string, chosen: readonly string[]): EmbeddingGroup => {
    const data = new Float32Array(chosen.length * dim);
    chosen.forEach((id, at) => {
      const row = rows.get(id);
      if (row === undefined)
        throw failure('distribution-groups', {
          problem: `'${id}' is no row of the embeddings of ${model.name}.`,
        });
      data.set(rowOf(embeddings, row), at * dim);
    });
    return { name, embeddings: { data, count: chosen.length, dim, ids: chosen, model } };
  };
  return {
    name: model.name,
    model,
    templates: [],
    truncated: 0,
    groups: groups.map(([name, prompts]) => take(name, prompts)),
    ...(reference.length > 0 && { reference: take('unrelated prompts', reference) }),
  };
}

/** One prompt alone has nothing to be compared with. */
function comparable(reference: readonly string[] | false): readonly string[] {
  return reference === false || reference.length < 2 ? [] : reference;
}

function nameOf(model: string, templates: string, models: number): string {
  if (templates === '') return model;
  return models === 1 ? templates : `${model} · ${templates}`;
}

/** Panels are told apart by their names. */
function apart(panels: readonly PanelSource[], at: number): string {
  const { name } = panels[at]!;
  const earlier = panels.slice(0, at).filter(panel => panel.name === name).length;
  return earlier === 0 ? name : `${name} (${earlier + 1})`;
}

function isList(sources: Source | readonly Source[]): sources is readonly Source[] {
  return Array.isArray(sources);
}

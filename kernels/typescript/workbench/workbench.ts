import type * as library from '../../index.ts';
import type { Clip } from '../../index.ts';
import { displaySymbol, type Displayed } from '../../displays/displayed.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { ModelChoices } from '../../protocol/kernel/methods.ts';
import type {
  PromptComparisonData,
  PromptComparisonScores,
} from '../../../webviews/protocol/prompt-comparison.ts';
import { mimeOf, type ViewName, type ViewPayload } from '../../../webviews/protocol/views.ts';
import type {
  WorkbenchAsk,
  WorkbenchScored,
  WorkbenchSources,
  WorkbenchState,
} from '../../../webviews/protocol/workbench.ts';
import { cosineTable } from './cosine-table.ts';
import { encodedTexts, type EncodedTexts } from './encoded-texts.ts';
import { modelAmong, sourcesAmong, type CellVariables } from './sources.ts';
import { workbenchTargets, type Targets } from './targets.ts';
import { classesOf, truthOf, variantsOf } from './wordings.ts';

/** The library as cells import it. */
export type Library = typeof library;

export interface WorkbenchParts {
  readonly variables: () => CellVariables;
  /** The one that cells get: models and runtimes are shared with it. */
  readonly library: () => Promise<Library>;
  /** Asks a live picture. */
  readonly ask: (view: string, message: unknown) => Promise<unknown>;
}

/** Holds prompts against what the notebook has. It uses the public library alone, so that a cell can do the same. */
export function createWorkbench({ variables, library: load, ask }: WorkbenchParts): {
  /** @throws Failure `workbench-variable`, `workbench-prompts`, `workbench-variants`, and whatever the library throws. */
  answer(message: unknown, choices: ModelChoices): Promise<WorkbenchSources | WorkbenchScored>;
} {
  const texts = new WeakMap<Clip, EncodedTexts>();
  let targets: Targets | undefined;
  let loaded: { readonly key: string; readonly clip: Promise<Clip> } | undefined;
  let picture:
    { readonly clip: Clip; readonly of: object; readonly key: string; payload: ViewPayload } | undefined;

  return {
    answer: async (message, choices) => {
      const known = await load();
      const asked = message as WorkbenchAsk;
      if (asked.kind === 'sources')
        return {
          ...sourcesAmong(variables()),
          phantoms: known.knownPhantoms().map(({ modality }) => modality),
        };
      const clip = await modelFor(known, choices);
      const memory = texts.get(clip) ?? encodedTexts(clip);
      texts.set(clip, memory);
      const payload = await score(known, clip, memory, tidy(asked.state));
      return { payload: { ...payload, live: undefined }, encoded: memory.newlyEncoded() };
    },
  };

  async function score(
    known: Library,
    clip: Clip,
    memory: EncodedTexts,
    { prompts, target: wanted, show }: WorkbenchState,
  ): Promise<ViewPayload> {
    const lines = [...new Set(prompts.map(({ text }) => text))];
    const table = (rows: Displayed): Promise<ViewPayload> => payloadOf(rows, 'table');
    if (show === 'alike')
      return table(await cosineTable(known, memory, lines, await memory.encodeText(lines)));
    targets ??= workbenchTargets(known);
    const target = await targets.open(wanted, variables());
    if (show === 'variants' && target.holds !== 'images') throw failure('workbench-variants', undefined);
    if (target.holds === 'labels')
      return table(await cosineTable(known, memory, lines, await memory.encodeText(target.labels)));
    if (target.holds === 'embeddings')
      return table(await cosineTable(known, memory, lines, target.embeddings));
    const { images } = target;
    const rows = targets.encode(clip, images);
    const model = { model: clip.model, encodeText: memory.encodeText, encodeImage: () => rows };
    const names = classesOf(prompts);
    const key = JSON.stringify([show, show === 'variants' && names]);
    const last = picture?.clip === clip && picture.of === images && picture.key === key ? picture : undefined;
    const keep = (payload: ViewPayload): ViewPayload => {
      picture = { clip, of: images, key, payload };
      return payload;
    };
    if (show === 'fit') {
      const live = last?.payload.live;
      if (live !== undefined)
        return keep((await ask(live, { kind: 'set-texts', texts: lines })) as ViewPayload);
      return keep(await payloadOf(await known.zeroShot(model, images, lines), 'zero-shot'));
    }
    const variants = variantsOf(prompts);
    if (last?.payload.live !== undefined) {
      const scores = (await ask(last.payload.live, {
        kind: 'set-variants',
        variants,
      })) as PromptComparisonScores;
      return keep({ ...last.payload, data: { ...(last.payload.data as PromptComparisonData), scores } });
    }
    const truth = truthOf(images, names);
    const comparison = await known.comparePrompts(model, images, variants, {
      ...(names.length > 0 && { classes: names }),
      ...(truth.some(each => each !== undefined) && { truth }),
    });
    return keep(await payloadOf(comparison, 'prompt-comparison'));
  }

  /** The notebook's own model; where it has none, the one it chose, loaded for the workbench alone. */
  function modelFor(known: Library, choices: ModelChoices): Promise<Clip> {
    const own = modelAmong(variables())?.[1];
    const key = JSON.stringify(choices);
    if (own === undefined && loaded?.key === key) return loaded.clip;
    void loaded?.clip.then(old => old.close()).catch(() => undefined);
    loaded = undefined;
    if (own) return Promise.resolve(own);
    const entry = { key, clip: known.loadClip() };
    loaded = entry;
    // What failed is tried anew.
    entry.clip.catch(() => {
      if (loaded === entry) loaded = undefined;
    });
    return entry.clip;
  }
}

/** Without empty prompts and spaces around. @throws Failure `workbench-prompts` if none is left. */
function tidy(state: WorkbenchState): WorkbenchState {
  const prompts = state.prompts
    .map(prompt => ({ text: prompt.text.trim(), class: prompt.class.trim(), variant: prompt.variant.trim() }))
    .filter(({ text }) => text !== '');
  if (prompts.length === 0) throw failure('workbench-prompts', undefined);
  return { ...state, prompts };
}

async function payloadOf(value: Displayed, view: ViewName): Promise<ViewPayload> {
  return (await value[displaySymbol]())[mimeOf(view)] as ViewPayload;
}

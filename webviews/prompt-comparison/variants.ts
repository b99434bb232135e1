import type { PromptVariant } from '../protocol/prompt-comparison.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { loadControls, type Controls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import type { Scores } from './scores.ts';
import { variantRow, type VariantRow } from './variant-row.ts';

export interface VariantList {
  readonly element: HTMLElement;
  /** Numbers of the variants; `anew` where the prompts are other than those that are typed. */
  show(scores: Scores, anew: boolean): void;
  say(sentence: string, bad?: boolean): void;
}

/** All variants, to read, or to edit where `set` asks the kernel. */
export function variantList(
  first: Scores,
  {
    known,
    classes,
    choose,
    set,
    reset,
    signal,
  }: {
    readonly known: boolean;
    readonly classes: readonly string[];
    readonly choose: Choosing;
    readonly set: ((variants: readonly PromptVariant[]) => void) | undefined;
    readonly reset: () => void;
    readonly signal: AbortSignal;
  },
): VariantList {
  const list = element('ul', { class: 'variants', 'aria-label': 'Prompt variants' });
  const tools = element('div', { class: 'tools' });
  const status = element('p', { class: 'status', role: 'status' });
  let scores = first;
  let draft: PromptVariant[] = draftOf(first);
  let rows: VariantRow[] = [];
  let controls: Controls | undefined;
  const closed = new Set<string>();

  const build = (): void => {
    for (const details of list.querySelectorAll('details')) {
      const name = details.closest('.variant')?.getAttribute('aria-label') ?? '';
      if (details.open) closed.delete(name);
      else closed.add(name);
    }
    rows = draft.map((variant, at) =>
      variantRow(variant, at, {
        known,
        choose,
        open: !closed.has(variant.name) && (variant.prompts.length <= 4 || list.childElementCount > 0),
        editing: controls &&
          set && {
            controls,
            change: (next, anew = false) => {
              draft = draft.with(at, next);
              if (anew) build();
              send();
            },
            duplicate: () =>
              insert(at + 1, { ...variant, ...draft[at]!, name: freeName(`${draft[at]!.name} copy`) }),
            remove: () => {
              draft = draft.toSpliced(at, 1);
              build();
              send();
              (
                list.children[Math.min(at, draft.length - 1)]?.querySelector<HTMLElement>('.head .control') ??
                tools.querySelector<HTMLElement>('.control')
              )?.focus();
            },
          },
      }),
    );
    rows.forEach((row, at) => {
      const scored = scores.variants[at];
      if (scored) row.show(scored);
    });
    list.replaceChildren(...rows.map(row => row.element));
  };
  const send = (): void => set?.(draft);
  const insert = (at: number, variant: PromptVariant): void => {
    draft = draft.toSpliced(at, 0, variant);
    build();
    send();
    list.children[at]?.querySelector<HTMLElement>('.head .control')?.focus();
  };
  const freeName = (wanted: string): string => {
    let name = wanted;
    for (let count = 2; draft.some(each => each.name === name); count++) name = `${wanted} ${count}`;
    return name;
  };
  if (set)
    void loadControls().then(loaded => {
      if (signal.aborted) return;
      controls = loaded;
      tools.append(
        loaded.button(
          'Add a variant',
          () => insert(draft.length, { ...blank(classes), name: freeName('new variant') }),
          { text: '+ variant' },
        ),
        loaded.button('Reset to the variants of the cell', reset, { text: 'Reset' }),
      );
      build();
    });
  build();
  return {
    element: element('div', { class: 'editor' }, list, tools, status),
    show: (next, anew) => {
      scores = next;
      if (anew) {
        draft = draftOf(next);
        build();
      } else next.variants.forEach((variant, at) => rows[at]?.show(variant));
    },
    say: (sentence, bad = false) => {
      status.textContent = sentence;
      status.classList.toggle('bad', bad);
    },
  };
}

/** What a new variant begins with. */
function blank(classes: readonly string[]): Omit<PromptVariant, 'name'> {
  return classes.length > 1
    ? { scoring: 'classes', prompts: [{ text: 'an image of {}' }] }
    : { scoring: 'pairs', prompts: [{ text: '{}' }, { text: 'no {}', negative: true }] };
}

function draftOf({ variants }: Scores): PromptVariant[] {
  return variants.map(({ name, scoring, prompts }) => ({ name, scoring, prompts }));
}

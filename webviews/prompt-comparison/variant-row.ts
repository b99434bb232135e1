import type { PromptVariant, ScoredVariant, VariantPrompt } from '../protocol/prompt-comparison.ts';
import type { Choosing } from '../runtime/choosing.ts';
import type { Controls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';
import { estimateBar } from './estimate-bar.ts';
import { markIcon } from './marks.ts';
import { counted } from './scores.ts';

/** What the reader may do with a variant; absent where no kernel answers. */
export interface VariantEditing {
  readonly controls: Controls;
  /** The variant is now this one; `rows` if prompts came or went. */
  change(variant: PromptVariant, rows?: boolean): void;
  duplicate(): void;
  remove(): void;
}

export interface VariantRow {
  readonly element: HTMLElement;
  /** Shows numbers; fields stay as they are typed. */
  show(scored: ScoredVariant): void;
}

/** One variant: its mark, name, measures where truth is known, and its prompts. */
export function variantRow(
  variant: PromptVariant,
  at: number,
  {
    known,
    choose,
    editing,
    open,
  }: {
    readonly known: boolean;
    readonly choose: Choosing;
    readonly editing: VariantEditing | undefined;
    readonly open: boolean;
  },
): VariantRow {
  const bars = known
    ? [estimateBar('AUROC', { low: 0, high: 1 }), estimateBar('accuracy', { low: 0, high: 1 })]
    : [];
  const note = element('p', { class: 'quiet' });
  const prompts = element('ul', { class: 'prompts', 'aria-label': `Prompts of ${variant.name}` });
  let edited = variant;
  const change = (next: PromptVariant, rows = false): void => {
    edited = next;
    editing?.change(next, rows);
  };
  const replace = (index: number, list: readonly VariantPrompt[]): VariantPrompt[] =>
    edited.prompts.flatMap((prompt, each) => (each === index ? list : [prompt]));
  variant.prompts.forEach((prompt, index) => {
    let box = choose.box({ kind: 'prompt', text: prompt.text });
    const item = element('li', {}, box, element('span', { class: 'role' }, roleOf(prompt, variant)));
    if (editing) {
      const name = `Prompt ${index + 1} of ${variant.name}, ${roleOf(prompt, variant)}`;
      item.append(
        field(editing.controls, name, prompt.text, text => {
          const next = choose.box({ kind: 'prompt', text });
          box.replaceWith(next);
          box = next;
          change({ ...edited, prompts: replace(index, [{ ...prompt, text }]) });
        }),
      );
      if (variant.prompts.length > 1)
        item.append(
          editing.controls.button(
            `Remove ${name}`,
            () => change({ ...edited, prompts: replace(index, []) }, true),
            {
              quiet: true,
              text: '×',
            },
          ),
        );
    } else item.append(element('span', { class: 'prompt' }, prompt.text));
    prompts.append(item);
  });
  const head = element('div', { class: 'head' }, markIcon(at));
  if (editing) {
    const { controls } = editing;
    head.append(
      field(controls, `Name of variant ${at + 1}`, variant.name, name => change({ ...edited, name })),
    );
    head.append(
      controls.button(`Duplicate ${variant.name}`, () => editing.duplicate(), { quiet: true, text: 'copy' }),
      controls.button(`Remove ${variant.name}`, () => editing.remove(), { quiet: true, text: '×' }),
    );
    const adding = element('div', { class: 'adding' });
    for (const negative of variant.scoring === 'classes' ? [false] : [false, true])
      adding.append(
        controls.button(
          `Add a ${negative ? 'negative ' : ''}prompt to ${variant.name}`,
          () =>
            change(
              {
                ...edited,
                prompts: [
                  ...edited.prompts,
                  { text: negative ? 'no {}' : '{}', ...(negative && { negative }) },
                ],
              },
              true,
            ),
          { text: negative ? '+ negative' : '+ prompt' },
        ),
      );
    prompts.append(element('li', {}, adding));
  } else head.append(element('h4', { class: 'name' }, variant.name));
  const shown = element(
    'li',
    { class: 'variant', 'aria-label': variant.name },
    head,
    element('div', { class: 'measures' }, ...bars.map(bar => bar.element)),
    element(
      'details',
      open ? { open: true } : {},
      element(
        'summary',
        { class: 'quiet' },
        `${counted(variant.prompts.length, 'prompt')} · ${scoringNames[variant.scoring]}`,
      ),
      prompts,
    ),
    note,
  );
  return {
    element: shown,
    show: ({ auroc, accuracy, truncated }) => {
      bars[0]?.show(auroc);
      bars[1]?.show(accuracy);
      note.textContent =
        truncated.length === 0
          ? ''
          : `${counted(truncated.length, 'prompt')} longer than the model reads: the end is ignored.`;
    },
  };
}

const scoringNames: Readonly<Record<PromptVariant['scoring'], string>> = {
  classes: 'softmax over classes',
  pairs: 'each class alone, positive against negative',
  observations: 'observations jointly, each against its denial',
};

/** What a prompt stands for. */
function roleOf(prompt: VariantPrompt, { scoring }: PromptVariant): string {
  const whom = prompt.class ?? 'every class';
  return scoring === 'classes' ? whom : `${prompt.negative ? 'against' : 'for'} ${whom}`;
}

function field(
  controls: Controls,
  name: string,
  value: string,
  change: (value: string) => void,
): HTMLElement {
  const made = controls.textField(name, value);
  let told = value;
  const tell = (): void => {
    if (made.value === told) return;
    told = made.value;
    change(made.value);
  };
  keepTyping(made);
  made.addEventListener('change', tell);
  made.addEventListener('keydown', event => {
    if (event.key === 'Enter') tell();
  });
  return made;
}

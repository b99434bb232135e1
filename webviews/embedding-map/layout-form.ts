import type { EmbeddingMapAsk, MapChoices, MapMethod } from '../protocol/embedding-map.ts';
import { loadControls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';

const methods: readonly (readonly [MapMethod, string])[] = [
  ['tsne', 't-SNE'],
  ['umap', 'UMAP'],
  ['pca', 'PCA'],
];

/** How far a layout is, with a button that stops it; and fields to lay out anew. */
export interface LayoutForm {
  readonly element: HTMLElement;
  running(step: number, steps: number, klDivergence: number | undefined): void;
  ended(sentence?: string): void;
}

export function layoutForm(
  asked: MapChoices,
  ask: ((message: EmbeddingMapAsk) => Promise<unknown>) | undefined,
  signal: AbortSignal,
): LayoutForm {
  const bar = element('progress', { 'aria-label': 'Layout', hidden: true });
  const words = element('span', { class: 'quiet words', role: 'status' });
  const stop = element('button', { type: 'button', class: 'tool stop', hidden: true }, 'Stop');
  const fields = element('span', { class: 'fields' });
  const place = element('form', { class: 'layout', 'aria-label': 'Layout' }, fields, bar, words, stop);
  place.addEventListener('submit', event => event.preventDefault(), { signal });
  const refused = (error: unknown): void =>
    form.ended(error instanceof Error ? error.message : String(error));
  stop.addEventListener('click', () => {
    stop.disabled = true;
    ask?.({ kind: 'stop' }).catch(refused);
  });
  const form: LayoutForm = {
    element: place,
    running: (step, steps, klDivergence) => {
      bar.hidden = false;
      fields.hidden = true;
      stop.hidden = ask === undefined;
      if (steps > 0) {
        bar.max = steps;
        bar.value = step;
      } else bar.removeAttribute('value');
      const kl = klDivergence === undefined ? '' : `, KL ${klDivergence.toFixed(3)}`;
      words.textContent = steps > 0 ? `Step ${step} of ${steps}${kl}` : 'Finding neighbours …';
    },
    ended: (sentence = '') => {
      bar.hidden = true;
      stop.hidden = true;
      stop.disabled = false;
      fields.hidden = false;
      words.textContent = sentence;
    },
  };
  if (ask)
    void loadControls().then(controls => {
      if (signal.aborted) return;
      const method = controls.dropdown(
        'Method',
        methods.map(([, name]) => name),
        methods.find(([each]) => each === asked.method)![1],
      );
      const perplexity = controls.textField('Perplexity', String(asked.perplexity));
      const seed = controls.textField('Seed', String(asked.seed));
      const press = (): void => {
        form.running(0, 0, undefined);
        const chosen = methods.find(([, name]) => name === method.value)?.[0] ?? 'tsne';
        ask({
          kind: 'lay-out',
          method: chosen,
          perplexity: Number(perplexity.value),
          seed: Number(seed.value),
        }).catch(refused);
      };
      for (const field of [perplexity, seed]) {
        keepTyping(field);
        field.addEventListener('keydown', event => {
          if (event.key === 'Enter') press();
        });
      }
      fields.append(
        method,
        element('label', {}, 'perplexity ', perplexity),
        element('label', {}, 'seed ', seed),
        controls.button('Lay out anew', press, { text: 'Lay out' }),
      );
    });
  return form;
}

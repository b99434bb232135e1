import type { WorkbenchShow, WorkbenchSources, WorkbenchTarget } from '../protocol/workbench.ts';
import type { Controls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { targetChoices } from './target-choices.ts';

/** What prompts are held against, and how it is shown. */
export interface ChoiceBar {
  readonly root: HTMLElement;
  chosen(): { readonly target: WorkbenchTarget; readonly show: WorkbenchShow };
  set(target: WorkbenchTarget, show: WorkbenchShow): void;
  offer(sources: WorkbenchSources | undefined): void;
}

const shows: readonly (readonly [WorkbenchShow, string])[] = [
  ['fit', 'Which prompt fits'],
  ['variants', 'Variants compared'],
  ['alike', 'Prompts among themselves'],
];
const counts = [3, 6, 12, 24, 48];

export function choiceBar(
  controls: Controls,
  { changed, pickFolder }: { readonly changed: () => void; readonly pickFolder: () => void },
): ChoiceBar {
  let target: WorkbenchTarget = { kind: 'phantoms', modality: '', count: 6 };
  let show: WorkbenchShow = 'fit';
  let sources: WorkbenchSources | undefined;
  const root = element('section', { class: 'choices', 'aria-label': 'What prompts are held against' });

  const labelled = (words: string, control: HTMLElement): HTMLElement =>
    element(
      'div',
      { class: 'choice' },
      element('span', { class: 'quiet', 'aria-hidden': 'true' }, words),
      control,
    );
  const choose = (
    name: string,
    labels: readonly string[],
    value: string,
    take: (at: number) => void,
  ): HTMLElement => {
    const control = controls.dropdown(name, labels, value);
    control.addEventListener('change', () => {
      const at = labels.indexOf(control.value);
      if (at >= 0) take(at);
    });
    return control;
  };
  const draw = (): void => {
    const choices = targetChoices(sources, target);
    const labels = choices.map(({ label }) => label);
    const now = choices.find(choice => JSON.stringify(choice.target) === JSON.stringify(target))!.label;
    const against = choose('Held against', labels, now, at => {
      const picked = choices[at]!.target;
      if (picked === undefined) {
        draw();
        pickFolder();
        return;
      }
      target = picked;
      draw();
      changed();
    });
    const parts = [labelled('Against', against)];
    if (target.kind === 'phantoms') {
      const drawn = target;
      const offered = [...new Set([...counts, drawn.count])].sort((left, right) => left - right).map(String);
      const count = choose('How many phantoms', offered, String(drawn.count), at => {
        target = { ...drawn, count: Number(offered[at]) };
        draw();
        changed();
      });
      parts.push(labelled('Pictures', count));
    }
    const names = shows.map(([, words]) => words);
    const view = choose('Shown as', names, shows.find(([name]) => name === show)![1], at => {
      show = shows[at]![0];
      changed();
    });
    parts.push(labelled('Show', view));
    root.replaceChildren(...parts);
  };
  draw();
  return {
    root,
    chosen: () => ({ target, show }),
    set: (wanted, shown) => {
      target = wanted;
      show = shown;
      draw();
    },
    offer: found => {
      if (JSON.stringify(found) === JSON.stringify(sources)) return;
      sources = found;
      draw();
    },
  };
}

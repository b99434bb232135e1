import type { TextsPart } from '../protocol/sheet.ts';
import { loadControls, type Controls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import type { PartView, SheetContext } from './part-view.ts';
import { textGroup, type TextGroup } from './text-group.ts';

/** A pause in typing after which the kernel is asked, in milliseconds. */
const pause = 450;

/** Texts in groups, to read, or to edit where the kernel answers. What is typed stays when an answer comes. */
export function textsView({ ask, signal, resets }: SheetContext): PartView<TextsPart> {
  const place = element('div', { class: 'text-groups' });
  let part: TextsPart | undefined;
  let groups: readonly TextGroup[] = [];
  let controls: Controls | undefined;
  /** What was asked for last, and what was answered last. */
  let [sent, answered] = ['', ''];
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  resets.addEventListener(
    'reset',
    () => {
      clearTimeout(timer);
      [sent, answered] = ['', ''];
    },
    { signal },
  );

  const typed = (): string[][] => groups.map(group => [...group.texts()]);
  const send = async (from: TextGroup): Promise<void> => {
    clearTimeout(timer);
    const wanted = typed();
    if (!ask || !part || JSON.stringify(wanted) === sent) return;
    const bare = groups.find((group, at) => wanted[at]!.length === 0 || group.lacksText());
    if (bare) {
      bare.say('A text is needed here.');
      return;
    }
    sent = JSON.stringify(wanted);
    const problem = await ask({ kind: 'set-texts', part: part.id, groups: wanted });
    // Enter asks again for the same texts.
    if (problem !== undefined) sent = '';
    from.say(problem ?? '');
  };
  const changed = (from: TextGroup, soon: boolean): void => {
    clearTimeout(timer);
    from.say('');
    if (soon) void send(from);
    else timer = setTimeout(() => void send(from), pause);
  };
  const build = ({ groups: wanted, extensible }: TextsPart): void => {
    groups = wanted.map(group => {
      const made: TextGroup = textGroup(group, {
        extensible,
        controls: ask && controls,
        changed: soon => changed(made, soon),
      });
      return made;
    });
    place.replaceChildren(...groups.map(group => group.element));
    if (groups.length === 0) place.replaceChildren(element('p', { class: 'quiet' }, 'There are no texts.'));
  };

  if (ask)
    void loadControls().then(loaded => {
      if (signal.aborted) return;
      controls = loaded;
      if (part) build(part);
    });
  return {
    element: place,
    show: next => {
      const before = part;
      part = next;
      const now = JSON.stringify(next.groups.map(({ texts }) => texts));
      const labels = ({ groups: all }: TextsPart): string => JSON.stringify(all.map(({ label }) => label));
      if (!before || labels(before) !== labels(next)) build(next);
      // What was typed since it was sent is newer than an answer that changes no text.
      else if (now !== sent && now !== answered) {
        next.groups.forEach(({ texts }, at) => {
          groups[at]?.set(texts);
          groups[at]?.say('');
        });
      }
      [sent, answered] = [now, now];
    },
  };
}

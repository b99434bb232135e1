import type { PromptComparisonData } from '../protocol/prompt-comparison.ts';
import { element } from '../runtime/elements.ts';
import { counted, type Scores } from './scores.ts';

/** What was compared, on what. */
export function summaryOf(
  { total, classes, labelling, known, level, resamples }: PromptComparisonData,
  { variants, edited }: Scores,
): (Node | string)[] {
  const truth =
    known === 0
      ? ' · no truth given: probabilities and flips only'
      : `${known < total ? ` · truth known of ${counted(known, 'image')}` : ''}${
          resamples > 0
            ? ` · ${Math.round(level * 100)} % intervals by ${counted(resamples, 'resample')} of the images`
            : ''
        }`;
  return [
    element('strong', {}, counted(variants.length, 'prompt variant')),
    ` on ${counted(total, 'image')}, ${counted(classes.length, 'class', 'classes')}${
      labelling === 'any' && classes.length > 1 ? ' that may occur together' : ''
    }${truth}`,
    ...(edited ? [' · ', element('strong', {}, 'edited')] : []),
  ];
}

/** What is not in the picture, and why. */
export function notesOf({ images, total, unreadable }: PromptComparisonData): Node[] {
  const notes: string[] = [];
  if (images.length < total)
    notes.push(
      `The first ${images.length} of ${total.toLocaleString('en')} images are drawn; the measures are of all.`,
    );
  for (const { name, problem } of unreadable.slice(0, 10))
    notes.push(`Left out: ${problem.includes(name) ? problem : `${name}: ${problem}`}`);
  if (unreadable.length > 10) notes.push(`${unreadable.length - 10} more could not be read.`);
  return notes.map(note => element('p', { class: 'quiet' }, note));
}

import type {
  PromptComparisonData,
  PromptComparisonScores,
  PromptVariant,
} from '../protocol/prompt-comparison.ts';
import { choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { provenanceFooter } from '../runtime/provenance.ts';
import type { Page } from '../runtime/renderer.ts';
import { asksInTurn } from './asking.ts';
import { choice } from './choices.ts';
import { flipView } from './flips.ts';
import { imageRows, orders, type Focus, type Order } from './image-rows.ts';
import { sameVariants, unpackScores } from './scores.ts';
import { notesOf, summaryOf } from './words.ts';
import { variantList } from './variants.ts';

const trueClass = 'the true class';
const widestClass = 'the class they differ in most';

/** Variants with their measures, two of them compared, and every image's probabilities. */
export function drawPromptComparison(page: Page<'prompt-comparison'>): void {
  const { root, payload, ask, signal } = page;
  const { data, provenance } = payload;
  let scores = unpackScores(data.scores, data);
  let answered = data.scores;
  page.exports(() => ({ ...payload, data: { ...data, scores: answered } }));
  const names = (): string[] => scores.variants.map(({ name }) => name);
  const choose = choosing(page, 'images and prompts');
  const summary = element('p', { class: 'summary' });
  const cautions = element('div', { class: 'cautions' });
  const warn = (): void =>
    cautions.replaceChildren(
      ...(scores.cautions ?? []).map(caution => element('p', { class: 'caution', role: 'note' }, caution)),
    );

  const asking =
    ask &&
    asksInTurn(ask, {
      show: (answer, asked) => {
        if (asked.kind === 'latest' && sameVariants(answer.variants, scores.variants)) return;
        show(answer, asked.kind === 'set-variants' ? asked.variants : undefined);
      },
      say: (sentence, bad) => variants.say(sentence, bad),
    });
  const variants = variantList(scores, {
    known: data.known > 0,
    classes: data.classes,
    signal,
    choose,
    set: asking && (wanted => asking({ kind: 'set-variants', variants: wanted })),
    reset: () => asking?.({ kind: 'reset' }),
  });
  const rows = imageRows(data, choose);
  const flips = flipView(data, choose, image => rows.find(image));
  const left = choice('Compare', names(), names()[0] ?? '', () => showPair());
  const right = choice('with', names(), names()[1] ?? names()[0] ?? '', () => showPair());
  const focuses = [
    ...(data.known > 0 && data.labelling === 'one' ? [trueClass] : []),
    ...data.classes,
    ...(data.classes.length > 1 ? [widestClass] : []),
  ];
  const focus = choice('Probability of', focuses, focuses[0]!, () => showRows());
  const order = choice('sorted', orders, orders[0], () => showRows());

  const pair = (): [number, number] => [names().indexOf(left.value), names().indexOf(right.value)];
  const showRows = (): void =>
    rows.show(scores, { order: order.value as Order, focus: focusOf(focus.value, data), pair: pair() });
  const showPair = (): void => {
    flips.show(scores, ...pair());
    showRows();
  };
  const show = (answer: PromptComparisonScores, own: readonly PromptVariant[] | undefined): void => {
    answered = answer;
    scores = unpackScores(answer, data);
    variants.show(scores, !own || !sameVariants(own, scores.variants));
    left.offer(names());
    right.offer(names());
    summary.replaceChildren(...summaryOf(data, scores));
    warn();
    showPair();
  };
  warn();
  summary.replaceChildren(...summaryOf(data, scores));
  root.append(
    element(
      'section',
      { class: 'view', 'aria-label': 'Prompt comparison' },
      summary,
      choose.line,
      cautions,
      variants.element,
      ...(scores.variants.length > 1 || asking
        ? [
            element(
              'div',
              { class: 'pair', role: 'group', 'aria-label': 'Two variants compared' },
              element('div', { class: 'choices' }, left.element, right.element),
              flips.element,
            ),
          ]
        : []),
      element('div', { class: 'choices' }, focus.element, order.element),
      rows.element,
      element('div', { class: 'notes' }, ...notesOf(data)),
      element('footer', {}, ...(provenance ? [provenanceFooter(provenance)] : [])),
    ),
  );
  showPair();
  asking?.({ kind: 'latest' });
}

function focusOf(value: string, { classes }: PromptComparisonData): Focus {
  if (classes.includes(value)) return { class: classes.indexOf(value) };
  return value === trueClass ? 'true' : 'widest';
}

import { unpackArray } from '../protocol/packed-array.ts';
import type {
  OverlapBand,
  PairList,
  SimilarityDistributionData,
} from '../protocol/similarity-distribution.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';
import { counted, number } from './curves.ts';
import { pairTable, type PairEntry } from './pair-table.ts';

/** Every pair of the panel between two cosines, from the kernel. */
export type AskPairs = (low: number, high: number) => Promise<PairList>;

type Kind = 'all pairs' | 'within groups' | 'across groups';
const kinds: readonly Kind[] = ['all pairs', 'within groups', 'across groups'];

/**
 * The pairs of the overlap, to filter and to sort: at once those that are kept in the picture, then all of them if a kernel answers.
 * Says how many of how many.
 */
export function pairsList(
  data: SimilarityDistributionData,
  panel: string,
  band: OverlapBand,
  {
    ask,
    signal,
    choose,
    close,
  }: {
    readonly ask: AskPairs | undefined;
    readonly signal: AbortSignal;
    readonly choose: Choosing;
    readonly close: () => void;
  },
): { readonly element: HTMLElement; focus(): void } {
  let list = band.kept;
  let entries = entriesOf(list, data);
  let note = ask ? 'Asking the kernel for the others …' : 'Run the cell to list the others.';

  const filter = element('input', {
    type: 'search',
    placeholder: 'Filter by prompt or group',
    'aria-label': `Filter pairs of ${panel}`,
  });
  keepTyping(filter);
  const kind = element(
    'select',
    { 'aria-label': 'Kind of pairs' },
    ...kinds.map(name => element('option', {}, name)),
  );
  const shut = element(
    'button',
    { type: 'button', class: 'shut', 'aria-label': 'Close the list of pairs', title: 'Close' },
    '×',
  );
  const status = element('p', { class: 'quiet', role: 'status' });
  const table = pairTable(choose, signal);
  const place = element(
    'section',
    { class: 'pairs-list', 'aria-label': `Pairs of ${panel} in the overlap` },
    element('div', { class: 'bar' }, filter, kind, shut),
    choose.line,
    table.element,
    status,
  );

  const show = (): void => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = entries.filter(
      entry =>
        (kind.value === 'all pairs' || kind.value.startsWith(entry.kind)) &&
        words.every(word => entry.haystack.includes(word)),
    );
    table.show(wanted);
    status.textContent = statusOf({ shown: wanted.length, list, listed: entries.length, band, note });
  };
  filter.addEventListener('input', show, { signal });
  kind.addEventListener('change', show, { signal });
  shut.addEventListener('click', close, { signal });
  place.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.target === filter) return;
    // Outside the list Escape clears what is chosen.
    event.stopPropagation();
    close();
  });
  show();
  if (ask) {
    ask(band.low, band.high).then(
      answer => {
        list = answer;
        entries = entriesOf(list, data);
        note = '';
        show();
      },
      (error: unknown) => {
        note = error instanceof Error ? error.message : String(error);
        show();
      },
    );
  }
  return { element: place, focus: () => filter.focus() };
}

function entriesOf(list: PairList, { prompts, groups, groupOf }: SimilarityDistributionData): PairEntry[] {
  const [left, right, cosine, groupsOf] = [list.left, list.right, list.cosine, groupOf].map(packed =>
    unpackArray(packed),
  ) as [Uint32Array, Uint32Array, Float32Array, Uint32Array];
  return Array.from(cosine, (value, at) => {
    const [one, other] = [left[at]!, right[at]!];
    const [group, second] = [groups[groupsOf[one]!]!, groups[groupsOf[other]!]!];
    const [prompt, against] = [prompts[one]!, prompts[other]!];
    return {
      cosine: value,
      kind: groupsOf[one] === groupsOf[other] ? 'within' : 'across',
      prompt,
      group,
      against,
      second,
      haystack: `${prompt} ${group} ${against} ${second}`.toLowerCase(),
    };
  });
}

function statusOf({
  shown,
  list: { total, totalWithin },
  listed,
  band,
  note,
}: {
  readonly shown: number;
  readonly list: PairList;
  readonly listed: number;
  readonly band: OverlapBand;
  readonly note: string;
}): string {
  const found = shown === listed ? '' : `${counted(shown)} found among `;
  const which =
    listed < total
      ? `the ${counted(listed)} most alike of ${counted(total)} pairs`
      : `all ${counted(total)} pairs`;
  const sentence = `${found}${which} with cosine ${number(band.low)} to ${number(band.high)} (${counted(totalWithin)} within groups, ${counted(total - totalWithin)} across).`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${listed < total && note ? ` ${note}` : ''}`;
}

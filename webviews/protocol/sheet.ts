import type { PackedArray } from './packed-array.ts';
import type { SelectionItem } from './selection.ts';

/** What a method found, as parts drawn one below the other. Methods choose parts; how a part looks is the same everywhere. */
export interface SheetData {
  readonly title: string;
  /** The result in a sentence or two. */
  readonly summary: string;
  /** Sentences that a reader must not miss, such as that an ensemble scores below its best prompt. */
  readonly cautions: readonly string[];
  readonly parts: readonly SheetPart[];
  /** Whether texts or choices differ from those that the cell gave. */
  readonly edited: boolean;
}

export type SheetPart =
  BarsPart | CardsPart | ChoicePart | CurvesPart | MatrixPart | PartsByName | TablePart | TextsPart;

interface Part {
  /** Unique in its sheet; stays when the sheet is scored anew. */
  readonly id: string;
  readonly title: string;
  /** How to read it. */
  readonly note?: string | undefined;
}

/** What something on the page stands for. Chosen on one page, it is marked on all pages of the notebook. */
export type SheetItem = SelectionItem;

/** Said by colour, by a sign and to a screen reader. */
export type SheetMark = 'good' | 'bad' | 'caution';

/** Rows of named columns, sortable. */
export interface TablePart extends Part {
  readonly kind: 'table';
  readonly columns: readonly SheetColumn[];
  /** Rows that there are; more than `columns` hold if the table was cut. */
  readonly total: number;
  /** What each row stands for. */
  readonly items?: readonly (SheetItem | null)[] | undefined;
  /** Rows to look at first: 0-based. */
  readonly best?: readonly number[] | undefined;
}

export type SheetColumn =
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly string[] }
  /** float64, NaN where there is no value; `bar` draws a bar between these ends. */
  | {
      readonly name: string;
      readonly kind: 'number';
      readonly values: PackedArray;
      readonly digits: number;
      readonly bar?: readonly [low: number, high: number] | undefined;
    }
  /** float64 `[rows]` each, NaN where there is none. */
  | {
      readonly name: string;
      readonly kind: 'estimate';
      readonly values: PackedArray;
      readonly low: PackedArray;
      readonly high: PackedArray;
      readonly digits: number;
    }
  | {
      readonly name: string;
      readonly kind: 'mark';
      readonly values: readonly { readonly text: string; readonly mark?: SheetMark | undefined }[];
    };

/** Horizontal bars in groups. */
export interface BarsPart extends Part {
  readonly kind: 'bars';
  readonly range: readonly [low: number, high: number];
  /** Where bars begin; `range[0]` unless given. */
  readonly zero?: number | undefined;
  readonly digits: number;
  readonly groups: readonly BarGroup[];
}

export interface BarGroup {
  readonly label: string;
  /** Drawn as a bar of its own above the others. */
  readonly value?: number | undefined;
  readonly mark?: SheetMark | undefined;
  readonly note?: string | undefined;
  readonly bars: readonly SheetBar[];
}

export interface SheetBar {
  readonly label: string;
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly mark?: SheetMark | undefined;
  readonly item?: SheetItem | undefined;
}

/** Lines over a number. */
export interface CurvesPart extends Part {
  readonly kind: 'curves';
  readonly x: SheetAxis;
  readonly y: SheetAxis;
  readonly series: readonly CurveSeries[];
  /** Draws x = y, as under a ROC or a reliability curve. */
  readonly diagonal?: boolean | undefined;
}

export interface SheetAxis {
  readonly label: string;
  readonly range?: readonly [low: number, high: number] | undefined;
  readonly scale?: 'linear' | 'log' | undefined;
  readonly ticks?: readonly number[] | undefined;
  readonly digits: number;
}

/** float64 `[points]` each, x ascending. */
export interface CurveSeries {
  readonly name: string;
  readonly x: PackedArray;
  readonly y: PackedArray;
  readonly low?: PackedArray | undefined;
  readonly high?: PackedArray | undefined;
  readonly dashed?: boolean | undefined;
  /** Points are drawn, and steps between them where `steps`. */
  readonly shape: 'line' | 'points' | 'steps';
}

/** Numbers by row and column as coloured cells. */
export interface MatrixPart extends Part {
  readonly kind: 'matrix';
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** float32 `[rows, columns]`, NaN where there is none. */
  readonly values: PackedArray;
  /** uint8 `[rows, columns]`, 1 for cells with a sign, such as what is truly there. */
  readonly marked?: PackedArray | undefined;
  /** What the sign says. */
  readonly markedMeans?: string | undefined;
  readonly range: readonly [low: number, high: number];
  /** `diverging`: the middle of the range is neutral. */
  readonly colors: 'sequential' | 'diverging';
  readonly digits: number;
  readonly rowItems?: readonly (SheetItem | null)[] | undefined;
  readonly columnItems?: readonly (SheetItem | null)[] | undefined;
}

/** Pictures and sentences in groups, such as the images found for a query. */
export interface CardsPart extends Part {
  readonly kind: 'cards';
  readonly groups: readonly CardGroup[];
}

export interface CardGroup {
  readonly title: string;
  readonly note?: string | undefined;
  readonly item?: SheetItem | undefined;
  readonly cards: readonly SheetCard[];
}

export interface SheetCard {
  readonly title: string;
  /** A small picture as a `data:` URL. */
  readonly thumbnail?: string | undefined;
  readonly mark?: SheetMark | undefined;
  readonly item?: SheetItem | undefined;
  readonly lines: readonly CardLine[];
}

export interface CardLine {
  readonly text: string;
  /** In [0, 1]: a bar behind the text. */
  readonly share?: number | undefined;
  /** At the end of the line, such as `0.93`. */
  readonly value?: string | undefined;
  readonly mark?: SheetMark | undefined;
}

/** One of several sets of parts at a time, all of them on the page: one for each image, class or model. */
export interface PartsByName extends Part {
  readonly kind: 'by-name';
  /** What is chosen, such as `image`. */
  readonly what: string;
  readonly choices: readonly {
    readonly name: string;
    readonly thumbnail?: string | undefined;
    readonly item?: SheetItem | undefined;
    readonly parts: readonly SheetPart[];
  }[];
}

/** Texts that can be edited; the kernel answers with a new sheet. */
export interface TextsPart extends Part {
  readonly kind: 'texts';
  readonly groups: readonly { readonly label: string; readonly texts: readonly string[] }[];
  /** Whether texts can be added and removed; the last of a group stays. */
  readonly extensible: boolean;
}

/** One of a few options; the kernel answers with a new sheet. */
export interface ChoicePart extends Part {
  readonly kind: 'choice';
  readonly options: readonly string[];
  readonly value: string;
}

/** All are answered with a whole `SheetData`. */
export type SheetAsk =
  | {
      readonly kind: 'set-texts';
      /** The id of a part of texts. */
      readonly part: string;
      /** `[groups][texts]`, in their order. */
      readonly groups: readonly (readonly string[])[];
    }
  | { readonly kind: 'set-choice'; readonly part: string; readonly option: string }
  /** As the cell gave it. */
  | { readonly kind: 'reset' }
  /** As it was set last. */
  | { readonly kind: 'latest' };

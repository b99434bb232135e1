import type { EmbeddingMapAsk, EmbeddingMapData } from './embedding-map.ts';
import type { ImageViewData } from './image.ts';
import type { ProgressData } from './progress.ts';
import type { PromptComparisonAsk, PromptComparisonData } from './prompt-comparison.ts';
import type { SheetAsk, SheetData } from './sheet.ts';
import type { PairsAsk, SimilarityDistributionData } from './similarity-distribution.ts';
import type { TableData } from './table.ts';
import type { TensorData } from './tensor.ts';
import type { ZeroShotData } from './zero-shot.ts';

/** One row a view: what its pictures are drawn from, what a page may ask, and what it hears. All else is derived. */
export interface Views {
  readonly 'embedding-map': { readonly data: EmbeddingMapData; readonly asks: EmbeddingMapAsk };
  readonly image: { readonly data: ImageViewData; readonly asks: never };
  readonly progress: { readonly data: ProgressData; readonly asks: never };
  readonly 'prompt-comparison': { readonly data: PromptComparisonData; readonly asks: PromptComparisonAsk };
  readonly sheet: { readonly data: SheetData; readonly asks: SheetAsk };
  readonly 'similarity-distribution': {
    readonly data: SimilarityDistributionData;
    readonly asks: PairsAsk;
  };
  readonly table: { readonly data: TableData; readonly asks: never };
  readonly tensor: { readonly data: TensorData; readonly asks: never };
  readonly 'zero-shot': {
    readonly data: ZeroShotData;
    readonly asks: { readonly kind: 'set-texts'; readonly texts: readonly string[] };
  };
}

export type ViewName = keyof Views;

/** The MIME type of a view's payload. */
export function mimeOf(view: ViewName): string {
  return `application/vnd.clip-notebook.${view}+json`;
}

/** The body of a view's MIME type. Bulk numbers inside `data` are `PackedArray`s. */
export interface ViewPayload<Name extends ViewName = ViewName> {
  readonly view: Name;
  /** Raised when the data of a view changes its meaning; a page that does not know it shows the fallback. */
  readonly version: 1;
  /** Names the value in the kernel that answers this picture; it may be gone (a saved notebook, another kernel). */
  readonly live?: string | undefined;
  /** Always there for figures; absent where a value is shown as it is (a table, a picture). */
  readonly provenance?: Provenance | undefined;
  readonly data: Views[Name]['data'];
}

/** How a figure came about: enough to make it again. */
export interface Provenance {
  readonly models: readonly {
    readonly name: string;
    readonly digest: string;
    readonly preset: string;
    readonly precision: string;
  }[];
  /** Items that were drawn: images, prompts or pairs. */
  readonly n: number;
  readonly seed?: number | undefined;
  /** Version of this package. */
  readonly version: string;
  /** ISO 8601. */
  readonly made: string;
  /** Further choices by name, such as the bandwidth rule. */
  readonly choices?: Readonly<Record<string, string | number>> | undefined;
}

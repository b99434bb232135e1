/** One picture or a gallery. */
export interface ImageViewData {
  readonly images: readonly ShownImage[];
  /** Pictures that there are; more than are shown if the gallery was cut. */
  readonly total: number;
  /** Widest a single picture is drawn, in CSS pixels. */
  readonly width?: number | undefined;
}

export interface ShownImage {
  /** A `data:` URL. */
  readonly source: string;
  /** Natural size in pixels, which may be more than `source` holds. */
  readonly width: number;
  readonly height: number;
  /** What a screen reader says. */
  readonly alt: string;
  readonly caption?: string | undefined;
  /** What the reader chooses by it: a path, or the name of a picture in memory. */
  readonly name?: string | undefined;
}

import type { ViewName, ViewPayload } from '../protocol/views.ts';

/** Views that are not saved as files: a bar of progress says nothing once the work is done. */
export const neverSaved = ['progress'] as const satisfies readonly ViewName[];

export type ExportedView = Exclude<ViewName, (typeof neverSaved)[number]>;

/** A view as files, made from its payload alone. */
export interface ViewExporter<Name extends ExportedView> {
  /** A picture on white as an SVG document that needs nothing beside itself; by `svgDocument`. */
  svg(payload: ViewPayload<Name>): string;
  /** One tidy table, by `csvText`: a kind of thing a row, its facts in columns, numbers with all their digits. */
  csv(payload: ViewPayload<Name>): string;
  /** A `data:` URL that is saved as PNG in its own pixels, where the view shows one picture and nothing else. */
  picture?(payload: ViewPayload<Name>): string | undefined;
}

import type { Provenance, ViewName, ViewPayload, Views } from '../../webviews/protocol/views.ts';

/** The body of a view's MIME type. */
export function payloadOf<Name extends ViewName>(
  view: Name,
  data: Views[Name]['data'],
  { provenance, live }: { readonly provenance?: Provenance; readonly live?: string | undefined } = {},
): ViewPayload<Name> {
  return { view, version: 1, data, ...(provenance && { provenance }), ...(live !== undefined && { live }) };
}

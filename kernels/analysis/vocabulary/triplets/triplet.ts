/** What separates the contrary from the text. */
export type TripletKind = 'negation' | 'synonym' | 'severity' | 'laterality';

/** Three texts: an encoder that reads medicine puts the text nearer to its synonym than to its contrary. */
export interface MedicalTriplet {
  readonly kind: TripletKind;
  readonly text: string;
  /** The same meaning in other words. */
  readonly synonym: string;
  /** Another meaning, mostly in nearly the same words. */
  readonly contrary: string;
}

/** Rows of text, synonym and contrary as triplets of one kind. */
export function tripletsOf(
  kind: TripletKind,
  rows: readonly (readonly [text: string, synonym: string, contrary: string])[],
): readonly MedicalTriplet[] {
  return rows.map(([text, synonym, contrary]) => ({ kind, text, synonym, contrary }));
}

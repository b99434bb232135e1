import { flippedImages } from '../../analysis/prompt-variants/decisions.ts';
import { labelsAt, type PromptFlip } from '../prompt-comparison/differences.ts';
import type { LaboratoryVariant } from './laboratory.ts';
import type { LaboratoryPicture } from './values.ts';

/** Images of which two variants say different things. */
export function flipsOf(
  left: LaboratoryVariant,
  right: LaboratoryVariant,
  { compared, classes }: Pick<LaboratoryPicture, 'compared' | 'classes'>,
): (PromptFlip & { readonly row: number })[] {
  return flippedImages(left.decided, right.decided, classes.length).map(row => {
    const truth = compared.truth[row];
    const [from, to] = [labelsAt(left.decided, row, classes), labelsAt(right.decided, row, classes)];
    const verdict = (said: readonly string[]): PromptFlip['before'] =>
      truth && (said.length === truth.length && said.every(each => truth.includes(each)) ? 'right' : 'wrong');
    return {
      row,
      image: compared.embeddings.ids[row]!,
      from,
      to,
      truth,
      before: verdict(from),
      after: verdict(to),
    };
  });
}

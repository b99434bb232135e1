/** Pictures of values, and what their pages ask. */
export const displayFailures = {
  'zero-shot-texts': ({ what }: { what: string }) =>
    `${what} needs at least one text. Give labels or prompts such as ['chest X-ray', 'mammogram'].`,
  'zero-shot-template': ({ template }: { template: string }) =>
    template === ''
      ? `The list of templates is empty. Leave it out, or give sentences with {} where the text goes, such as 'a photo of {}'.`
      : `The template '${template}' has no {} where the text goes. Write it as 'a photo of {}'.`,
  'distribution-groups': ({ problem }: { problem: string }) =>
    `${problem} Give groups such as { lung: ['pneumonia', 'emphysema'], heart: ['myocarditis', 'stable angina'] }, or 'common diseases'.`,
  'map-rows': ({ problem }: { problem: string }) =>
    `${problem} Give what encodeText or encodeImage returned, or { text, image } with both.`,
  'map-list-length': ({ list, given, count }: { list: string; given: number; count: number }) =>
    `There are ${given} ${list} for ${count} points. Give one for each row, in the order of the rows.`,
  'map-option': ({ option, problem }: { option: string; problem: string }) => `${option}: ${problem}.`,
  'zero-shot-truth': ({ truths, images }: { truths: number; images: number }) =>
    `There are ${truths} true texts for ${images} images. Give one for each image, and undefined where it is not known.`,
  'selection-names': ({ kind, what }: { kind: string; what: string }) =>
    `The ${kind} to choose are a list of texts, and there is ${what === 'object' ? 'an object' : what} among them. Give names such as select({ images: ['scan.png'] }).`,
  'view-message': ({ view }: { view: string }) =>
    `The picture sent something that this version of ${view} does not know. Run the cell again, so that both are of one version.`,
  'display-source': ({ what }: { what: string }) =>
    `This is no picture: ${what}. Give a path, the bytes of a PNG, JPEG, WebP or GIF file, or { width, height, data } with 1, 3 or 4 bytes a pixel.`,
};

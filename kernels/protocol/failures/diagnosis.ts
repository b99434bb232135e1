/** Findings and explained diagnoses of images. */
export const diagnosisFailures = {
  'diagnosis-images': ({ unreadable }: { unreadable: number }) =>
    unreadable === 0
      ? 'There are no images to look for findings in. Give at least one, as from loadImages or phantoms.'
      : `None of the ${unreadable} images could be read, so no finding can be looked for. Look at the paths, or give others.`,
  'diagnosis-truth': ({ problem }: { problem: string }) =>
    `${problem} Give for each image what is there, as { edema: true, mass: false } or as a list such as ['edema'], or undefined where it is not known.`,
  'diagnosis-words': ({ problem, remedy }: { problem: string; remedy: string }) => `${problem} ${remedy}`,
};

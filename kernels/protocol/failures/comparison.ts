/** Comparing prompt variants. */
export const comparisonFailures = {
  'comparison-variants': ({ problem }: { problem: string }) =>
    `${problem} Give variants by name, such as { 'bare name': '{}', sentence: 'a chest X-ray showing {}', pair: { positive: '{}', negative: 'no {}' } }.`,
  'comparison-variant': ({
    variant,
    problem,
    remedy,
  }: {
    variant: string;
    problem: string;
    remedy: string;
  }) => `The variant "${variant}" ${problem}. ${remedy}`,
  'comparison-classes': ({ problem }: { problem: string }) =>
    `${problem} Give the classes that are told apart, such as { classes: ['pneumonia', 'pleural effusion'] }.`,
  'comparison-truth': ({ problem }: { problem: string }) =>
    `${problem} Give for each image a class, a list of classes for what may occur together, or undefined where it is not known.`,
  'comparison-images': ({ unreadable }: { unreadable: number }) =>
    unreadable === 0
      ? 'There are no images to compare prompts on. Give at least one, as from loadImages or phantoms.'
      : `None of the ${unreadable} images could be read, so there is nothing to compare prompts on. Look at the paths, or give others.`,
  'comparison-unknown': ({ variant, known }: { variant: string; known: string }) =>
    `There is no variant "${variant}". There are: ${known}.`,
  'laboratory-wording': ({
    wording,
    problem,
    classes,
  }: {
    wording: string;
    problem: string;
    classes: string;
  }) =>
    `The wording "${wording}" ${problem}. Give words by class, such as { lay: { pneumonia: 'lung infection' } }; the classes are: ${classes}.`,
};

/** Searching among images, and what is made of what was found. */
export const retrievalFailures = {
  'images-needed': ({ task, unreadable }: { task: string; unreadable: number }) =>
    unreadable === 0
      ? `There are no images to ${task}. Give at least one, as from loadImages or phantoms.`
      : `None of the ${unreadable} images could be read, so there is nothing to ${task}. Look at the paths, or give others.`,
  'texts-needed': ({ task, example }: { task: string; example: string }) =>
    `There are no words to ${task}. Write some, such as ${example}.`,
  'name-unknown': ({ what, name, known }: { what: string; name: string; known: string }) =>
    `There is no ${what} "${name}". There are: ${known}.`,
  'few-shot-classes': ({ problem }: { problem: string }) =>
    `${problem} Give images of at least two classes, and the class of each image as a string.`,
};

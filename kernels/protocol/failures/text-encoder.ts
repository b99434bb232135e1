/** Asking what a text encoder knows. */
export const textEncoderFailures = {
  'encoder-missing': ({ problem }: { problem: string }) =>
    `${problem} Give a model as loadClip returns it, a function from texts to { data, count, dim }, or several by name: { builtin: clip, 'bag of words': wordCounts }.`,
  'encoder-rows': ({ name, problem }: { name: string; problem: string }) =>
    `The encoder '${name}' ${problem}. Let it return { data, count, dim } with one row of finite numbers, not all 0, for each text.`,
  'encoder-texts': ({ what, problem }: { what: string; problem: string }) =>
    `${what} ${problem}. Give a list of texts, such as ['no pneumothorax', 'lungs are clear'].`,
  'triplets-invalid': ({ problem }: { problem: string }) =>
    `${problem} Give triplets such as { kind: 'negation', text: 'no edema', synonym: 'edema is absent', contrary: 'edema' }.`,
  'pairs-unmatched': ({ images, reports }: { images: number; reports: number }) =>
    `There are ${images} images and ${reports} reports. Give the report of each image, in the same order.`,
  'batch-too-few': ({ pairs }: { pairs: number }) =>
    `${pairs === 1 ? 'One pair' : `${pairs} pairs`} of image and report make no batch: each needs another to be told from. Give two or more that can be read.`,
  'map-comparison': ({ problem }: { problem: string }) =>
    `${problem} Give two embeddings of the same labels or more by name, such as { bare: await clip.encodeText(labels), sentence: await clip.encodeText(sentences) }.`,
};

// Prompts for phantoms in two wordings: `trained` in the manner of the training texts, `paraphrased` in words kept out of training.

/** modality → prompts naming that kind of image. */
export function modalityPrompts(known, { prompts, paraphrases }) {
  const fill = name => prompts.modalityTemplates.map(template => template.replace('{}', name));
  return {
    trained: new Map(known.map(({ modality, words }) => [modality, fill(words[0])])),
    paraphrased: new Map(known.map(({ modality }) => [modality, required(paraphrases.modalities, modality)])),
  };
}

/** Prompts for the presence and the absence of one finding. */
export function findingPrompts({ modality, words }, finding, { prompts, paraphrases }) {
  const fill = template =>
    template.replace('{modality}', words[0]).replace('{finding}', prompts.findingWords[finding] ?? finding);
  const { positive, negative } = required(required(paraphrases.findings, modality), finding);
  return {
    trained: { positive: prompts.positive.map(fill), negative: prompts.negative.map(fill) },
    paraphrased: { positive, negative },
  };
}

function required(table, key) {
  const found = table[key];
  if (found === undefined) throw new Error(`paraphrases.json lacks ${key}`);
  return found;
}

/** Turning text into token ids. */
export const tokenizerFailures = {
  'tokenizer-missing': ({ path, expected }: { path: string; expected: string }) =>
    `No tokenizer was found beside ${path}. Put ${expected} from the model's page into that folder.`,
  'tokenizer-unreadable': ({ path, problem }: { path: string; problem: string }) =>
    `The tokenizer file ${path} cannot be used: ${problem}. Copy or download it again.`,
  'tokenizer-foreign': ({ model, id, vocabulary }: { model: string; id: number; vocabulary: number }) =>
    `The tokenizer of ${model} gives token id ${id}, and the model knows ${vocabulary} tokens: the tokenizer files belong to another model. Copy those from the model's own page.`,
};

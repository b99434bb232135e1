import { arrayAt, idAt, objectAt, stringAt, type JsonObject } from './json.ts';

/** One token that the post-processor adds. */
export interface FrameToken {
  readonly id: number;
  readonly token: string;
}

/** What stands before and after the tokens of a single prompt. */
export interface Frame {
  readonly before: readonly FrameToken[];
  readonly after: readonly FrameToken[];
}

/** Reads the `post_processor` member of a tokenizer.json (null: nothing is added); throws an Error otherwise. */
export function frameOf(config: unknown): Frame {
  if (config === null || config === undefined) return { before: [], after: [] };
  const node = objectAt(config, 'post_processor');
  switch (node['type']) {
    case 'ByteLevel':
      return { before: [], after: [] };
    case 'BertProcessing':
    case 'RobertaProcessing':
      return { before: [pair(node['cls'])], after: [pair(node['sep'])] };
    case 'TemplateProcessing':
      return template(node);
    case 'Sequence':
      return arrayAt(node['processors'], 'post_processor.processors')
        .map(frameOf)
        .reduce((inner, outer) => ({
          before: [...outer.before, ...inner.before],
          after: [...inner.after, ...outer.after],
        }));
    default:
      throw new Error(`post_processor ${JSON.stringify(node['type'])} is not known`);
  }
}

function pair(value: unknown): FrameToken {
  const [token, id] = arrayAt(value, 'a token of post_processor');
  return { id: idAt(id, 'a token of post_processor'), token: stringAt(token, 'a token of post_processor') };
}

function template(node: JsonObject): Frame {
  const specials = objectAt(node['special_tokens'] ?? {}, 'post_processor.special_tokens');
  const before: FrameToken[] = [];
  const after: FrameToken[] = [];
  let seen = 0;
  for (const item of arrayAt(node['single'], 'post_processor.single')) {
    const { SpecialToken: special, Sequence: sequence } = objectAt(item, 'post_processor.single');
    if (sequence !== undefined) seen++;
    else (seen === 0 ? before : after).push(...expansion(specials, special));
  }
  if (seen !== 1) throw new Error('post_processor.single does not hold the text exactly once');
  return { before, after };
}

function expansion(specials: JsonObject, item: unknown): FrameToken[] {
  const name = stringAt(objectAt(item, 'post_processor.single')['id'], 'post_processor.single');
  const special = objectAt(specials[name], `post_processor.special_tokens.${name}`);
  const tokens = arrayAt(special['tokens'], `post_processor.special_tokens.${name}.tokens`);
  return arrayAt(special['ids'], `post_processor.special_tokens.${name}.ids`).map((id, index) => ({
    id: idAt(id, `post_processor.special_tokens.${name}`),
    token: stringAt(tokens[index], `post_processor.special_tokens.${name}`),
  }));
}

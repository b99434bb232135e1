import { failure } from '../../protocol/failures/index.ts';
import type { PromptGrid, PromptGridVariant } from './prompt-grid.ts';

/**
 * The two JSON files that CLIP_benchmark reads: prompts, and the names of the classes. Prompts are templates with `{c}` for the class, or,
 * where classes have several wordings, every class's own prompts (its CuPL form).
 */
export interface ClipBenchmarkFiles {
  readonly templates: Readonly<
    Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>
  >;
  readonly classnames: Readonly<Record<string, readonly string[]>>;
}

/**
 * Variants as the files that CLIP_benchmark takes for `--custom_template_file` and `--custom_classname_file`; several variants become
 * one ensemble of all their prompts.
 * @param dataset the name under which the files are read: what follows the last `/` of its `--dataset`.
 * @throws Failure `values-empty` without variants; `option-invalid` for what those files cannot say: a negation, metadata that differ
 * between images.
 */
export function clipBenchmarkFiles(
  { axes, classes, texts }: Pick<PromptGrid, 'axes' | 'classes' | 'texts'>,
  variants: readonly PromptGridVariant[],
  dataset: string,
): ClipBenchmarkFiles {
  const [first] = variants;
  if (first === undefined) throw failure('values-empty', { what: 'the list of variants to export' });
  for (const { name, negation, setOf } of variants) {
    const refused = (expected: string): Error =>
      failure('option-invalid', { option: 'variant to export', value: name, expected });
    if (negation !== 'none') throw refused('variants without negation: CLIP_benchmark compares classes');
    if (setOf !== undefined) throw refused('variants with one prefix for all images');
  }
  if (variants.every(({ wording }) => wording === first.wording)) {
    const templates = variants.flatMap(({ template, prefix }) =>
      axes.templates[template]!.map(pattern => formatted(axes.prefixes[prefix]! + pattern)),
    );
    return {
      templates: { [dataset]: [...new Set(templates)] },
      classnames: { [dataset]: [...axes.wordings[first.wording]!] },
    };
  }
  const prompts = classes.map((name, column): [string, string[]] => [
    name,
    [...new Set(variants.flatMap(({ positive }) => positive[0]![column]!.map(text => texts[text]!)))],
  ]);
  return { templates: { [dataset]: Object.fromEntries(prompts) }, classnames: { [dataset]: [...classes] } };
}

/** The class as Python's `str.format(c=…)` puts it in; other braces are doubled. */
function formatted(pattern: string): string {
  return pattern
    .split('{}')
    .map(part => part.replaceAll('{', '{{').replaceAll('}', '}}'))
    .join('{c}');
}

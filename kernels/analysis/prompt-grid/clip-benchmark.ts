import { failure } from '../../protocol/failures/index.ts';
import type { PromptGrid, PromptGridVariant } from './prompt-grid.ts';

/** The two JSON files that CLIP_benchmark reads: templates with `{c}` for the class, and the names of the classes. */
export interface ClipBenchmarkFiles {
  readonly templates: Readonly<Record<string, readonly string[]>>;
  readonly classnames: Readonly<Record<string, readonly string[]>>;
}

/**
 * Variants as the files that CLIP_benchmark takes for `--template_file` and `--classname_file`; several variants become an ensemble
 * of their templates.
 * @param dataset the name under which the files are read.
 * @throws Failure `values-empty` without variants; `option-invalid` for what those files cannot say: a negation, metadata that differ
 * between images, several wordings.
 */
export function clipBenchmarkFiles(
  { axes }: PromptGrid,
  variants: readonly PromptGridVariant[],
  dataset: string,
): ClipBenchmarkFiles {
  const [first] = variants;
  if (first === undefined) throw failure('values-empty', { what: 'the list of variants to export' });
  for (const { name, negation, wording, setOf } of variants) {
    const refused = (expected: string): Error =>
      failure('option-invalid', { option: 'variant to export', value: name, expected });
    if (negation !== 'none') throw refused('variants without negation: CLIP_benchmark compares classes');
    if (setOf !== undefined) throw refused('variants with one prefix for all images');
    if (wording !== first.wording) throw refused(`variants of one wording, "${first.wording}"`);
  }
  const templates = variants.map(
    ({ template, prefix }) => axes.prefixes[prefix]! + axes.templates[template]!.replaceAll('{}', '{c}'),
  );
  return {
    templates: { [dataset]: [...new Set(templates)] },
    classnames: { [dataset]: [...axes.wordings[first.wording]!] },
  };
}

import type { PhantomImage } from '../../index.ts';
import type { PromptVariant } from '../../../webviews/protocol/prompt-comparison.ts';
import type { WorkbenchPrompt } from '../../../webviews/protocol/workbench.ts';

/** Prompts as `comparePrompts` takes them; those without a class are templates. */
export function variantsOf(prompts: readonly WorkbenchPrompt[]): PromptVariant[] {
  return [...new Set(prompts.map(({ variant }) => variant))].map(name => ({
    name: name === '' ? 'prompts' : name,
    scoring: 'classes',
    prompts: prompts
      .filter(({ variant }) => variant === name)
      .map(prompt => ({ text: prompt.text, ...(prompt.class !== '' && { class: prompt.class }) })),
  }));
}

/** The classes that prompts name, in their order. */
export function classesOf(prompts: readonly WorkbenchPrompt[]): string[] {
  return [...new Set(prompts.map(prompt => prompt.class))].filter(name => name !== '');
}

/** The class that is true of each picture: the kind of a phantom, or a finding in it. Undefined where none is known to be. */
export function truthOf(images: readonly unknown[], classes: readonly string[]): (string | undefined)[] {
  return images.map(image => {
    const { modality, findings = [] } = image as Partial<PhantomImage>;
    return classes.find(name => name === modality || findings.some(finding => finding.name === name));
  });
}

import type {
  WorkbenchPrompt,
  WorkbenchSources,
  WorkbenchState,
  WorkbenchTarget,
} from '../../webviews/protocol/workbench.ts';

/**
 * A cell that does what the workbench shows: imports, model, target, prompts, call. It declares no name that the notebook has.
 * @param folder A picked folder as the notebook names it.
 */
export function workbenchCell(
  state: WorkbenchState,
  { variables, clip: known, names }: Pick<WorkbenchSources, 'variables' | 'clip' | 'names'>,
  folder: (path: string) => string = path => path,
): string {
  const prompts = state.prompts
    .map(prompt => ({ text: prompt.text.trim(), class: prompt.class.trim(), variant: prompt.variant.trim() }))
    .filter(({ text }) => text !== '');
  const taken = new Set(names);
  const declare = (wanted: string): string => {
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
    taken.add(name);
    return name;
  };
  const imports = new Set<string>();
  const lines: string[] = [];
  const clip = known ?? declare('clip');
  if (known === undefined) {
    imports.add('loadClip');
    lines.push(`const ${clip} = await loadClip();`);
  }
  const made = { state, prompts, clip, declare, imports, lines };
  const { target, show } = state;
  const holds =
    target.kind === 'variable' ? variables.find(({ name }) => name === target.name)?.holds : 'images';
  if (show !== 'alike' && (holds ?? 'images') === 'images')
    writeImages(made, openTarget(made, target, folder));
  else writeCosines(made, show === 'alike' ? undefined : { name: openTarget(made, target, folder), holds });
  return `import { ${[...imports].sort().join(', ')} } from 'clip-notebook';\n\n${lines.join('\n')}`;
}

interface Making {
  readonly state: WorkbenchState;
  readonly prompts: readonly WorkbenchPrompt[];
  readonly clip: string;
  readonly declare: (wanted: string) => string;
  readonly imports: Set<string>;
  readonly lines: string[];
}

/** The name of what prompts are held against. */
function openTarget(
  { declare, imports, lines }: Making,
  target: WorkbenchTarget,
  folder: (path: string) => string,
): string {
  if (target.kind === 'variable') return target.name;
  const name = declare('images');
  if (target.kind === 'folder') {
    imports.add('loadImages');
    lines.push(`const ${name} = await loadImages(${quoted(folder(target.path))});`);
    return name;
  }
  imports.add('phantoms');
  const kind = target.modality === '' ? '' : `modality: ${quoted(target.modality)}, `;
  lines.push(`const ${name} = await phantoms({ ${kind}count: ${target.count}, seed: 1 });`);
  return name;
}

function writeImages(making: Making, images: string): void {
  const { state, clip, imports, lines } = making;
  if (state.show === 'variants') {
    writeComparison(making, images);
    return;
  }
  imports.add('zeroShot');
  const texts = writePrompts(making);
  lines.push('', `await zeroShot(${clip}, ${images}, ${texts})`);
}

function writeComparison({ state, prompts, clip, declare, imports, lines }: Making, images: string): void {
  imports.add('comparePrompts');
  const variants = declare('variants');
  const named = unique(prompts.map(({ variant }) => variant));
  lines.push(`const ${variants} = {`);
  for (const variant of named) {
    const own = prompts.filter(prompt => prompt.variant === variant);
    const name = key(variant === '' ? 'prompts' : variant);
    const classes = unique(own.map(prompt => prompt.class));
    const textsIn = (one: string): string[] => own.filter(each => each.class === one).map(({ text }) => text);
    if (classes.every(each => each === '')) {
      lines.push(`  ${name}: ${list(textsIn(''), '  ')},`);
      continue;
    }
    lines.push(`  ${name}: {`, '    texts: {');
    for (const one of classes.filter(each => each !== ''))
      lines.push(`      ${key(one)}: ${list(textsIn(one), '      ')},`);
    lines.push('    },', '  },');
  }
  lines.push('};');
  const classes = unique(prompts.map(prompt => prompt.class)).filter(each => each !== '');
  if (classes.length === 0) {
    lines.push('', `await comparePrompts(${clip}, ${images}, ${variants})`);
    return;
  }
  const names = declare('classes');
  lines.push(`const ${names} = ${list(classes, '')};`);
  if (state.target.kind === 'phantoms') {
    const truth = declare('truth');
    lines.push(
      `const ${truth} = ${images}.map(({ modality, findings }) =>`,
      `  ${names}.find(name => name === modality || findings.some(finding => finding.name === name)),`,
      ');',
      '',
      `await comparePrompts(${clip}, ${images}, ${variants}, {`,
      `  classes: ${names},`,
      `  ...(${truth}.some(each => each !== undefined) && { truth: ${truth} }),`,
      '})',
    );
  } else lines.push('', `await comparePrompts(${clip}, ${images}, ${variants}, { classes: ${names} })`);
}

/** Rows of the other side, a column for each prompt. */
function writeCosines(
  making: Making,
  other: { readonly name: string; readonly holds: string | undefined } | undefined,
): void {
  const { clip, declare, imports, lines } = making;
  imports.add('cosineSimilarity').add('table');
  const texts = writePrompts(making);
  const encoded = declare('encoded');
  lines.push(`const ${encoded} = await ${clip}.encodeText(${texts});`);
  let rows = encoded;
  if (other?.holds === 'embeddings') rows = other.name;
  else if (other) {
    rows = declare('labelRows');
    lines.push(`const ${rows} = await ${clip}.encodeText(${other.name});`);
  }
  const cosines = declare('cosines');
  lines.push(
    `const ${cosines} = cosineSimilarity(${rows}, ${encoded});`,
    '',
    'table(',
    `  ${rows}.ids.map((name, row) => ({`,
    `    'cosine with': name,`,
    `    ...Object.fromEntries(${texts}.map((text, at) => [text, ${cosines}[row * ${texts}.length + at]])),`,
    '  })),',
    ')',
  );
}

function writePrompts({ prompts, declare, lines }: Making): string {
  const name = declare('prompts');
  lines.push(`const ${name} = ${list(unique(prompts.map(({ text }) => text)), '')};`);
  return name;
}

function list(texts: readonly string[], indent: string): string {
  const short = `[${texts.map(quoted).join(', ')}]`;
  if (indent.length + short.length <= 80) return short;
  return `[\n${texts.map(text => `${indent}  ${quoted(text)},\n`).join('')}${indent}]`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
  const inside = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `'${inside.replaceAll("'", "\\'")}'`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

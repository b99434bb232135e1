import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Failure } from '../protocol/failures/index.ts';
import { version } from '../version.ts';
import { encode } from './encode.ts';
import { describeModel } from './model.ts';
import { phantom } from './phantom.ts';
import { preprocessToFile } from './preprocess.ts';
import { writeJson, writeMessage } from './report.ts';
import { runNotebook } from './run/run-notebook.ts';
import { project } from './project.ts';
import { similarity } from './similarity.ts';
import { tokenize } from './tokenize.ts';

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort(new Error('interrupted')));

const modelOption = (): Option =>
  new Option('--model <model>', 'builtin, a folder, a checkpoint file or a hub id').makeOptionMandatory();
const deviceOption = (): Option =>
  new Option('--device <device>', 'where to run')
    .choices(['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'])
    .default('auto');
const precisionOption = (): Option =>
  new Option('--dtype <dtype>', 'number format').choices(['fp32', 'fp16', 'q8']).default('fp32');
const presetOption = (): Option =>
  new Option('--preset <name>', 'preprocessing preset, instead of the model’s own');
const activationOption = (): Option =>
  new Option('--activation <name>', 'for a bare .pt or .bin, whose tensors do not tell').choices([
    'quick-gelu',
    'gelu',
  ]);
const imagesOption = (): Option =>
  new Option('--image <file...>', 'image files or folders of them (PNG, JPEG, WebP, TIFF, GIF, DICOM)');
const textsOption = (): Option => new Option('--text <text...>', 'prompts');
const listOption = (): Option =>
  new Option('--image-list <file>', 'text file naming one image a line (- for standard input)');
const cacheOption = (): Option =>
  new Option('--no-cache', 'neither read nor keep embeddings on this machine');
const threadsOption = (): Option =>
  new Option('--threads <count>', 'CPU threads inside one operator').argParser(positiveInteger);

const program = new Command('clip-notebook')
  .description(
    'CLIP models for medical imaging: any checkpoint, opened in place. JSON on stdout, messages on stderr.',
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError('(add --help for the options)');

program
  .command('run')
  .description(
    'runs a notebook: results on stderr, a summary on stdout, the executed notebook and a page in files',
  )
  .argument('<notebook>', 'notebook (.ipynb) with TypeScript cells')
  .option('--output <file>', 'where to write the executed notebook (it may be the notebook itself)')
  .option('--html <file>', 'where to write one self-contained page with interactive pictures')
  .addOption(
    new Option(
      '--set <name=json>',
      'value for a variable of the cell tagged parameters; may be repeated',
    ).argParser<string[] | undefined>((value, values) => [...(values ?? []), value]),
  )
  .option('--timeout <seconds>', 'most seconds for each cell', positiveNumber)
  .action(run(runNotebook));

program
  .command('preprocess')
  .description('what a model sees of an image: float32 [1, 3, height, width] as .npy')
  .argument('<image>', 'image file')
  .option('--model <model>', 'use this model’s own preprocessing')
  .addOption(presetOption())
  .requiredOption('--output <file>', 'where to write the .npy file')
  .action(run(preprocessToFile));

program
  .command('tokenize')
  .description('token ids and spellings: {"ids": [[…]], "tokens": [[…]]}')
  .argument('<text...>', 'prompts')
  .addOption(modelOption())
  .action(run(tokenize));

program
  .command('encode')
  .description('embeddings [n, dim] as .npy, with a JSON sidecar')
  .addOption(modelOption())
  .addOption(imagesOption())
  .addOption(listOption())
  .addOption(textsOption())
  .requiredOption('--output <file>', 'where to write the .npy file')
  .addOption(deviceOption())
  .addOption(precisionOption())
  .addOption(presetOption())
  .addOption(activationOption())
  .addOption(threadsOption())
  .addOption(cacheOption())
  .option('--no-normalize', 'keep the projected vectors as they are')
  .action(run(encode));

program
  .command('similarity')
  .description('cosines and zero-shot probabilities of images (rows) against prompts (columns)')
  .addOption(modelOption())
  .addOption(imagesOption().makeOptionMandatory())
  .addOption(textsOption().makeOptionMandatory())
  .addOption(deviceOption())
  .addOption(precisionOption())
  .addOption(presetOption())
  .addOption(activationOption())
  .addOption(threadsOption())
  .addOption(cacheOption())
  .action(run(similarity));

program
  .command('model')
  .description('what a model is: family, sizes, preset, tokenizer, digest, device, memory')
  .argument('<model>', 'builtin, a folder, a checkpoint file or a hub id')
  .addOption(deviceOption())
  .addOption(precisionOption())
  .addOption(presetOption())
  .addOption(activationOption())
  .action(run(describeModel));

program
  .command('phantom')
  .description('draws a medical image that is nobody’s, with its truth as JSON beside it')
  .requiredOption('--modality <name>', 'kind of image; an unknown name lists the known ones')
  .option('--finding <name...>', 'what it shows (none: nothing); without it, a plausible random set')
  .addOption(new Option('--side <side>', 'the patient’s side').choices(['left', 'right', 'bilateral']))
  .addOption(new Option('--severity <degree>').choices(['mild', 'moderate', 'severe']))
  .option('--location <place>', 'where, in the modality’s own words: "upper lobe"')
  .option('--seed <number>', 'the same seed gives the same picture', wholeNumber, 0)
  .option('--size <pixels>', 'pixels a side', positiveInteger, 224)
  .option('--count <number>', 'so many, of consecutive seeds; --output is then a folder', positiveInteger)
  .requiredOption('--output <file>', 'where to write the PNG; the JSON lies beside it')
  .action(run(phantom));

program
  .command('project')
  .description(
    'lays embeddings out on a plane: float32 [n, 2] as .npy, with what the layout is worth as JSON',
  )
  .argument('<embeddings>', 'array [n, dim] as .npy')
  .addOption(new Option('--method <method>', 'how').choices(['tsne', 'umap', 'pca']).makeOptionMandatory())
  .addOption(
    new Option('--metric <metric>', 'how rows are compared')
      .choices(['cosine', 'euclidean'])
      .default('cosine'),
  )
  .option('--perplexity <number>', 'neighbours that count in t-SNE', Number, 30)
  .option('--neighbors <number>', 'neighbours that count in UMAP', positiveInteger, 15)
  .option('--seed <number>', 'the same seed gives the same layout', wholeNumber, 0)
  .option('--threads <count>', 'CPU threads', positiveInteger)
  .requiredOption('--output <file>', 'where to write the .npy file')
  .action(run(project));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Wraps a command: its result goes to stdout as JSON, its failure to stderr as the sentence for the user. */
function run<Arguments extends unknown[]>(
  command: (...values: [...Arguments, AbortSignal]) => Promise<unknown>,
): (...values: [...Arguments, Command]) => Promise<void> {
  return async (...values) => {
    const own = values.slice(0, -1) as Arguments;
    writeJson(await command(...own, interrupt.signal));
  };
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof Failure) {
    writeMessage(`${error.code}: ${error.message}`);
    if (process.env['CLIP_NOTEBOOK_DEBUG']) writeMessage(String(error.cause));
    return error.code === 'cancelled' ? 130 : 1;
  }
  writeMessage(
    `An unexpected error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return 70;
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number))
    throw new InvalidArgumentError('a whole number is needed');
  return number;
}

function positiveNumber(value: string): number {
  const number = Number(value);
  // setTimeout takes no more than 2^31 milliseconds.
  if (!(number > 0 && number < 2_000_000)) throw new InvalidArgumentError('a number above 0 is needed');
  return number;
}

function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('a whole number of at least 1 is needed');
  return number;
}

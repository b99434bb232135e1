import { analysisFailures } from './analysis.ts';
import { cacheFailures } from './cache.ts';
import { checkpointFailures } from './checkpoint.ts';
import { commandFailures } from './command.ts';
import { comparisonFailures } from './comparison.ts';
import { editorFailures } from './editor.ts';
import { diagnosisFailures } from './diagnosis.ts';
import { displayFailures } from './display.ts';
import { hubFailures } from './hub.ts';
import { imageFailures } from './image.ts';
import { kernelFailures } from './kernel.ts';
import { phantomFailures } from './phantom.ts';
import { projectionFailures } from './projection.ts';
import { retrievalFailures } from './retrieval.ts';
import { runtimeFailures } from './runtime.ts';
import { textEncoderFailures } from './text-encoder.ts';
import { tokenizerFailures } from './tokenizer.ts';

/** Every way the product fails on purpose: code → the sentence the user reads, which names the thing and the remedy. */
const catalogue = {
  ...analysisFailures,
  ...cacheFailures,
  ...checkpointFailures,
  ...commandFailures,
  ...comparisonFailures,
  ...editorFailures,
  ...diagnosisFailures,
  ...displayFailures,
  ...hubFailures,
  ...imageFailures,
  ...kernelFailures,
  ...phantomFailures,
  ...projectionFailures,
  ...retrievalFailures,
  ...runtimeFailures,
  ...textEncoderFailures,
  ...tokenizerFailures,
};

type Catalogue = typeof catalogue;

/** A code of the catalogue, stable across versions: tests and scripts compare codes, never sentences. */
export type FailureCode = keyof Catalogue;

/** What the sentence of one code needs to know. */
export type FailureDetails<Code extends FailureCode> = Parameters<Catalogue[Code]>[0];

/** A failure meant for the user. `message` says what to do; `cause` holds the technical reason. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: FailureCode,
    message: string,
    details: Readonly<Record<string, unknown>>,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
    this.code = code;
    this.details = details;
  }
}

/** Makes the failure `code`; `throw failure('checkpoint-not-found', { path })`. */
export function failure<Code extends FailureCode>(
  code: Code,
  details: FailureDetails<Code>,
  cause?: unknown,
): Failure {
  const sentence = catalogue[code] as (details: FailureDetails<Code>) => string;
  return new Failure(code, sentence(details), { ...details }, cause);
}

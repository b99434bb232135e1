import { loadClip, type Clip } from '../clip/encoders/load-clip.ts';
import type { OpenModelOptions, Precision } from '../clip/families/model.ts';
import { presetByName } from '../clip/preprocessing/presets.ts';
import type { Device } from '../clip/sessions/session.ts';
import { downloadReporter, writeMessage } from './report.ts';

/** Options that every command which runs a model shares. */
export interface ModelOptions {
  readonly device: Device | 'auto';
  readonly dtype: Precision;
  readonly preset?: string;
  readonly activation?: NonNullable<OpenModelOptions['activation']>;
  readonly threads?: number;
  /** False for `--no-cache`. */
  readonly cache?: boolean;
}

/** Loads the model, runs `use` with it and frees it, also after a failure. Says on stderr what runs where. */
export async function withClip<Result>(
  name: string,
  options: ModelOptions,
  signal: AbortSignal,
  use: (clip: Clip) => Promise<Result>,
): Promise<Result> {
  const clip = await loadClip(name, {
    device: options.device,
    precision: options.dtype,
    signal,
    onProgress: downloadReporter(),
    ...(options.preset !== undefined && { preset: presetByName(options.preset) }),
    ...(options.activation !== undefined && { activation: options.activation }),
    ...(options.threads !== undefined && { threads: options.threads }),
    ...(options.cache === false && { cache: false }),
  });
  try {
    writeMessage(
      `${name}: ${clip.model.family} on ${clip.device.device} (${clip.device.reason}), ${clip.precision}`,
    );
    for (const note of clip.model.notes) writeMessage(`Note: ${note}`);
    const fidelity = await clip.fidelity();
    if (fidelity) {
      const { image, text } = fidelity;
      writeMessage(
        `${fidelity.precision} against fp32: cosine ${image.mean.toFixed(4)} for images (lowest ${image.minimum.toFixed(4)}), ` +
          `${text.mean.toFixed(4)} for prompts (lowest ${text.minimum.toFixed(4)})`,
      );
    }
    return await use(clip);
  } finally {
    await clip.close();
  }
}

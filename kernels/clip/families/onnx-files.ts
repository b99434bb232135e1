import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import type { Precision } from './model.ts';

/** The towers of an export. */
export type ExportTower = 'vision_model' | 'text_model';

/** The files of an export in the transformers.js layout. */
export interface ExportFiles {
  /** What the user asked for. */
  readonly path: string;
  /** Folder of the `.onnx` files. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** The `.onnx` files in `folder/onnx`, or in `folder` itself; undefined if there are none of the layout's names. */
export async function findExport(folder: string): Promise<ExportFiles | undefined> {
  for (const candidate of [join(folder, 'onnx'), folder]) {
    const all = await readdir(candidate).catch(() => []);
    const names = all.filter(name => /^(model|vision_model|text_model)(_\w+)?\.onnx$/.test(name)).sort();
    if (names.length > 0) return { path: folder, folder: candidate, names };
  }
  return undefined;
}

/** Path of the file that holds `tower` at `precision`: its own, else the one with both towers. Throws `export-missing`. */
export function exportFile(files: ExportFiles, tower: ExportTower, precision: Precision): string {
  const name = present(files, tower, precision);
  if (name === undefined)
    throw failure('export-missing', {
      path: files.path,
      wanted: `${precision} export of ${tower} (${tower}${suffixes[precision][0] ?? ''}.onnx)`,
      present: files.names.join(', '),
    });
  return join(files.folder, name);
}

/** The best precision that the export has for both towers. Throws `export-missing` if it has none. */
export function bestPrecision(files: ExportFiles): Precision {
  const precisions = ['fp32', 'fp16', 'q8'] as const;
  const both = precisions.find(precision =>
    towers.every(tower => present(files, tower, precision) !== undefined),
  );
  if (both !== undefined) return both;
  for (const tower of towers) exportFile(files, tower, 'fp32');
  return 'fp32';
}

const towers: readonly ExportTower[] = ['vision_model', 'text_model'];

/** What transformers.js calls a precision's files (utils/dtypes.js); int8 and uint8 are q8 by another name. */
const suffixes: Readonly<Record<Precision, readonly string[]>> = {
  fp32: [''],
  fp16: ['_fp16'],
  q8: ['_quantized', '_int8', '_uint8'],
};

function present(files: ExportFiles, tower: ExportTower, precision: Precision): string | undefined {
  const candidates = [tower, 'model'].flatMap(name =>
    suffixes[precision].map(suffix => `${name}${suffix}.onnx`),
  );
  return candidates.find(name => files.names.includes(name));
}

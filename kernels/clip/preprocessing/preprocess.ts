import type { DecodedImage } from '../decoding/image.ts';
import { resizeArea } from './area.ts';
import { fitted } from './fit.ts';
import { centerCrop, place, resizeNearest, type Crop } from './geometry.ts';
import { interpolate } from './interpolate.ts';
import { onWhite, picture, premultiply, toColor, toGray, unpremultiply, type Picture } from './modes.ts';
import type { Preset, PreprocessingStep } from './preset.ts';
import type { Raster } from './raster.ts';
import { resample } from './resample.ts';
import { placed, tabulated, toned, truncated, type Tensor, type Tone } from './tensor.ts';

/**
 * Decoded pixels → float32 `[3, preset.height, preset.width]`, channels red, green, blue.
 *
 * The reference is each model's own transform on Pillow 13 images with torchvision or transformers arithmetic in
 * float32. transformers 5 resizes uint8 tensors with torchvision by default, which may differ from Pillow by one level
 * of 255; Pillow, which the models were trained with, is what is followed here.
 *
 * Synchronous: 5 to 30 ms for 4 megapixels. `createImagePipeline` runs it off the event loop.
 */
export function preprocess(image: DecodedImage, preset: Preset): Float32Array<ArrayBuffer> {
  const { steps } = preset;
  const tones = steps.slice(steps.findLastIndex(step => !isTone(step)) + 1).filter(isTone);
  const pixelSteps = steps.slice(0, steps.length - tones.length);
  let state: Picture | Tensor = picture(image);
  for (let index = 0; index < pixelSteps.length; index++) {
    const step = pixelSteps[index]!;
    const next = pixelSteps[index + 1];
    if (isPicture(state) && step.step === 'resize' && next?.step === 'center-crop') {
      state = resizePicture(state, step, next);
      index++;
    } else state = run(state, step);
  }
  const result = isPicture(state) ? tabulated(toColor(state), tones) : tones.reduce(toned, state);
  if (result.width !== preset.width || result.height !== preset.height) {
    throw new RangeError(
      `${preset.name}: the steps give ${result.width}×${result.height}, not ${preset.width}×${preset.height}`,
    );
  }
  return result.data;
}

type Step<Name extends PreprocessingStep['step']> = Extract<PreprocessingStep, { step: Name }>;
type FloatStep = Step<'rescale' | 'normalize' | 'truncate' | 'resize-float'>;

function isPicture(state: Picture | Tensor): state is Picture {
  return 'mode' in state;
}

function isTone(step: PreprocessingStep): step is Tone {
  return step.step === 'rescale' || step.step === 'normalize';
}

function isFloatStep(step: PreprocessingStep): step is FloatStep {
  return isTone(step) || step.step === 'truncate' || step.step === 'resize-float';
}

function run(state: Picture | Tensor, step: PreprocessingStep): Picture | Tensor {
  if (isFloatStep(step)) return runOnTensor(isPicture(state) ? tabulated(toColor(state), []) : state, step);
  if (isPicture(state)) return runOnPicture(state, step);
  if (step.step === 'pad-square') return placed(state, squareCrop(state, step), step.value);
  throw new RangeError(`the step ${step.step} works on 8-bit pixels: it must come before float steps`);
}

function runOnTensor(state: Tensor, step: FloatStep): Tensor {
  switch (step.step) {
    case 'rescale':
    case 'normalize':
      return toned(state, step);
    case 'truncate':
      return truncated(state);
    case 'resize-float':
      return interpolate(state, step.filter, step.antialias, fitted(step.fit, state.width, state.height));
  }
}

function runOnPicture(state: Picture, step: Exclude<PreprocessingStep, FloatStep>): Picture {
  switch (step.step) {
    case 'grayscale':
      return toGray(state);
    case 'rgb':
      return step.transparency === 'white' ? onWhite(state) : toColor(state);
    case 'resize':
      return resizePicture(state, step);
    case 'center-crop':
      return cut(state, centerCrop(state, step), step.fill ?? 0);
    case 'pad-square':
      return cut(state, squareCrop(state, step), step.value);
    case 'stretch':
      return stretch(toColor(state));
  }
}

/** Resizes in the image's own mode and computes only what the crop that follows will keep. */
function resizePicture(source: Picture, step: Step<'resize'>, crop?: Step<'center-crop'>): Picture {
  const size = fitted(step.fit, source.width, source.height);
  const kept = crop ? centerCrop(size, crop) : whole(size);
  if (size.width === source.width && size.height === source.height) return cut(source, kept, crop?.fill ?? 0);
  const window = kept.inside;
  let result: Raster;
  if (source.mode === 'P' || step.filter === 'nearest') {
    result = resizeNearest(source, size.width, size.height, window);
  } else if (step.filter === 'area') {
    result = cutOut(resizeArea(source, size.width, size.height), kept);
  } else {
    const transparent = source.mode === 'RGBA';
    result = resample(transparent ? premultiply(source) : source, { ...size, filter: step.filter, window });
    if (transparent) unpremultiply(result);
  }
  return padded({ ...source, ...result }, kept, crop?.fill ?? 0);
}

function cut(source: Picture, crop: Crop, value: number): Picture {
  return padded({ ...source, ...cutOut(source, crop) }, crop, value);
}

/** `part` on its canvas. A palette image is padded with the colour, not with the palette's entry of that number. */
function padded(part: Picture, crop: Crop, value: number): Picture {
  if (part.width === crop.width && part.height === crop.height) return part;
  const base = part.mode === 'P' ? toColor(part) : part;
  return { ...base, ...place(base, crop, value) };
}

/** The part of `source` inside the crop; the source itself where that is all of it. */
function cutOut(source: Raster, { inside }: Crop): Raster {
  const { width, height, channels } = source;
  if (inside.width === width && inside.height === height) return source;
  const length = inside.width * channels;
  const data = new Uint8Array(length * inside.height);
  for (let y = 0; y < inside.height; y++) {
    const start = ((inside.top + y) * width + inside.left) * channels;
    data.set(source.data.subarray(start, start + length), y * length);
  }
  return { width: inside.width, height: inside.height, channels, data };
}

function whole({ width, height }: { width: number; height: number }): Crop {
  return { inside: { left: 0, top: 0, width, height }, left: 0, top: 0, width, height };
}

function squareCrop(
  { width, height }: { readonly width: number; readonly height: number },
  { anchor, minimum }: Step<'pad-square'>,
): Crop {
  const side = Math.max(width, height, minimum ?? 0);
  const offset = (length: number) => (anchor === 'center' ? Math.trunc((side - length) / 2) : 0);
  return {
    inside: { left: 0, top: 0, width, height },
    left: offset(width),
    top: offset(height),
    width: side,
    height: side,
  };
}

function stretch(source: Picture): Picture {
  let minimum = 255;
  let maximum = 0;
  for (const value of source.data) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const range = maximum - minimum;
  const levels = Uint8Array.from({ length: 256 }, (_, value) =>
    range === 0 ? 0 : Math.trunc(((value - minimum) / range) * 255),
  );
  return { ...source, data: source.data.map(value => levels[value]!) };
}

/** Names of the presets that ship; a folder's `preprocessor_config.json` gives others. */
export type PresetName =
  | 'openai'
  | 'biomedclip'
  | 'chexzero'
  | 'biovil'
  | 'biovil-t'
  | 'flair'
  | 'medclip'
  | 'gloria'
  | 'siglip'
  | 'medsiglip'
  | 'monet'
  | 'clipseg';

/** One step from decoded pixels to the encoder's tensor, in the order they run. */
export type PreprocessingStep =
  | { readonly step: 'grayscale' }
  | { readonly step: 'rgb' }
  /** Pillow's 8-bit resampling. `fit` is the torchvision/transformers rule for the target size. */
  | {
      readonly step: 'resize';
      readonly filter: 'nearest' | 'bilinear' | 'bicubic' | 'lanczos';
      readonly fit:
        | { readonly rule: 'shortest-side'; readonly size: number }
        | { readonly rule: 'longest-side'; readonly size: number }
        | { readonly rule: 'exact'; readonly width: number; readonly height: number };
    }
  /** PyTorch's float interpolate on the 0–255 tensor (no antialias unless said). */
  | {
      readonly step: 'resize-float';
      readonly filter: 'bilinear' | 'bicubic';
      readonly antialias: boolean;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly step: 'center-crop';
      readonly width: number;
      readonly height: number;
      readonly rounding: 'half-even' | 'floor';
    }
  | { readonly step: 'pad-square'; readonly anchor: 'center' | 'top-left'; readonly value: number }
  /** (x − min) / (max − min) · 255 over the whole image. */
  | { readonly step: 'stretch' }
  /** Multiply by `factor` (1/255 for ToTensor). */
  | { readonly step: 'rescale'; readonly factor: number }
  | { readonly step: 'normalize'; readonly mean: readonly number[]; readonly std: readonly number[] };

/** How one model's reference prepares an image; the output is float32 `[3, height, width]`. */
export interface Preset {
  /** A preset's name, or the path of the file that described it. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly steps: readonly PreprocessingStep[];
  /** Where the numbers come from. */
  readonly source: string;
}

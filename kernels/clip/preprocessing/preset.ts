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

/** The size an image is resized to. */
export type Fit =
  /** Shortest side to `size`, the other cut to `int(size · long / short)` (torchvision `Resize(int)`, transformers). */
  | { readonly rule: 'shortest-side'; readonly size: number }
  /**
   * Longest side to `size`. References round both sides differently: `product` — `int(side · (size / longest))`;
   * `quotient` — `int(side / (longest / size))`; `nearest` — half-even `round(side / (longest / size))`.
   */
  | {
      readonly rule: 'longest-side';
      readonly size: number;
      readonly rounding: 'product' | 'quotient' | 'nearest';
    }
  | { readonly rule: 'exact'; readonly width: number; readonly height: number };

/** One step from decoded pixels to the encoder's tensor, in the order they run. */
export type PreprocessingStep =
  /** Pillow's `convert('L')`. */
  | { readonly step: 'grayscale' }
  /**
   * Pillow's `convert('RGB')`: CMYK is converted without profiles. `transparency`: dropped, or laid on white as
   * transformers 5 does.
   */
  | { readonly step: 'rgb'; readonly transparency?: 'drop' | 'white' }
  /** Pillow's 8-bit resampling in the image's own mode; `area` is OpenCV's INTER_AREA. */
  | {
      readonly step: 'resize';
      readonly filter: 'nearest' | 'bilinear' | 'bicubic' | 'lanczos' | 'area';
      readonly fit: Fit;
    }
  /** PyTorch's float32 `interpolate` with `align_corners=False`; turns the image into a tensor. */
  | {
      readonly step: 'resize-float';
      readonly filter: 'bilinear' | 'bicubic';
      readonly antialias: boolean;
      readonly fit: Fit;
    }
  /** An image that is smaller is padded with `fill` (default 0), by the rule of the library that rounds this way: torchvision half-even, transformers floor. */
  | {
      readonly step: 'center-crop';
      readonly width: number;
      readonly height: number;
      readonly rounding: 'half-even' | 'floor';
      readonly fill?: number;
    }
  /** To a square of the longest side, or of `minimum` if that is longer. */
  | {
      readonly step: 'pad-square';
      readonly anchor: 'center' | 'top-left';
      readonly value: number;
      readonly minimum?: number;
    }
  /** `uint8((x − min) / (max − min) · 255)` over all pixels and channels. */
  | { readonly step: 'stretch' }
  /** Cuts a float tensor to whole numbers of 0 to 255. */
  | { readonly step: 'truncate' }
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
  /** `full`: a DICOM image's whole range of values is mapped to 8 bits, whatever window it names. Default `window`. */
  readonly dicomRange?: 'window' | 'full';
}

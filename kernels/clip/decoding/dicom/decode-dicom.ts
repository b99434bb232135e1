import { failure } from '../../../protocol/failures/index.ts';
import type { DecodedImage, DecodeOptions } from '../image.ts';
import type { ImageFile } from '../read.ts';

export function decodeDicom(file: ImageFile, _options: DecodeOptions): Promise<DecodedImage> {
  throw failure('image-unreadable', { name: file.name, problem: 'DICOM' });
}

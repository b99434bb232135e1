/** True if a DICOM file with its 128-byte preamble and `DICM` starts here (PS3.10 §7.1). */
export function isDicom(bytes: Uint8Array): boolean {
  return bytes[128] === 0x44 && bytes[129] === 0x49 && bytes[130] === 0x43 && bytes[131] === 0x4d;
}

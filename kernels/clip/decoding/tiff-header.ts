/** True if the first page of a TIFF holds palette indices (PhotometricInterpretation 3, TIFF 6.0 §5). False for all else. */
export function isPaletteTiff(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return false;
  const order = view.getUint16(0);
  const little = order === 0x4949;
  if ((!little && order !== 0x4d4d) || view.getUint16(2, little) !== 42) return false;
  const directory = view.getUint32(4, little);
  if (directory + 2 > bytes.length) return false;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > bytes.length) return false;
    if (view.getUint16(at, little) === 262) return view.getUint16(at + 8, little) === 3;
  }
  return false;
}

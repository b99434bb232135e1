/** How far a download is. Sizes in bytes; totals are those the hub states. */
export interface DownloadProgress {
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
  readonly overallReceived: number;
  readonly overallTotal: number;
}

/** Tells how many bytes of one file are on this machine. */
export type ReportBytes = (receivedBytes: number) => void;

/** Milliseconds between two reports; the end of a file is always reported. */
const interval = 100;

/** Adds up the progress of `files` (name → bytes) and passes it on at most every 100 ms. */
export function progressOf(
  files: ReadonlyMap<string, number>,
  onProgress: ((progress: DownloadProgress) => void) | undefined,
): (file: string) => ReportBytes {
  const received = new Map<string, number>();
  const overallTotal = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
  let last = -Infinity;
  return file => receivedBytes => {
    received.set(file, receivedBytes);
    const totalBytes = files.get(file) ?? receivedBytes;
    const now = performance.now();
    if (!onProgress || (receivedBytes < totalBytes && now - last < interval)) return;
    last = now;
    const overallReceived = [...received.values()].reduce((sum, bytes) => sum + bytes, 0);
    onProgress({ file, receivedBytes, totalBytes, overallReceived, overallTotal });
  };
}

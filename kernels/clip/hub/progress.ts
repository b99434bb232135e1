/** How far a download is. Sizes in bytes; totals are those the hub states. */
export interface DownloadProgress {
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
  readonly overallReceived: number;
  readonly overallTotal: number;
}

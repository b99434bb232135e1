/** How far a piece of work is. */
export interface ProgressData {
  readonly label: string;
  readonly done: number;
  /** Unknown for work without a known end. */
  readonly total?: number | undefined;
  /** What is counted: `images`. */
  readonly unit: string;
  /** Since the work began. */
  readonly milliseconds: number;
  /** `stopped`: it ended early, by an error or the author. */
  readonly state: 'running' | 'done' | 'stopped';
}

/** What the reader chose in the pictures of a notebook. */
export interface NotebookSelection {
  /** Names of images: paths as they were given, or the names of pictures in memory. */
  readonly images: readonly string[];
  /** Prompts, word for word. */
  readonly prompts: readonly string[];
}

/** The editor's part: cells, notebooks and pages. */
export const editorFailures = {
  'cell-language': ({ language }: { language: string }) =>
    `This cell is ${language}; CLIP Notebook runs TypeScript. Choose TypeScript with the language name in the cell's lower right corner, or run the notebook with another kernel.`,
  'workspace-untrusted': () =>
    'This workspace is not trusted, so no code of it is run. Trust it with the command “Workspaces: Manage Workspace Trust”, then run the cell again.',
  'output-too-large': ({ megabytes, limit }: { megabytes: number; limit: number }) =>
    `This output has ${megabytes} MB; a notebook shows at most ${limit} MB at a time. Show a part of it, or write it to a file.`,
  'view-without-kernel': () =>
    'The kernel that drew this picture has ended. Run the cell again to make the picture answer.',
  'view-message-malformed': () =>
    'The picture sent a message that this version does not know. Run the cell again to draw it anew.',
  'workbench-untrusted': () =>
    'This workspace is not trusted, so the workbench starts no kernel. Trust it with the command “Workspaces: Manage Workspace Trust”.',
  'workbench-notebook': () =>
    'No CLIP notebook is open. Open one, or make one with “CLIP Notebook: New Notebook”; the workbench then holds prompts against what it has.',
  'workbench-prompts': () => 'There are no prompts yet. Write one, or paste several lines at once.',
  'workbench-variable': ({ name }: { name: string }) =>
    `No variable "${name}" holds images, labels or embeddings now. Run the cell that makes it, or choose something else to hold prompts against.`,
  'workbench-variants': () =>
    'Ways of wording are compared on images. Choose images, a folder or phantoms to hold the prompts against.',
  'sample-unreadable': ({ path }: { path: string }) =>
    `The sample ${path} cannot be read. Install CLIP Notebook again.`,
};

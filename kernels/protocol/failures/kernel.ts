/** The kernel process and its cells. */
export const kernelFailures = {
  'kernel-version': ({ host, kernel }: { host: string; kernel: string }) =>
    `The kernel is of version ${kernel}, the editor's part of version ${host}. Reload the window, so that both come from one installation.`,
  'kernel-lost': ({ reason }: { reason: string }) =>
    `The kernel ended: ${reason} Run the cells again; a new kernel starts with the first.`,
  'module-not-found': ({ specifier, name, folder }: { specifier: string; name: string; folder: string }) =>
    `The package of '${specifier}' was not found from ${folder} upwards. Install it: run \`npm install ${name}\` in ${folder}.`,
  'module-file-not-found': ({ specifier, folder }: { specifier: string; folder: string }) =>
    `There is no file '${specifier}' seen from ${folder}. Relative imports start from the folder of the file that holds them; check the path.`,
  'module-not-exported': ({ specifier, manifest }: { specifier: string; manifest: string }) =>
    `'${specifier}' is not among what the package offers. See "exports" in ${manifest}.`,
  'module-syntax': ({ place, reason }: { place: string; reason: string }) =>
    `${place}: ${reason}. Correct the file and run the cell again.`,
  'module-scheme': ({ specifier, scheme }: { specifier: string; scheme: string }) =>
    `'${specifier}' cannot be imported: ${scheme}: addresses are not fetched. Install the package with npm in the notebook's folder and import it by its name.`,
  'module-kind': ({ file, remedy }: { file: string; remedy: string }) =>
    `${file} cannot be imported as a module. ${remedy}`,
  'module-json': ({ file, reason }: { file: string; reason: string }) =>
    `${file} is not JSON: ${reason}. Correct the file and run the cell again.`,
  'module-attribute': ({ specifier, type }: { specifier: string; type: string }) =>
    `'${specifier}' cannot be imported with type '${type}': JSON files alone take a type, and it is 'json'.`,
  'module-require': ({ specifier }: { specifier: string }) =>
    `'${specifier}' cannot be loaded with require. Use import, which cells may also write as \`await import('${specifier}')\`.`,
};

/** Opening weight files and recognising what they hold. */
export const checkpointFailures = {
  'checkpoint-not-found': ({ path }: { path: string }) =>
    `There is no checkpoint at ${path}. Give a folder, a .safetensors, .bin, .pt or .onnx file, or a hub id such as openai/clip-vit-base-patch32.`,
  'checkpoint-unreadable': ({ path, problem }: { path: string; problem: string }) =>
    `${path} cannot be read as a checkpoint: ${problem}. The file is probably damaged or cut short; copy or download it again.`,
  'checkpoint-foreign-global': ({ path, global }: { path: string; global: string }) =>
    `${path} asks to run ${global}, which is not needed to read tensors, so it was refused and nothing was run. Save the weights alone (torch.save(model.state_dict(), …) or safetensors).`,
  'architecture-unknown': ({ path, found, supported }: { path: string; found: string; supported: string }) =>
    `${path} is not a model this version can run: it holds ${found}. Supported: ${supported}.`,
  'tensor-missing': ({ path, name }: { path: string; name: string }) =>
    `${path} lacks the tensor ${name}, which its architecture needs. The file is incomplete or its config.json belongs to another model.`,
  'tensor-shape': ({
    path,
    name,
    expected,
    actual,
  }: {
    path: string;
    name: string;
    expected: string;
    actual: string;
  }) =>
    `${path}: tensor ${name} has shape [${actual}] where its config implies [${expected}]. The config.json probably belongs to another model.`,
};

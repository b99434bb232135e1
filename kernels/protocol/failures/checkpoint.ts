/** Opening weight files and recognising what they hold. */
export const checkpointFailures = {
  'checkpoint-not-found': ({ path }: { path: string }) =>
    `There is no checkpoint at ${path}. Give a folder, a .safetensors, .bin, .pt or .onnx file, or a hub id such as openai/clip-vit-base-patch32.`,
  'checkpoint-unreadable': ({ path, problem }: { path: string; problem: string }) =>
    `${path} cannot be read as a checkpoint: ${problem}. The file is probably damaged or cut short; copy or download it again.`,
  'checkpoint-empty': ({ path }: { path: string }) =>
    `${path} has no bytes. The download or copy never finished; delete the file and fetch it again.`,
  'checkpoint-is-folder': ({ path }: { path: string }) =>
    `${path} is a folder where a weight file was expected. Give the .safetensors, .bin or .pt file inside it.`,
  'checkpoint-forbidden': ({ path }: { path: string }) =>
    `${path} may not be read by this user. Change its permissions or copy it to a folder of yours.`,
  'checkpoint-git-lfs': ({ path }: { path: string }) =>
    `${path} is a git-lfs pointer, not the weights themselves. Run git lfs pull in its repository.`,
  'checkpoint-web-page': ({ path }: { path: string }) =>
    `${path} is a web page saved under a weight file's name, probably a sign-in or error page. Download the file again with its direct link.`,
  'checkpoint-compressed': ({ path, what }: { path: string; what: string }) =>
    `${path}: ${what} is compressed, so it cannot be read in place. Unpack the file, or load it in PyTorch and save it again with torch.save.`,
  'checkpoint-format-unknown': ({ path, found }: { path: string; found: string }) =>
    `${path} is not a weight file this version can read: it holds ${found}. Give a .safetensors file or one written by torch.save or torch.jit.save.`,
  'checkpoint-unsupported': ({ path, feature }: { path: string; feature: string }) =>
    `${path} uses ${feature}, which cannot be read in place. Load it in PyTorch, convert that to plain dense float32 tensors, and save the state_dict again.`,
  'checkpoint-no-tensors': ({ path, found }: { path: string; found: string }) =>
    `${path} holds no state_dict of named tensors, only ${found}. Save model.state_dict() with torch.save or safetensors.`,
  'checkpoint-shard-missing': ({ path, shard }: { path: string; shard: string }) =>
    `${path} lists the weight file ${shard}, which is not beside it. Copy or download all files of the checkpoint into one folder.`,
  'checkpoint-foreign-global': ({ path, global }: { path: string; global: string }) =>
    `${path} asks to run ${global}, which is not needed to read tensors, so it was refused and nothing was run. Save the weights alone (torch.save(model.state_dict(), …) or safetensors).`,
  'config-unreadable': ({ path, problem }: { path: string; problem: string }) =>
    `${path} cannot be used: ${problem}. Copy or download it again from the model's page.`,
  'export-missing': ({ path, wanted, present }: { path: string; wanted: string; present: string }) =>
    `${path} has no ${wanted}; it holds ${present}. Choose another --dtype, or open the checkpoint the export was made from.`,
  'output-unavailable': ({ path, output }: { path: string; output: string }) =>
    `${path} does not give ${output}. Open the checkpoint the export was made from (safetensors or .bin), which does.`,
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

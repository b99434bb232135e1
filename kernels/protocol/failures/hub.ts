/** Finding and downloading models. */
export const hubFailures = {
  'builtin-absent': ({ model }: { model: string }) =>
    `This version carries no built-in model, so ${model} cannot be opened. Give a hub id such as openai/clip-vit-base-patch32, a folder, or a checkpoint file.`,
  'hub-offline': ({ model }: { model: string }) =>
    `${model} is not in the local cache and the network is switched off (HF_HUB_OFFLINE). Download it once with the network on, or give a folder.`,
};

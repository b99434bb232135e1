/** Finding and downloading models. */
export const hubFailures = {
  'hub-offline': ({ model }: { model: string }) =>
    `${model} is not in the local cache and the network is switched off (HF_HUB_OFFLINE). Download it once with the network on, or give a folder.`,
};

/** Finding and downloading models. */
export const hubFailures = {
  'builtin-absent': ({ model }: { model: string }) =>
    `This version carries no built-in model, so ${model} cannot be opened. Give a hub id such as openai/clip-vit-base-patch32, a folder, or a checkpoint file.`,
  'hub-offline': ({ model }: { model: string }) =>
    `${model} is not in the local cache and the network is switched off (HF_HUB_OFFLINE). Download it once with the network on, or give a folder.`,
  'hub-endpoint-invalid': ({ endpoint }: { endpoint: string }) =>
    `HF_ENDPOINT is ${endpoint}, which is not an http or https address. Correct it or remove it.`,
  'hub-unreachable': ({ model, host, problem }: { model: string; host: string; problem: string }) =>
    `${model} is not in the local cache and ${host} cannot be reached (${problem}). Check the network or HF_ENDPOINT, or give a folder.`,
  'hub-unauthorized': ({ model, host }: { model: string; host: string }) =>
    `${host} does not show ${model} without a valid login: it does not exist, is private, or the token is wrong. Check the spelling, or set HF_TOKEN to a token that may read it.`,
  'hub-gated': ({ model, page }: { model: string; page: string }) =>
    `${model} is shared only with people who accepted its terms. Accept them on ${page}, then set HF_TOKEN to a token of that account.`,
  'hub-not-found': ({ model, host }: { model: string; host: string }) =>
    `${host} has no model ${model}. Check the spelling, or set HF_TOKEN if it is private.`,
  'hub-revision-not-found': ({ model, revision }: { model: string; revision: string }) =>
    `${model} has no revision ${revision}. Give a branch, tag or full commit of that model, or leave the revision out.`,
  'hub-busy': ({ model, host, seconds }: { model: string; host: string; seconds: number }) =>
    `${host} asks to wait ${seconds} s before ${model} is requested again. Run again then; setting HF_TOKEN raises the limit. What was downloaded is kept.`,
  'hub-failing': ({ model, host, status }: { model: string; host: string; status: number }) =>
    `${host} failed with HTTP status ${status} while ${model} was requested, several times. Run again later; what was downloaded is kept.`,
  'hub-response-invalid': ({ model, host, problem }: { model: string; host: string; problem: string }) =>
    `${host} answered a request for ${model} in a way the hub never does: ${problem}. Check HF_ENDPOINT and whether a proxy alters answers.`,
  'hub-interrupted': ({ model, file, problem }: { model: string; file: string; problem: string }) =>
    `The download of ${file} from ${model} kept breaking off (${problem}). Check the network and run again: it goes on where it stopped.`,
  'hub-digest-mismatch': ({ model, file }: { model: string; file: string }) =>
    `${file} from ${model} arrived twice with content that differs from the digest the hub states, and was deleted. Check HF_ENDPOINT and whether a proxy alters downloads, then run again.`,
  'hub-file-name-refused': ({ model, file }: { model: string; file: string }) =>
    `${model} lists a file named ${file}, which would lie outside its folder. Nothing was downloaded; do not use this model.`,
  'hub-no-weights': ({ model, found }: { model: string; found: string }) =>
    `${model} has no weight file this version can open; it has ${found}. Choose a model with .safetensors, .bin, .pt or .onnx weights.`,
  'hub-weights-ambiguous': ({ model, found }: { model: string; found: string }) =>
    `${model} has several weight files (${found}) and none with a standard name. Download the one you want and give its path.`,
  'hub-cache-unwritable': ({ path, problem }: { path: string; problem: string }) =>
    `The model cache ${path} cannot be written: ${problem}. Set HF_HOME to a folder that can.`,
};

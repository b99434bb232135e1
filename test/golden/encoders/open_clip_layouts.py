"""open_clip's own ViT, OpenAI's published layout, and BiomedCLIP's, saved and run by open_clip."""

from pathlib import Path
from unittest import mock

import open_clip
import timm
import torch
import transformers
from open_clip.model import CLIP, CustomTextCLIP, convert_weights_to_fp16
from open_clip.openai import load_openai_model
from safetensors.torch import save_file

import inputs
import preprocessor_files
import tokenizer_files
import weights
from hugging_face import count, prompts_of, tower
from record import Reference
from sizes import Sizes
from torch_zip import without_debug_records

LIBRARY = f"open_clip {open_clip.__version__}"
OPENAI_STATISTICS = {"mean": preprocessor_files.CLIP_MEAN, "std": preprocessor_files.CLIP_STD}


def open_clip_vit(folder: Path, sizes: Sizes, seed: int, quick: bool, layout: str) -> Reference:
    """`layout`: safetensors | bin."""
    vision, text = sizes.vision, sizes.text
    model_config = {
        "embed_dim": sizes.dim,
        "vision_cfg": {
            "image_size": vision.size,
            "layers": vision.layers,
            "width": vision.width,
            "patch_size": vision.patch,
        },
        "text_cfg": {
            "context_length": text.context,
            "vocab_size": text.vocabulary,
            "width": text.width,
            "heads": text.heads,
            "layers": text.layers,
        },
    }
    if vision.width // vision.heads != 64:
        model_config["vision_cfg"]["head_width"] = vision.width // vision.heads
    for side, key in ((vision, "vision_cfg"), (text, "text_cfg")):
        if side.mlp != 4 * side.width:
            model_config[key]["mlp_ratio"] = side.mlp / side.width
    if quick:
        model_config["quick_gelu"] = True
    model = CLIP(**model_config, output_dict=True)
    weights.randomize(model, seed, sizes.logit_scale)
    write_open_clip(model, model_config, folder, layout)
    return clip_reference("open-clip", model, sizes, ".")


def openai_state(folder: Path, sizes: Sizes, seed: int) -> Reference:
    """As CheXzero saves it. The tiny one has a narrow MLP; its width stands in the shapes of `mlp.c_fc.weight`."""
    model = openai_model(sizes, seed)
    torch.save(model.state_dict(), folder / "model.pt")
    return clip_reference("openai", model, sizes, "model.pt")


def openai_torchscript(folder: Path, sizes: Sizes, seed: int) -> Reference:
    """Buffers `input_resolution`, `context_length`, `vocab_size` and half-precision matrices, as in the published archives."""
    vision, text = sizes.vision, sizes.text
    model = openai_model(sizes, seed)
    convert_weights_to_fp16(model)
    rounded = model.float()
    for name, value in (
        ("input_resolution", vision.size),
        ("context_length", text.context),
        ("vocab_size", text.vocabulary),
    ):
        if hasattr(rounded, name):
            delattr(rounded, name)
        rounded.register_buffer(name, torch.tensor(value))
    # The published archives hold the mask as a plain attribute, which a state dict does not list.
    attn_mask = rounded._buffers.pop("attn_mask")
    rounded.attn_mask = attn_mask
    sample = (torch.zeros(1, 3, vision.size, vision.size), torch.zeros(1, text.context, dtype=torch.long))
    with torch.no_grad():
        script = torch.jit.trace(rounded, sample, check_trace=False)
    halve(script)
    torch.jit.save(script, str(folder / "model.pt"))
    without_debug_records(folder / "model.pt")
    reference = load_openai_model(str(folder / "model.pt"), precision="fp32", device="cpu").eval()
    return clip_reference("openai", reference, sizes, "model.pt")


def biomedclip(folder: Path, sizes: Sizes, seed: int) -> Reference:
    """
    The configuration names the published towers; the tensors are of `sizes`. BERT's head count is not in the
    files: it is width / 64, as in the published one.
    """
    vision, text = sizes.vision, sizes.text
    model_config = {
        "embed_dim": sizes.dim,
        "vision_cfg": {
            "timm_model_name": "vit_base_patch16_224",
            "timm_model_pretrained": False,
            "timm_pool": "",
            "timm_proj": "linear",
            "image_size": vision.size,
        },
        "text_cfg": {
            "hf_model_name": "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract",
            "hf_tokenizer_name": "microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract",
            "hf_proj_type": "mlp",
            "hf_pooler_type": "cls_last_hidden_state_pooler",
            "context_length": text.context,
        },
    }
    bert = transformers.BertConfig(
        **tower(text), vocab_size=text.vocabulary, max_position_embeddings=max(512 if text.width == 768 else 0, text.context)
    )
    create = timm.create_model

    def sized(name: str, **options):
        return create(
            name,
            **options,
            img_size=vision.size,
            embed_dim=vision.width,
            depth=vision.layers,
            num_heads=vision.heads,
            patch_size=vision.patch,
            mlp_ratio=vision.mlp / vision.width,
        )

    build = dict(model_config)
    build["text_cfg"] = model_config["text_cfg"] | {"hf_model_pretrained": False}
    with mock.patch.object(timm, "create_model", sized), mock.patch("transformers.AutoConfig.from_pretrained", lambda _: bert):
        with mock.patch("open_clip.hf_model.AutoConfig.from_pretrained", lambda _: bert):
            model = CustomTextCLIP(**build, output_dict=True)
    weights.randomize(model, seed, sizes.logit_scale)
    write_open_clip(model, model_config, folder, "bin")

    fallback = [[2, *row[1:-1], 3] for row in inputs.clip_ids(text.vocabulary, text.context)]
    prompts, ids = prompts_of(folder, text.context, fallback)
    padded, mask = inputs.padded(ids, text.context, 0)
    trunk = model.visual.trunk
    with torch.inference_mode():
        pixels = sizes.pixels(sizes.images, 3, vision.size, vision.size)
        states = trunk.forward_features(pixels)
        tokens = model.text.transformer(input_ids=padded, attention_mask=mask).last_hidden_state
        return Reference(
            family="biomedclip",
            library=f"{LIBRARY}, timm {timm.__version__}",
            parameters=count(model),
            sizes=sizes,
            open=".",
            padding="mask",
            end="first",
            padding_id=0,
            ids=ids,
            prompts=prompts,
            image=model.encode_image(pixels),
            patches=model.visual.head(states[:, 1:]),
            text=model.encode_text(padded),
            tokens=tokens,
            logit_scale=model.logit_scale.exp().item(),
        )


def openai_model(sizes: Sizes, seed: int) -> CLIP:
    vision, text = sizes.vision, sizes.text
    assert vision.heads == vision.width // 64 and text.heads == text.width // 64
    model = CLIP(
        sizes.dim,
        {
            "layers": vision.layers,
            "width": vision.width,
            "patch_size": vision.patch,
            "image_size": vision.size,
            "mlp_ratio": vision.mlp / vision.width,
        },
        {
            "context_length": text.context,
            "vocab_size": text.vocabulary,
            "width": text.width,
            "heads": text.heads,
            "layers": text.layers,
            "mlp_ratio": text.mlp / text.width,
        },
        quick_gelu=True,
    )
    weights.randomize(model, seed, sizes.logit_scale)
    return model


def clip_reference(family: str, model: CLIP, sizes: Sizes, opened: str) -> Reference:
    vision, text = sizes.vision, sizes.text
    prompts, ids = clip_prompts(text.vocabulary, text.context)
    padded, _ = inputs.padded(ids, text.context, 0)
    pixels = sizes.pixels(sizes.images, 3, vision.size, vision.size)
    states: list[torch.Tensor] = []
    hook = model.visual.transformer.register_forward_hook(lambda _module, _inputs, output: states.append(output))
    finals: list[torch.Tensor] = []
    final_hook = model.ln_final.register_forward_hook(lambda _module, _inputs, output: finals.append(output))
    with torch.inference_mode():
        images = model.encode_image(pixels)
        texts = model.encode_text(padded)
        patches = model.visual.ln_post(states[0][:, 1:]) @ model.visual.proj
    hook.remove()
    final_hook.remove()
    return Reference(
        family=family,
        library=LIBRARY,
        parameters=count(model),
        sizes=sizes,
        open=opened,
        padding="trim",
        end="eot",
        padding_id=0,
        ids=ids,
        prompts=prompts,
        image=images,
        patches=patches,
        text=texts,
        tokens=finals[0],
        logit_scale=model.logit_scale.exp().item(),
    )


def clip_prompts(vocabulary: int, context: int) -> tuple[list[str | None], list[list[int]]]:
    """Words where the vocabulary is CLIP's own, ids out of the air where it is smaller."""
    tokenizer = open_clip.SimpleTokenizer(context_length=context)
    if vocabulary != tokenizer.vocab_size:
        ids = inputs.clip_ids(vocabulary, context)
        return [None] * len(ids), ids
    rows = tokenizer(inputs.PROMPTS)
    return list(inputs.PROMPTS), [row[: int(row.argmax()) + 1].tolist() for row in rows]


def halve(script: torch.jit.ScriptModule) -> None:
    """Matrices and their biases to float16 in place; norms, embeddings and the scale stay float32."""
    for name, parameter in script.named_parameters():
        if any(part in name for part in ("conv1", "attn", "mlp", "text_projection")) or name == "visual.proj":
            parameter.data = parameter.data.half()


def write_open_clip(model: torch.nn.Module, model_config: dict, folder: Path, layout: str) -> None:
    config = {
        "model_cfg": model_config,
        "preprocess_cfg": OPENAI_STATISTICS | {"interpolation": "bicubic", "resize_mode": "shortest"},
    }
    if layout == "bin":
        config["preprocess_cfg"] = OPENAI_STATISTICS
    tokenizer_files.write_json(folder / "open_clip_config.json", config)
    state = {k: v.contiguous() for k, v in model.state_dict().items()}
    if layout == "safetensors":
        save_file(state, folder / "open_clip_model.safetensors", metadata={"format": "pt"})
    else:
        if "text.transformer.embeddings.word_embeddings.weight" in state:
            # The transformers of the published checkpoint's time saved this buffer too.
            positions = state["text.transformer.embeddings.position_embeddings.weight"].shape[0]
            state["text.transformer.embeddings.position_ids"] = torch.arange(positions)[None]
        torch.save(state, folder / "open_clip_pytorch_model.bin")

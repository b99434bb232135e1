"""`CLIPModel`, `SiglipModel`, `Siglip2Model` and `VisionTextDualEncoderModel`, saved by transformers and run by it."""

import json
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file, save_file

import inputs
import preprocessor_files
import tokenizer_files
import weights
from record import Reference
from sizes import Sizes

LIBRARY = f"transformers {transformers.__version__}"


def clip(folder: Path, sizes: Sizes, seed: int, layout: str = "safetensors", activation: str = "quick_gelu") -> Reference:
    """`layout`: safetensors | bin | half | shards. The bin layout is the old one, with its wrong `eos_token_id: 2`."""
    vision, text, old = sizes.vision, sizes.text, layout == "bin"
    start, end = text.vocabulary - 2, text.vocabulary - 1
    config = transformers.CLIPConfig(
        projection_dim=sizes.dim,
        logit_scale_init_value=2.6592,
        text_config=tower(text)
        | {
            "vocab_size": text.vocabulary,
            "max_position_embeddings": text.context,
            "hidden_act": activation,
            "projection_dim": sizes.dim,
            "bos_token_id": 0 if old else start,
            "eos_token_id": 2 if old else end,
            "pad_token_id": 1,
        },
        vision_config=tower(vision) | image(vision) | {"hidden_act": activation, "projection_dim": sizes.dim},
    )
    model = transformers.CLIPModel(config)
    weights.randomize(model, seed, sizes.logit_scale)
    if layout == "half":
        model.half().float()
    save(model, folder, layout)
    preprocessor_files.clip(folder, vision.size, old)
    return clip_reference(model, sizes, folder, layout)


def clip_reference(model, sizes: Sizes, folder: Path, layout: str) -> Reference:
    vision, text = sizes.vision, sizes.text
    end = text.vocabulary - 1
    prompts, ids = prompts_of(folder, text.context, inputs.clip_ids(text.vocabulary, text.context))
    padded, mask = inputs.padded(ids, text.context, end)
    pixels = sizes.pixels(sizes.images, 3, vision.size, vision.size)
    with torch.inference_mode():
        images = model.vision_model(pixel_values=pixels)
        states = model.vision_model.post_layernorm(images.last_hidden_state[:, 1:])
        texts = model.text_model(input_ids=padded, attention_mask=mask)
        return Reference(
            family="clip",
            library=LIBRARY,
            parameters=count(model),
            sizes=sizes,
            open=".",
            padding="trim",
            end="eot",
            padding_id=end,
            ids=ids,
            prompts=prompts,
            image=model.visual_projection(images.pooler_output),
            patches=model.visual_projection(states),
            text=model.text_projection(texts.pooler_output),
            tokens=texts.last_hidden_state,
            logit_scale=model.logit_scale.exp().item(),
        )


def siglip(folder: Path, sizes: Sizes, seed: int, hub_config: dict | None = None) -> Reference:
    """`hub_config` replaces the saved configuration by the sparse one that stands on the hub."""
    vision, text = sizes.vision, sizes.text
    config = transformers.SiglipConfig(text_config=siglip_text(sizes), vision_config=tower(vision) | image(vision))
    model = transformers.SiglipModel(config)
    weights.randomize(model, seed, sizes.logit_scale, -10.0)
    save(model, folder, "safetensors")
    if hub_config is not None:
        tokenizer_files.write_json(folder / "config.json", hub_config)
    preprocessor_files.siglip(folder, vision.size)
    pixels = sizes.pixels(sizes.images, 3, vision.size, vision.size)
    with torch.inference_mode():
        images = model.vision_model(pixel_values=pixels)
    return siglip_reference("siglip", model, sizes, folder, images)


def siglip2(folder: Path, sizes: Sizes, seed: int) -> Reference:
    """NaFlex: the model takes flattened patches and the grid they came from."""
    vision, text = sizes.vision, sizes.text
    config = transformers.Siglip2Config(
        text_config=siglip_text(sizes),
        vision_config=tower(vision) | {"patch_size": vision.patch, "num_patches": vision.grid**2},
    )
    model = transformers.Siglip2Model(config)
    weights.randomize(model, seed, sizes.logit_scale, -10.0)
    save(model, folder, "safetensors")
    preprocessor_files.siglip2(folder, vision.patch, vision.grid**2)

    def run(rows: int, columns: int):
        pixels = sizes.pixels(sizes.images, 3, rows * vision.patch, columns * vision.patch)
        patches = flat_patches(pixels, vision.patch)
        shapes = torch.tensor([[rows, columns]] * sizes.images)
        mask = torch.ones(patches.shape[:2], dtype=torch.long)
        return model.vision_model(pixel_values=patches, pixel_attention_mask=mask, spatial_shapes=shapes)

    with torch.inference_mode():
        images, other = run(vision.grid, vision.grid), run(vision.grid - 1, vision.grid + 1)
    reference = siglip_reference("siglip2", model, sizes, folder, images)
    reference.more = {
        "otherGrid": [vision.grid - 1, vision.grid + 1],
        "otherGridImageEmbeddings": other.pooler_output,
        "otherGridPatches": other.last_hidden_state,
    }
    return reference


def siglip_reference(family: str, model, sizes: Sizes, folder: Path, images) -> Reference:
    text = sizes.text
    fallback = [[*row[1:-1], 1] for row in inputs.clip_ids(text.vocabulary, text.context)]
    prompts, ids = prompts_of(folder, text.context, fallback)
    padding = tokenizer_files.padding_id(folder)
    with torch.inference_mode():
        texts = model.text_model(input_ids=inputs.padded(ids, text.context, padding)[0])
    return Reference(
        family=family,
        library=LIBRARY,
        parameters=count(model),
        sizes=sizes,
        open=".",
        padding="full",
        end="last",
        padding_id=padding,
        ids=ids,
        prompts=prompts,
        image=images.pooler_output,
        patches=images.last_hidden_state,
        text=texts.pooler_output,
        tokens=texts.last_hidden_state,
        logit_scale=model.logit_scale.exp().item(),
        logit_bias=model.logit_bias.item(),
    )


def dual_encoder(folder: Path, sizes: Sizes, seed: int, vision_tower: str = "vit") -> Reference:
    """`vision_tower`: vit | clip."""
    vision, text = sizes.vision, sizes.text
    bert = transformers.BertConfig(**tower(text), vocab_size=text.vocabulary, max_position_embeddings=text.context)
    if vision_tower == "vit":
        seen = transformers.ViTConfig(**tower(vision), **image(vision))
        eye = transformers.ViTModel(seen)
        preprocessor_files.vit(folder, vision.size)
    else:
        seen = transformers.CLIPVisionConfig(**tower(vision), **image(vision))
        eye = transformers.CLIPVisionModel(seen)
        preprocessor_files.clip(folder, vision.size)
    config = transformers.VisionTextDualEncoderConfig.from_vision_text_configs(seen, bert, projection_dim=sizes.dim)
    model = transformers.VisionTextDualEncoderModel(config, eye, transformers.BertModel(bert))
    weights.randomize(model, seed, sizes.logit_scale)
    save(model, folder, "safetensors")
    if vision_tower == "clip":
        nest_vision(folder / "model.safetensors")

    fallback = [[2, *row[1:-1], 3] for row in inputs.clip_ids(text.vocabulary, text.context)]
    prompts, ids = prompts_of(folder, text.context, fallback)
    padded, mask = inputs.padded(ids, max(map(len, ids)), 0)
    with torch.inference_mode():
        images = eye(pixel_values=sizes.pixels(sizes.images, 3, vision.size, vision.size))
        states = images.last_hidden_state[:, 1:]
        if vision_tower == "clip":
            states = getattr(eye, "vision_model", eye).post_layernorm(states)
        texts = model.text_model(input_ids=padded, attention_mask=mask)
        return Reference(
            family="vision-text-dual-encoder",
            library=LIBRARY,
            parameters=count(model),
            sizes=sizes,
            open=".",
            padding="mask",
            end="first",
            padding_id=0,
            ids=ids,
            prompts=prompts,
            image=model.visual_projection(images.pooler_output),
            patches=model.visual_projection(states),
            text=model.text_projection(texts.pooler_output),
            tokens=texts.last_hidden_state,
            logit_scale=model.logit_scale.exp().item(),
        )


def tower(sizes) -> dict:
    return {
        "hidden_size": sizes.width,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.mlp,
    }


def image(vision) -> dict:
    return {"patch_size": vision.patch, "image_size": vision.size}


def siglip_text(sizes: Sizes) -> dict:
    text = sizes.text
    return tower(text) | {"vocab_size": text.vocabulary, "max_position_embeddings": text.context, "pad_token_id": 1}


def count(model: torch.nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())


def flat_patches(pixels: torch.Tensor, patch: int) -> torch.Tensor:
    """[n, 3, h, w] → [n, rows · columns, patch · patch · 3], channels last, as Siglip2ImageProcessor cuts them."""
    n, channels, height, width = pixels.shape
    cut = pixels.reshape(n, channels, height // patch, patch, width // patch, patch)
    return cut.permute(0, 2, 4, 3, 5, 1).reshape(n, -1, patch * patch * channels)


def prompts_of(folder: Path, context: int, fallback: list[list[int]]) -> tuple[list[str | None], list[list[int]]]:
    """The folder's own tokenizer where it has one; ids out of the air otherwise."""
    if (folder / "tokenizer.json").exists():
        return list(inputs.PROMPTS), tokenizer_files.encode(folder, inputs.PROMPTS, context)
    return [None] * len(fallback), fallback


def save(model, folder: Path, layout: str) -> None:
    model.save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text())
    config["dtype" if layout == "safetensors" else "torch_dtype"] = config.pop("dtype")
    if layout == "half":
        config["torch_dtype"] = "float16"
    tokenizer_files.write_json(folder / "config.json", config)
    whole = folder / "model.safetensors"
    if layout == "safetensors":
        return
    tensors = load_file(whole)
    if layout == "half":
        save_file({k: v.half() for k, v in tensors.items()}, whole, metadata={"format": "pt"})
        return
    whole.unlink()
    if layout == "bin":
        for side, length in (("text", config["text_config"]["max_position_embeddings"]), ("vision", None)):
            key = f"{side}_model.embeddings"
            length = length or tensors[f"{key}.position_embedding.weight"].shape[0]
            tensors[f"{key}.position_ids"] = torch.arange(length)[None]
        torch.save(tensors, folder / "pytorch_model.bin")
        return
    shard(tensors, folder)


def nest_vision(file: Path) -> None:
    """`CLIPVisionModel` wrapped its tower until transformers 5, and so the published dual encoders say `vision_model` twice."""
    tensors = {k.replace("vision_model.", "vision_model.vision_model.", 1): v for k, v in load_file(file).items()}
    save_file(tensors, file, metadata={"format": "pt"})


def shard(tensors: dict[str, torch.Tensor], folder: Path) -> None:
    names = sorted(tensors)
    halves = [names[: len(names) // 2], names[len(names) // 2 :]]
    index = {}
    for i, half in enumerate(halves, 1):
        file = f"model-{i:05d}-of-{len(halves):05d}.safetensors"
        save_file({k: tensors[k] for k in half}, folder / file, metadata={"format": "pt"})
        index |= dict.fromkeys(half, file)
    total = sum(t.numel() * t.element_size() for t in tensors.values())
    tokenizer_files.write_json(
        folder / "model.safetensors.index.json", {"metadata": {"total_size": total}, "weight_map": index}
    )

"""Opens a CLIP checkpoint folder as transformers' `CLIPModel`, from its own layout or from open_clip's."""

import json
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file

BLOCK = {
    "ln_1": "layer_norm1",
    "ln_2": "layer_norm2",
    "attn.out_proj": "self_attn.out_proj",
    "mlp.c_fc": "mlp.fc1",
    "mlp.c_proj": "mlp.fc2",
}
WHOLE = {
    "positional_embedding": "text_model.embeddings.position_embedding.weight",
    "token_embedding.weight": "text_model.embeddings.token_embedding.weight",
    "ln_final.weight": "text_model.final_layer_norm.weight",
    "ln_final.bias": "text_model.final_layer_norm.bias",
    "logit_scale": "logit_scale",
    "visual.class_embedding": "vision_model.embeddings.class_embedding",
    "visual.positional_embedding": "vision_model.embeddings.position_embedding.weight",
    "visual.conv1.weight": "vision_model.embeddings.patch_embedding.weight",
    "visual.ln_pre.weight": "vision_model.pre_layrnorm.weight",
    "visual.ln_pre.bias": "vision_model.pre_layrnorm.bias",
    "visual.ln_post.weight": "vision_model.post_layernorm.weight",
    "visual.ln_post.bias": "vision_model.post_layernorm.bias",
}


def open_checkpoint(folder: Path) -> transformers.CLIPModel:
    if (folder / "config.json").exists():
        return transformers.CLIPModel.from_pretrained(folder, local_files_only=True).eval()
    config = json.loads((folder / "open_clip_config.json").read_text())["model_cfg"]
    stored = folder / "open_clip_model.safetensors"
    state = load_file(stored) if stored.exists() else torch.load(folder / "open_clip_pytorch_model.bin", weights_only=True)
    model = transformers.CLIPModel(configuration(config))
    missing, unexpected = model.load_state_dict(renamed(state), strict=False)
    if unexpected or any(not name.endswith("position_ids") for name in missing):
        raise SystemExit(f"{folder}: tensors do not fit: missing {missing}, unexpected {unexpected}")
    return model.eval()


def configuration(config: dict) -> transformers.CLIPConfig:
    vision, text = config["vision_cfg"], config["text_cfg"]
    activation = "quick_gelu" if config.get("quick_gelu") else "gelu"
    return transformers.CLIPConfig(
        projection_dim=config["embed_dim"],
        vision_config={
            "hidden_size": vision["width"],
            "num_hidden_layers": vision["layers"],
            "num_attention_heads": vision["width"] // vision.get("head_width", 64),
            "intermediate_size": int(vision["width"] * vision.get("mlp_ratio", 4)),
            "patch_size": vision["patch_size"],
            "image_size": vision["image_size"],
            "hidden_act": activation,
        },
        text_config={
            "hidden_size": text["width"],
            "num_hidden_layers": text["layers"],
            "num_attention_heads": text["heads"],
            "intermediate_size": int(text["width"] * text.get("mlp_ratio", 4)),
            "max_position_embeddings": text["context_length"],
            "vocab_size": text["vocab_size"],
            "bos_token_id": text["vocab_size"] - 2,
            "eos_token_id": text["vocab_size"] - 1,
            "hidden_act": activation,
        },
    )


def renamed(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    out: dict[str, torch.Tensor] = {}
    for name, value in state.items():
        if name in WHOLE:
            out[WHOLE[name]] = value
        elif name == "visual.proj":
            out["visual_projection.weight"] = value.T
        elif name == "text_projection":
            out["text_projection.weight"] = value.T
        elif ".resblocks." in name:
            out |= block(name, value)
    return out


def block(name: str, value: torch.Tensor) -> dict[str, torch.Tensor]:
    """One tensor of a residual block; the fused query, key and value come apart."""
    side = "vision" if name.startswith("visual.") else "text"
    number, rest = name.split(".resblocks.")[1].split(".", 1)
    layer = f"{side}_model.encoder.layers.{number}"
    if rest.startswith("attn.in_proj_"):
        kind = rest.removeprefix("attn.in_proj_")
        return {f"{layer}.self_attn.{part}_proj.{kind}": piece for part, piece in zip("qkv", value.chunk(3), strict=True)}
    stem, kind = rest.rsplit(".", 1)
    return {f"{layer}.{BLOCK[stem]}.{kind}": value}

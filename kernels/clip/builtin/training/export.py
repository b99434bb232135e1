"""Writes the model folder: transformers' VisionTextDualEncoderModel with the runtime's additions (see MODEL_CARD.md)."""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from model import DIMENSION


def export(text, tower, log_scale, minilm, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {"logit_scale": torch.tensor(float(log_scale))}
    tensors |= text_tensors(text)
    tensors |= image_tensors(tower)
    part = folder / "model.part"
    save_file({name: value.contiguous() for name, value in tensors.items()}, part, metadata={"format": "pt"})
    part.rename(folder / "model.safetensors")
    write(folder / "config.json", config(tower))
    write(folder / "preprocessor_config.json", preprocessor(tower.shape["size"]))
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        shutil.copyfile(Path(minilm) / name, folder / name)
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{folder} holds {size / 1e6:.1f} MB")


def quantized(name, matrix):
    """int8 with one float32 scale a row: 127 steps to the row's largest magnitude. The value is `name` · `name.scale`."""
    scale = matrix.abs().amax(1).clamp(min=1e-12) / 127
    return {name: torch.round(matrix / scale[:, None]).to(torch.int8), f"{name}.scale": scale}


def text_tensors(text):
    """Every matrix in int8 but the projection (float16, the last step); norms and biases in float32."""
    tensors = {}
    for name, value in text.state_dict().items():
        if name.startswith("projection"):
            tensors["text_projection.weight"] = value.half()
        elif value.dim() == 2:
            tensors |= quantized(f"text_model.{name}", value)
        else:
            tensors[f"text_model.{name}"] = value.float()
    return tensors


def image_tensors(tower):
    """float16, batch norms folded into their convolutions."""
    tensors = {}
    for number, convolution in enumerate(tower.stem):
        weight, bias = convolution.folded()
        tensors[f"vision_model.stem.{number}.weight"], tensors[f"vision_model.stem.{number}.bias"] = weight, bias
    embeddings = "vision_model.embeddings"
    tensors[f"{embeddings}.patch_embeddings.projection.weight"] = tower.patch.weight
    tensors[f"{embeddings}.patch_embeddings.projection.bias"] = tower.patch.bias
    tensors[f"{embeddings}.position_embeddings"] = tower.positions
    for name, value in tower.state_dict().items():
        if name.startswith("layer."):
            tensors[f"vision_model.encoder.{name}"] = value
        elif name.startswith("layernorm."):
            tensors[f"vision_model.{name}"] = value
    tensors["visual_projection.weight"] = tower.projection.weight
    return {name: value.detach().half() for name, value in tensors.items()}


def config(tower):
    shape = tower.shape
    return {
        "architectures": ["VisionTextDualEncoderModel"],
        "model_type": "vision-text-dual-encoder",
        "projection_dim": DIMENSION,
        "vision_config": {
            "model_type": "vit",
            "hidden_size": shape["width"],
            "num_hidden_layers": shape["layers"],
            "num_attention_heads": shape["heads"],
            "intermediate_size": shape["mlp"],
            "hidden_act": "gelu",
            "layer_norm_eps": 1e-6,
            "image_size": shape["size"],
            "patch_size": shape["size"] // tower.grid,
            "stem": [{"channels": channels, "stride": stride} for channels, stride in shape["stem"]],
            "pooling": "mean",
        },
        "text_config": {
            "model_type": "bert",
            "hidden_size": 384,
            "num_hidden_layers": 6,
            "num_attention_heads": 12,
            "intermediate_size": 1536,
            "hidden_act": "gelu",
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": 512,
            "type_vocab_size": 2,
            "vocab_size": 30522,
            "pooling": "mean",
        },
    }


def preprocessor(size):
    return {
        "image_processor_type": "ViTImageProcessor",
        "do_resize": True,
        "size": {"height": size, "width": size},
        "resample": 3,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
    }


def write(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")

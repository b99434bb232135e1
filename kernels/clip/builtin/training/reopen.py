"""The towers as the model folder holds them, rounding included: the reference for the runtime."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file

from model import ImageTower, TextTower


def reopen(folder):
    """(text tower, image tower) in evaluation mode, float32."""
    tensors = load_file(Path(folder) / "model.safetensors")
    values = {}
    for name, value in tensors.items():
        if name.removesuffix(".scale") in tensors and name.endswith(".scale"):
            continue
        scale = tensors.get(f"{name}.scale")
        values[name] = value.float() if scale is None else value.float() * scale[:, None]
    text = {name.removeprefix("text_model."): value for name, value in values.items() if name.startswith("text_model.")}
    text["projection.weight"] = values["text_projection.weight"]
    text_tower = TextTower()
    text_tower.load_state_dict(text)
    vision = json.loads((Path(folder) / "config.json").read_text())["vision_config"]
    return text_tower.eval(), image_tower(values, vision).eval()


def image_tower(values, config):
    stem = [(layer["channels"], layer["stride"]) for layer in config["stem"]]
    tower = ImageTower(
        config["image_size"], stem, config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"],
        config["intermediate_size"],
    )
    state = tower.state_dict()
    for name, value in values.items():
        name = name.removeprefix("vision_model.")
        if name.startswith("encoder."):
            state[name.removeprefix("encoder.")] = value
        elif name.startswith("layernorm."):
            state[name] = value
    state["positions"] = values["vision_model.embeddings.position_embeddings"]
    state["patch.weight"] = values["vision_model.embeddings.patch_embeddings.projection.weight"]
    state["patch.bias"] = values["vision_model.embeddings.patch_embeddings.projection.bias"]
    state["projection.weight"] = values["visual_projection.weight"]
    for number in range(len(stem)):
        # A norm that only adds: its variance and epsilon make one, its bias is the folded convolution's.
        state[f"stem.{number}.convolution.weight"] = values[f"vision_model.stem.{number}.weight"]
        state[f"stem.{number}.norm.bias"] = values[f"vision_model.stem.{number}.bias"]
        state[f"stem.{number}.norm.running_var"] = torch.full_like(state[f"stem.{number}.norm.running_var"], 1 - 1e-5)
    tower.load_state_dict(state)
    return tower

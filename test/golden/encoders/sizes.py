"""Sizes of the towers, tiny and as published."""

from collections.abc import Callable
from dataclasses import dataclass

import torch

import inputs


@dataclass(frozen=True)
class Vision:
    width: int
    layers: int
    heads: int
    mlp: int
    patch: int
    size: int

    @property
    def grid(self) -> int:
        return self.size // self.patch


@dataclass(frozen=True)
class Text:
    width: int
    layers: int
    heads: int
    mlp: int
    context: int
    vocabulary: int


@dataclass(frozen=True)
class Sizes:
    vision: Vision
    text: Text
    dim: int
    logit_scale: float = 4.6052
    images: int = 2
    # (n, 3, height, width) → normalised pixels
    pixels: Callable[..., torch.Tensor] = inputs.pixels

"""Random weights under which every part of a network matters."""

import torch


def randomize(model: torch.nn.Module, seed: int, logit_scale: float, logit_bias: float | None = None) -> None:
    """
    Redraws every parameter: matrices N(0, gain² / fan_in), norms around one, biases and embeddings of visible size.
    The library's own initialisers leave attention almost uniform and biases at zero, which hides mistakes.
    """
    generator = torch.Generator().manual_seed(seed)

    def normal(shape: torch.Size, std: float) -> torch.Tensor:
        return torch.randn(shape, generator=generator) * std

    with torch.no_grad():
        for name, parameter in model.named_parameters():
            shape = parameter.shape
            if name.endswith("logit_scale"):
                value = torch.full(shape, logit_scale)
            elif name.endswith("logit_bias"):
                value = torch.full(shape, 0.0 if logit_bias is None else logit_bias)
            elif "norm" in name.lower() or ".ln_" in name or name.startswith("ln_") or "layrnorm" in name:
                value = 1 + normal(shape, 0.2) if name.endswith("weight") else normal(shape, 0.1)
            elif any(part in name for part in ("embedding.weight", "embeddings.weight", "position", "pos_embed", "class", "cls_token", "probe")):
                value = normal(shape, 0.5)
            elif parameter.ndim == 1:
                value = normal(shape, 0.1)
            else:
                sharp = any(part in name for part in ("in_proj", "q_proj", "k_proj", "qkv", "query", "key"))
                fan_in = parameter[0].numel()
                if name in ("text_projection", "visual.proj"):
                    fan_in = shape[0]
                value = normal(shape, (1.4 if sharp else 1.0) / fan_in**0.5)
            parameter.copy_(value)
    model.eval()

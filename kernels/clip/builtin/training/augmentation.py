"""Changes of a picture that leave its report true. Never a flip: left and right would change places."""

import math

import torch
import torch.nn.functional as F


def augment(pixels, grids, generator):
    """
    uint8 [n, size, size, 3] and coverage [n, 1, g, g] -> float [n, 3, size, size] in [-1, 1] and the coverage moved with it.
    Shift, turn and zoom for three of four; contrast, brightness, gamma, tint; blur for one of six; noise for half.
    """
    n = len(pixels)
    uniform = lambda low, high, *shape: low + (high - low) * torch.rand(*shape, generator=generator)
    chance = lambda share: (torch.rand(n, generator=generator) < share).float()
    x = pixels.permute(0, 3, 1, 2).float().div_(255).contiguous(memory_format=torch.channels_last)
    moved = chance(0.75)
    angle, zoom = moved * uniform(-0.12, 0.12, n), 1 + moved * uniform(-0.13, 0.1, n)
    stretch = 1 + moved * uniform(-0.06, 0.06, n)
    shift = moved[:, None] * uniform(-0.08, 0.08, n, 2)
    cosine, sine = angle.cos() * zoom, angle.sin() * zoom
    theta = torch.stack(
        [torch.stack([cosine * stretch, -sine, shift[:, 0]], 1), torch.stack([sine, cosine / stretch, shift[:, 1]], 1)], 1
    )
    which = moved.nonzero()[:, 0]
    if len(which):
        field = F.affine_grid(theta[which], [len(which), 1, *x.shape[2:]], align_corners=False)
        x[which] = F.grid_sample(x[which], field, padding_mode="border", align_corners=False)
        field = F.affine_grid(theta[which], [len(which), 1, *grids.shape[2:]], align_corners=False)
        grids = grids.clone()
        grids[which] = F.grid_sample(grids[which], field, align_corners=False)
    gain = 1 + chance(0.8) * uniform(-0.2, 0.2, n)
    offset = chance(0.8) * uniform(-0.1, 0.1, n)
    tint = 1 + (chance(0.3) * uniform(-0.15, 0.15, n))[:, None] * uniform(-1, 1, n, 3)
    x = (x - 0.5) * (gain[:, None] * tint)[:, :, None, None] + 0.5 + offset[:, None, None, None]
    blurred = (chance(1 / 6) > 0).nonzero()[:, 0]
    if len(blurred):
        x[blurred] = F.avg_pool2d(F.pad(x[blurred], (1, 1, 1, 1), mode="replicate"), 3, 1)
    gamma = torch.exp(chance(0.5) * uniform(math.log(0.8), math.log(1.25), n))
    x = x.clamp_(1e-4, 1) ** gamma[:, None, None, None]
    noise = chance(0.5) * uniform(0, 0.04, n)
    x = x + torch.randn(x.shape, generator=generator) * noise[:, None, None, None]
    return (x.clamp_(0, 1) * 2 - 1).contiguous(memory_format=torch.channels_last), grids


def plain(pixels):
    """uint8 [n, size, size, 3] -> float [n, 3, size, size] in [-1, 1], as the model's preprocessor_config.json."""
    return (pixels.permute(0, 3, 1, 2).float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)

"""The two towers and the facts encoder. Parameter names are those of transformers' ViTModel and BertModel."""

import math

import torch
import torch.nn.functional as F
from torch import nn

DIMENSION = 384


class Attention(nn.Module):
    """Multi-head attention; `mask` bool [n, 1, 1, length], True where a token may be seen."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))

    def forward(self, x, mask=None):
        n, length, width = x.shape
        split = lambda y: y.view(n, length, self.heads, -1).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), mask)
        return y.transpose(1, 2).reshape(n, length, width)


def module(**children):
    """A module that only names its children."""
    holder = nn.Module()
    for name, child in children.items():
        setattr(holder, name, child)
    return holder


class ImageBlock(nn.Module):
    """Pre-norm block of a ViT (Dosovitskiy et al., arXiv 2010.11929)."""

    def __init__(self, width, heads, mlp):
        super().__init__()
        self.layernorm_before = nn.LayerNorm(width, eps=1e-6)
        self.layernorm_after = nn.LayerNorm(width, eps=1e-6)
        self.attention = module(attention=Attention(width, heads), output=module(dense=nn.Linear(width, width)))
        self.intermediate = module(dense=nn.Linear(width, mlp))
        self.output = module(dense=nn.Linear(mlp, width))

    def forward(self, x):
        x = x + self.attention.output.dense(self.attention.attention(self.layernorm_before(x)))
        return x + self.output.dense(F.gelu(self.intermediate.dense(self.layernorm_after(x))))


class Convolution(nn.Module):
    """3×3 convolution, batch norm, ReLU. The norm is folded into the convolution when the model is written."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.norm(self.convolution(x)))

    def folded(self):
        """Weight and bias that do the same in one convolution."""
        factor = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        return self.convolution.weight * factor[:, None, None, None], self.norm.bias - self.norm.running_mean * factor


class ImageTower(nn.Module):
    """
    A ViT behind a stem of convolutions (Xiao et al., arXiv 2106.14881: early convolutions make small ViTs learn from far
    fewer images). Pixels [n, 3, size, size] in [-1, 1] -> patches [n, grid * grid, dimension]; their mean is the embedding.
    """

    def __init__(self, size=128, stem=((32, 2), (64, 2), (128, 2), (128, 1)), width=192, layers=4, heads=3, mlp=512):
        super().__init__()
        self.shape = dict(size=size, stem=[list(s) for s in stem], width=width, layers=layers, heads=heads, mlp=mlp)
        channels = [3, *(outputs for outputs, _ in stem)]
        self.stem = nn.ModuleList(
            Convolution(inputs, outputs, stride) for inputs, (outputs, stride) in zip(channels, stem)
        )
        self.patch = nn.Conv2d(channels[-1], width, 2, 2)
        grid = size // (2 * math.prod(stride for _, stride in stem))
        self.grid = grid
        self.positions = nn.Parameter(torch.randn(1, grid * grid, width) * 0.02)
        self.layer = nn.ModuleList(ImageBlock(width, heads, mlp) for _ in range(layers))
        self.layernorm = nn.LayerNorm(width, eps=1e-6)
        self.projection = nn.Linear(width, DIMENSION, bias=False)

    def forward(self, pixels):
        x = pixels
        for convolution in self.stem:
            x = convolution(x)
        x = self.patch(x).flatten(2).transpose(1, 2) + self.positions
        for layer in self.layer:
            x = layer(x)
        return self.projection(self.layernorm(x))


class TextBlock(nn.Module):
    """Post-norm block of BERT (Devlin et al., arXiv 1810.04805)."""

    def __init__(self, width, heads, mlp):
        super().__init__()
        norm = lambda: nn.LayerNorm(width, eps=1e-12)
        self.attention = module(
            self=Attention(width, heads), output=module(dense=nn.Linear(width, width), LayerNorm=norm())
        )
        self.intermediate = module(dense=nn.Linear(width, mlp))
        self.output = module(dense=nn.Linear(mlp, width), LayerNorm=norm())

    def forward(self, x, mask):
        attended = self.attention.output.dense(getattr(self.attention, "self")(x, mask))
        x = self.attention.output.LayerNorm(x + attended)
        return self.output.LayerNorm(x + self.output.dense(F.gelu(self.intermediate.dense(x))))


class TextTower(nn.Module):
    """
    all-MiniLM-L6-v2: token ids and mask [n, length] -> mean of the tokens, projected, [n, dimension]. The embeddings and the first
    `frozen` layers keep their weights; the projection starts as the identity, so that training starts from MiniLM's geometry.
    """

    def __init__(self, frozen=3, vocabulary=30522, width=384, layers=6, heads=12, mlp=1536):
        super().__init__()
        self.frozen = frozen
        self.embeddings = module(
            word_embeddings=nn.Embedding(vocabulary, width),
            position_embeddings=nn.Embedding(512, width),
            token_type_embeddings=nn.Embedding(2, width),
            LayerNorm=nn.LayerNorm(width, eps=1e-12),
        )
        self.encoder = module(layer=nn.ModuleList(TextBlock(width, heads, mlp) for _ in range(layers)))
        self.projection = nn.Linear(width, DIMENSION, bias=False)
        nn.init.eye_(self.projection.weight)

    def trained(self):
        return [*self.encoder.layer[self.frozen :].parameters(), *self.projection.parameters()]

    def forward(self, ids, mask):
        seen = mask[:, None, None, :].bool()
        with torch.no_grad():
            table = self.embeddings
            places = table.position_embeddings.weight[: ids.shape[1]]
            x = table.LayerNorm(table.word_embeddings(ids) + places + table.token_type_embeddings.weight[0])
            for layer in self.encoder.layer[: self.frozen]:
                x = layer(x, seen)
        for layer in self.encoder.layer[self.frozen :]:
            x = layer(x, seen)
        weights = mask[:, :, None].float()
        return self.projection((x * weights).sum(1) / weights.sum(1))


class FactsEncoder(nn.Module):
    """
    What is known of an image (its modality, findings with side, place and size, absences, metadata), as a bag of facts ->
    [n, dimension]. Used in training only: the text tower learns to say what it knows, then the image tower to see it.
    """

    def __init__(self, facts=8192, width=256):
        super().__init__()
        self.table = nn.EmbeddingBag(facts, width, mode="sum")
        nn.init.normal_(self.table.weight, std=0.2)
        self.mix = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 768), nn.GELU(), nn.Linear(768, 768), nn.GELU(), nn.Linear(768, DIMENSION)
        )

    def forward(self, facts, offsets):
        return F.normalize(self.mix(self.table(facts, offsets)), dim=-1)

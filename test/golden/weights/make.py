"""Makes the weight files of this folder and expected.json, what PyTorch reads from them.

Run: python test/golden/weights/make.py   (torch, safetensors, numpy)
"""

import argparse
import json
import math
import os
import pickle
import shutil
import struct
import warnings
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy
import torch
from safetensors.torch import save_file

warnings.simplefilter("ignore")
HERE = Path(__file__).parent
expected = {}


def value(number):
    number = float(number)
    return number if math.isfinite(number) else str(number).replace("inf", "Infinity").replace("nan", "NaN")


def expect(name, form, tensors):
    expected[name] = {
        "format": form,
        "tensors": {
            key: {
                "type": str(tensor.dtype).removeprefix("torch."),
                "shape": list(tensor.shape),
                "values": [value(x) for x in tensor.detach().to(torch.float32).flatten()],
            }
            for key, tensor in tensors.items()
        },
    }


def every_type():
    generator = torch.Generator().manual_seed(7)
    odd = [0.0, -0.0, 1.0, -2.5, 65504.0, 6.1035e-05, 5.96e-08, -3.1e-07, math.inf, -math.inf, math.nan, 0.1]
    return OrderedDict(
        {
            "float64": torch.randn(2, 3, generator=generator, dtype=torch.float64),
            "float32": torch.randn(3, 2, generator=generator),
            "float16": torch.tensor(odd, dtype=torch.float16),
            "bfloat16": torch.tensor([*odd, 3e38, 1e-40], dtype=torch.bfloat16),
            "int64": torch.tensor([[0, -1, 2**40, -(2**40) + 1]]),
            "int32": torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
            "int16": torch.tensor([-32768, 32767, 5], dtype=torch.int16),
            "int8": torch.tensor([-128, 127, 3], dtype=torch.int8),
            "uint8": torch.tensor([0, 255, 7], dtype=torch.uint8),
            "bool": torch.tensor([True, False, True]),
            "logit_scale": torch.tensor(2.6592),
            "empty": torch.zeros(0, 4),
        }
    )


def with_views():
    """Tensors that share storages in every way a state_dict can."""
    tensors = every_type()
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    tensors["tied.a"] = base
    tensors["tied.b"] = base
    tensors["rows"] = base[1:3]
    tensors["transposed"] = base.T
    tensors["columns"] = base[:, 1::2]
    tensors["permuted"] = torch.arange(24, dtype=torch.float16).reshape(2, 3, 4).permute(2, 0, 1)
    tensors["flipped.int64"] = torch.arange(6).reshape(2, 3).T
    tensors["position_ids"] = torch.arange(5).expand(1, -1)
    tensors["parameter"] = torch.nn.Parameter(torch.randn(2, 2, generator=torch.Generator().manual_seed(1)))
    return tensors


class Visual(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 2, 2, bias=False)
        self.proj = torch.nn.Parameter(torch.randn(2, 3))

    def forward(self, x):
        return self.conv1(x).mean(dim=(2, 3)) @ self.proj


class Multimodal(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.visual = Visual()
        self.logit_scale = torch.nn.Parameter(torch.tensor(2.65))
        self.resblocks = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.ReLU())
        self.register_buffer("mask", torch.full((2, 2), -math.inf).triu(1))
        self.sizes = [2, 3]

    def forward(self, x):
        return self.resblocks(self.visual(x)) * self.logit_scale.exp()


class Call:
    def __init__(self, function, *arguments):
        self.parts = (function, arguments)

    def __reduce__(self):
        return self.parts


def zipped(name, entries, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(HERE / name, "w", compression) as archive:
        for path, content in entries.items():
            archive.writestr(zipfile.ZipInfo(path), content, compression)


def entries_of(name):
    with zipfile.ZipFile(HERE / name) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


torch.manual_seed(0)
for old in HERE.iterdir():
    if old.suffix in {".pt", ".bin", ".safetensors"}:
        old.unlink()

tensors = every_type()
save_file(tensors, HERE / "every-type.safetensors", metadata={"format": "pt"})
expect("every-type.safetensors", "safetensors", tensors)

tensors = with_views()
torch.save(tensors, HERE / "views.bin")
expect("views.bin", "torch-zip", tensors)
torch.save(tensors, HERE / "views-protocol-5.bin", pickle_protocol=5)
expect("views-protocol-5.bin", "torch-zip", tensors)
torch.save(tensors, HERE / "views-legacy.bin", _use_new_zipfile_serialization=False)
expect("views-legacy.bin", "torch-legacy", tensors)

model = Multimodal()
optimizer = torch.optim.AdamW(model.parameters())
model(torch.randn(1, 3, 4, 4)).sum().backward()
optimizer.step()
training = {
    "epoch": 3,
    "name": "run-1",
    "state_dict": OrderedDict((f"module.{key}", tensor) for key, tensor in model.state_dict().items()),
    "optimizer": optimizer.state_dict(),
    "args": argparse.Namespace(lr=1e-3, model="ViT-B-32", sizes=(1, 2)),
    "step": torch.tensor(12),
    "best": numpy.float64(0.5),
}
torch.save(training, HERE / "training.pt")
expect("training.pt", "torch-zip", model.state_dict())
torch.save({"epoch": 1, "model": {"visual": {"a": torch.ones(2)}, "text": {"b": torch.zeros(1)}}}, HERE / "nested.pt")
expect("nested.pt", "torch-zip", {"visual.a": torch.ones(2), "text.b": torch.zeros(1)})

tagged = torch.ones(3)
tagged.note = "kept apart by training code"
noted = torch.nn.Parameter(torch.ones(2))
noted.note = 1
torch.save({"tagged": tagged, "noted": noted}, HERE / "attributes.pt")
expect("attributes.pt", "torch-zip", {"tagged": tagged, "noted": noted})

half = Multimodal().half()
torch.jit.save(torch.jit.script(half), HERE / "scripted.pt")
expect("scripted.pt", "torchscript", half.state_dict())
torch.jit.save(torch.jit.trace(model, torch.randn(1, 3, 4, 4)), HERE / "traced.pt")
expect("traced.pt", "torchscript", model.state_dict())

for folder in ["sharded-safetensors", "sharded-bin"]:
    shutil.rmtree(HERE / folder, ignore_errors=True)
    (HERE / folder).mkdir()
parts = [{"a.weight": torch.eye(2), "a.bias": torch.ones(2)}, {"b.weight": torch.arange(3.0)}]
whole = {**parts[0], **parts[1]}
for folder, stem, suffix, form in [
    ("sharded-safetensors", "model", "safetensors", "safetensors"),
    ("sharded-bin", "pytorch_model", "bin", "torch-zip"),
]:
    weight_map = {}
    for number, part in enumerate(parts, 1):
        name = f"{stem}-{number:05}-of-00002.{suffix}"
        (save_file if form == "safetensors" else torch.save)(part, HERE / folder / name)
        weight_map.update({key: name for key in part})
    index = f"{folder}/{stem}.{suffix}.index.json"
    (HERE / index).write_text(json.dumps({"metadata": {"total_size": 36}, "weight_map": weight_map}, indent=2) + "\n")
    expect(index, form, whole)

# The same state_dict in archives that PyTorch does not write itself but reads.
small = {"weight": torch.arange(4.0), "bias": torch.ones(2)}
torch.save(small, HERE / "small.pt")
expect("small.pt", "torch-zip", small)
plain = entries_of("small.pt")
zipped("repacked.pt", {name.replace("small/", "model_name/"): content for name, content in plain.items()})
expect("repacked.pt", "torch-zip", small)
limit, zipfile.ZIP64_LIMIT = zipfile.ZIP64_LIMIT, 0
zipped("zip64.pt", plain)
zipfile.ZIP64_LIMIT = limit
expect("zip64.pt", "torch-zip", small)
save_file(small, HERE / "small.safetensors")
expect("small.safetensors", "safetensors", small)
torch.save(small, HERE / "small-legacy.pt", _use_new_zipfile_serialization=False)
expect("small-legacy.pt", "torch-legacy", small)

# What must be refused.
zipped("refused-compressed.pt", plain, zipfile.ZIP_DEFLATED)
zipped("refused-big-endian.pt", {**plain, "small/byteorder": b"big"})
zipped("refused-nested-archive.pt", {"small.pt": (HERE / "small.pt").read_bytes()})
zipped("refused-two-archives.pt", {**plain, "other/data.pkl": plain["small/data.pkl"]})
zipped("refused-missing-storage.pt", {name: content for name, content in plain.items() if name != "small/data/0"})
zipped("refused-short-storage.pt", {**plain, "small/data/0": b"\0" * 8})
for name, call in {
    "system": Call(os.system, "exit 1"),
    "eval": Call(eval, "1 + 1"),
    "getattr": Call(getattr, "text", "upper"),
}.items():
    zipped(f"refused-{name}.pt", {**plain, "small/data.pkl": pickle.dumps({"weight": call}, 2)})
(HERE / "refused-plain-pickle.bin").write_bytes(pickle.dumps(Call(os.system, "exit 1"), 4))
torch.save(model, HERE / "refused-own-module.pt")
torch.save({"weight": torch.ones(2, dtype=torch.complex64)}, HERE / "refused-complex.pt")
torch.save({"weight": torch.ones(1).expand(1000000)}, HERE / "refused-repeated.pt")
torch.save({"epoch": 1, "accuracy": 0.5}, HERE / "refused-no-tensors.pt")
torch.save({"weight": torch.ones(2).to_sparse()}, HERE / "refused-sparse.pt")

(HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")

"""
The transformers.js layout: `onnx/vision_model.onnx` and `onnx/text_model.onnx`, each also as `_fp16` and `_quantized`, and
`onnx/model.onnx` with both towers. Inputs and outputs have optimum's names.
"""

import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import onnx
import onnxruntime
import torch
import transformers
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.float16 import convert_float_to_float16

from record import Reference


class Vision(torch.nn.Module):
    def __init__(self, model: transformers.CLIPModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        out = self.model.vision_model(pixel_values=pixel_values)
        return self.model.visual_projection(out.pooler_output), out.last_hidden_state


class Text(torch.nn.Module):
    def __init__(self, model: transformers.CLIPModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        out = self.model.text_model(input_ids=input_ids)
        return self.model.text_projection(out.pooler_output), out.last_hidden_state


class Both(torch.nn.Module):
    def __init__(self, model: transformers.CLIPModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, pixel_values, attention_mask):
        out = self.model(input_ids=input_ids, pixel_values=pixel_values, attention_mask=attention_mask)
        return out.logits_per_image, out.logits_per_text, out.text_embeds, out.image_embeds


def export(folder: Path, make: Callable[[Path], Reference], half: bool = True, quantized: bool = True) -> Reference:
    """Exports what `make` writes; the folder keeps everything but the weights."""
    with tempfile.TemporaryDirectory() as scratch:
        reference = make(Path(scratch))
        model = transformers.CLIPModel.from_pretrained(scratch, attn_implementation="eager").eval()
        for file in Path(scratch).iterdir():
            if file.suffix in (".json", ".txt") and "safetensors" not in file.name:
                shutil.copy(file, folder / file.name)
    export_model(model, folder / "onnx", half, quantized)
    reference.family = "onnx"
    return reference


GRAPHS = ("vision_model", "text_model", "model")


def export_model(
    model: transformers.CLIPModel, folder: Path, half: bool, quantized: bool, names: tuple[str, ...] = GRAPHS
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    size = model.config.vision_config.image_size
    end = model.config.text_config.vocab_size - 1
    pixels = torch.zeros(2, 3, size, size)
    ids = torch.tensor([[end - 1, 5, 6, end], [end - 1, 7, end, end]])
    batch = {0: "batch_size"}
    image = {0: "batch_size", 1: "num_channels", 2: "height", 3: "width"}
    text = {0: "batch_size", 1: "sequence_length"}
    graphs = {
        "vision_model": (Vision(model), (pixels,), {"pixel_values": image}, {"image_embeds": batch, "last_hidden_state": batch}),
        "text_model": (Text(model), (ids,), {"input_ids": text}, {"text_embeds": batch, "last_hidden_state": text}),
        "model": (
            Both(model),
            (ids, pixels, torch.ones_like(ids)),
            {
                "input_ids": {0: "text_batch_size", 1: "sequence_length"},
                "pixel_values": {0: "image_batch_size", 1: "num_channels", 2: "height", 3: "width"},
                "attention_mask": {0: "text_batch_size", 1: "sequence_length"},
            },
            {
                "logits_per_image": {0: "image_batch_size", 1: "text_batch_size"},
                "logits_per_text": {0: "text_batch_size", 1: "image_batch_size"},
                "text_embeds": {0: "text_batch_size"},
                "image_embeds": {0: "image_batch_size"},
            },
        ),
    }
    for name in names:
        module, sample, inputs, outputs = graphs[name]
        path = folder / f"{name}.onnx"
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module,
                sample,
                str(path),
                input_names=list(inputs),
                output_names=list(outputs),
                dynamic_axes=inputs | outputs,
                opset_version=17,
                dynamo=False,
            )
        compact(path)
        if half and name != "model":
            whole = onnx.load(path)
            onnx.save(convert_float_to_float16(whole, keep_io_types=True), folder / f"{name}_fp16.onnx")
        if quantized and name != "model":
            quantize_dynamic(path, folder / f"{name}_quantized.onnx", weight_type=QuantType.QUInt8, op_types_to_quantize=["MatMul", "Gemm"])


def compact(path: Path) -> None:
    """Folds constants, as optimum's exports have them folded, and gives inner values short names."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(path)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    model = onnx.load(path)
    graph = model.graph
    kept = {value.name for value in [*graph.input, *graph.output]} | {""}
    names: dict[str, str] = {}

    def short(name: str) -> str:
        return name if name in kept else names.setdefault(name, f"v{len(names)}")

    for i, node in enumerate(graph.node):
        node.input[:] = map(short, node.input)
        node.output[:] = map(short, node.output)
        node.name, node.doc_string = f"n{i}", ""
        del node.metadata_props[:]
    for tensor in graph.initializer:
        tensor.name = short(tensor.name)
    del graph.value_info[:]
    onnx.save(model, path)

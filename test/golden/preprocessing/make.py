"""Makes test/golden/preprocessing/expected.json: what each model's reference makes of the images in test/golden/decoding.

Every preset is run through the reference's own library code or, where that is a script, its formula with the same
libraries: torchvision (openai, biovil), open_clip (biomedclip and preprocess_cfg), transformers' Pillow backend (siglip,
monet, clipseg, preprocessor_config.json), Pillow (medclip, chexzero), PyTorch (flair, medsiglip, chexzero), OpenCV
(gloria). Bit-equal results are kept as a SHA-256 of the float32 bytes; all with a few values.

Needs: pillow 13, numpy, torch, torchvision, open_clip_torch 3, transformers 5, opencv-python-headless.
"""

import hashlib
import json
import pathlib

import cv2
import numpy as np
import torch
import torchvision.transforms as T
from open_clip.transform import image_transform
from PIL import Image, ImageOps
from torchvision.transforms import InterpolationMode
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

torch.set_num_threads(1)
here = pathlib.Path(__file__).parent
images = here.parent / "decoding" / "images"
CLIP_MEAN, CLIP_STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
IMAGENET = dict(image_mean=[0.485, 0.456, 0.406], image_std=[0.229, 0.224, 0.225])


def rgb(picture):
    return picture.convert("RGB")


def openai(size):
    return T.Compose([T.Resize(size, interpolation=InterpolationMode.BICUBIC), T.CenterCrop(size), rgb, T.ToTensor(), T.Normalize(CLIP_MEAN, CLIP_STD)])


def transformers(processor):
    return lambda picture: processor(picture, return_tensors="np")["pixel_values"][0]


def chexzero(picture):
    picture = rgb(picture)
    ratio = 320.0 / max(picture.size)
    size = tuple(int(x * ratio) for x in picture.size)
    small = picture.resize(size, Image.LANCZOS)
    canvas = Image.new("L", (320, 320))
    canvas.paste(small, ((320 - size[0]) // 2, (320 - size[1]) // 2))
    x = torch.from_numpy(np.repeat(np.asarray(canvas, np.float32)[None], 3, axis=0))
    return T.Compose([T.Normalize((101.48761,) * 3, (83.43944,) * 3), T.Resize(224, interpolation=InterpolationMode.BICUBIC, antialias=False)])(x)


def biovil(crop):
    def run(picture):
        array = np.asarray(picture if picture.mode == "L" else rgb(picture)).astype(float)
        array -= array.min()
        array /= array.max()
        array *= 255
        gray = Image.fromarray(array.astype(np.uint8)).convert("L")
        x = T.Compose([T.Resize(512), T.CenterCrop(crop), T.ToTensor()])(gray)
        return torch.repeat_interleave(x, 3, dim=0)

    return run


def flair(picture):
    x = torch.tensor(np.transpose(np.float32(np.asarray(rgb(picture))) / 255, (2, 0, 1))[None])
    scale = max(x.shape[-2:]) / 512
    x = T.Resize((int(x.shape[-2] / scale), int(x.shape[-1] / scale)), antialias=True)(x)
    return torch.nn.functional.pad(x, (0, 512 - x.shape[-1], 0, 512 - x.shape[-2], 0, 0))[0]


def medclip(picture):
    side = max(224, *picture.size)
    canvas = Image.new("L", (side, side), 0)
    gray = rgb(picture).convert("L")
    # Pillow 13 pastes through an inherited transparent value, which MedCLIP's Pillow did not know.
    gray.info.pop("transparency", None)
    canvas.paste(gray, (int((side - picture.width) / 2), int((side - picture.height) / 2)))
    small = canvas.resize((224, 224), Image.BICUBIC)
    x = (np.asarray(small).astype(np.float32) / 255.0 - np.array(0.5862785803043838).astype(np.float32)) / np.array(0.27950088968644304).astype(np.float32)
    return np.repeat(x[None], 3, axis=0)


def gloria(picture):
    x = np.asarray(rgb(picture).convert("L"))
    longest = max(x.shape)
    size = [256 if n == longest else int(n * (256 / float(longest))) for n in x.shape]
    if x.shape[0] == x.shape[1]:
        size = [256, 256]
    x = cv2.resize(x, size[::-1], interpolation=cv2.INTER_AREA)
    top, left = (256 - x.shape[0]) // 2, (256 - x.shape[1]) // 2
    x = np.pad(x, [(top, 256 - x.shape[0] - top), (left, 256 - x.shape[1] - left)])
    return T.Compose([T.CenterCrop(224), T.ToTensor(), T.Normalize((0.5,) * 3, (0.5,) * 3)])(Image.fromarray(x).convert("RGB"))


def medsiglip(picture):
    x = torch.from_numpy(np.asarray(rgb(picture), np.float32).transpose(2, 0, 1).copy())[None]
    small = torch.nn.functional.interpolate(x, (448, 448), mode="bilinear", align_corners=False)[0].numpy().astype(np.uint8)
    return transformers(SiglipImageProcessorPil(size={"height": 448, "width": 448}))(Image.fromarray(small.transpose(1, 2, 0)))


presets = {
    "openai": openai(224),
    "biomedclip": image_transform(224, is_train=False, mean=CLIP_MEAN, std=CLIP_STD),
    "chexzero": chexzero,
    "biovil": biovil(480),
    "biovil-t": biovil(448),
    "flair": flair,
    "medclip": medclip,
    "gloria": gloria,
    "siglip": transformers(SiglipImageProcessorPil()),
    "medsiglip": medsiglip,
    "monet": transformers(CLIPImageProcessorPil(**IMAGENET)),
    "clipseg": transformers(ViTImageProcessorPil(size={"height": 352, "width": 352}, resample=2, do_convert_rgb=True, **IMAGENET)),
}

configs = {
    "openai-336": openai(336),
    "clip-int-sizes": transformers(CLIPImageProcessorPil(size=112, crop_size=96)),
    "clip-small-crop-pads": transformers(CLIPImageProcessorPil(size={"shortest_edge": 40}, crop_size={"height": 63, "width": 90})),
    "clip-lanczos-no-normalize": transformers(CLIPImageProcessorPil(resample=1, do_normalize=False)),
    "clip-nearest": transformers(CLIPImageProcessorPil(resample=0, do_rescale=False)),
    "vit": transformers(ViTImageProcessorPil(do_convert_rgb=True)),
    "siglip-384": transformers(SiglipImageProcessorPil(size={"height": 384, "width": 256}, rescale_factor=1 / 127.5)),
    "openclip-longest": image_transform(160, is_train=False, mean=(0.5,) * 3, std=(0.5,) * 3, resize_mode="longest", fill_color=7, interpolation="bilinear"),
    "openclip-squash": image_transform((96, 128), is_train=False, mean=CLIP_MEAN, std=CLIP_STD, resize_mode="squash"),
}

SPECIAL = ["size-37x411.jpg", "size-225x225.jpg", "size-449x447.jpg", "gray.png", "rgba.png", "palette.png", "cmyk.jpg", "size-320x288-la.png", "size-512x384.jpg", "orientation-6.jpg", "bilevel.png"]


def opened(path):
    picture = ImageOps.exif_transpose(Image.open(path))
    return Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8)) if picture.mode == "I;16" else picture


def summary(tensor):
    x = np.ascontiguousarray(np.asarray(tensor, dtype=np.float32))
    places = np.linspace(0, x.size - 1, 24).astype(int)
    return {"sha256": hashlib.sha256(x.tobytes()).hexdigest(), "shape": list(x.shape), "samples": [float(f"{v:.9g}") for v in x.ravel()[places]], "mean": float(x.mean(dtype=np.float64))}


def run(name, transform, path):
    try:
        return summary(transform(opened(path)))
    except (ValueError, RuntimeError, cv2.error) as error:
        print(f"{path.name}: {name}: {str(error)[:80]}")
        return None


if __name__ == "__main__":
    found = {}
    for path in sorted(images.iterdir()):
        if path.suffix == ".dcm":
            continue
        chosen = dict(presets) if path.name in SPECIAL else {name: presets[name] for name in ("openai", "siglip", "monet", "medclip")}
        if path.name in SPECIAL:
            chosen |= configs
        if "palette" in path.name or "bilevel" in path.name:
            # open_clip pads these with the palette's entry of that number, which is any colour.
            chosen.pop("openclip-longest", None)
        rows = {name: run(name, transform, path) for name, transform in chosen.items()}
        found[path.name] = {name: row for name, row in rows.items() if row}
    (here / "expected.json").write_text(json.dumps(found, separators=(",", ":")).replace('},"', '},\n"') + "\n")

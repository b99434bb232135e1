"""Preprocessor configurations as they lie on the hub."""

from pathlib import Path

from tokenizer_files import write_json

CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073]
CLIP_STD = [0.26862954, 0.26130258, 0.27577711]


def clip(folder: Path, size: int, old: bool = False) -> None:
    write_json(
        folder / "preprocessor_config.json",
        {
            "crop_size": size if old else {"height": size, "width": size},
            "do_center_crop": True,
            "do_normalize": True,
            "do_resize": True,
            "feature_extractor_type": "CLIPFeatureExtractor",
            "image_mean": CLIP_MEAN,
            "image_std": CLIP_STD,
            "resample": 3,
            "size": size if old else {"shortest_edge": size},
        }
        | ({} if old else {"do_convert_rgb": True, "do_rescale": True, "rescale_factor": 1 / 255, "image_processor_type": "CLIPImageProcessor"}),
    )


def siglip(folder: Path, size: int, resample: int = 3) -> None:
    write_json(
        folder / "preprocessor_config.json",
        {
            "do_normalize": True,
            "do_rescale": True,
            "do_resize": True,
            "image_mean": [0.5, 0.5, 0.5],
            "image_processor_type": "SiglipImageProcessor",
            "image_std": [0.5, 0.5, 0.5],
            "processor_class": "SiglipProcessor",
            "resample": resample,
            "rescale_factor": 1 / 255,
            "size": {"height": size, "width": size},
        },
    )


def siglip2(folder: Path, patch: int, patches: int) -> None:
    write_json(
        folder / "preprocessor_config.json",
        {
            "do_convert_rgb": None,
            "do_normalize": True,
            "do_rescale": True,
            "do_resize": True,
            "image_mean": [0.5, 0.5, 0.5],
            "image_processor_type": "Siglip2ImageProcessor",
            "image_std": [0.5, 0.5, 0.5],
            "max_num_patches": patches,
            "patch_size": patch,
            "processor_class": "Siglip2Processor",
            "resample": 2,
            "rescale_factor": 1 / 255,
        },
    )


def vit(folder: Path, size: int) -> None:
    write_json(
        folder / "preprocessor_config.json",
        {
            "do_normalize": True,
            "do_rescale": True,
            "do_resize": True,
            "image_mean": [0.5, 0.5, 0.5],
            "image_processor_type": "ViTImageProcessor",
            "image_std": [0.5, 0.5, 0.5],
            "resample": 2,
            "rescale_factor": 1 / 255,
            "size": {"height": size, "width": size},
        },
    )

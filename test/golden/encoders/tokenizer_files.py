"""Tokenizer files as they lie on the hub, with vocabularies of a few hundred entries."""

import json
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import AutoTokenizer

WORDS = (
    "chest x ray a photo of pneumonia there is no pleural effusion the lungs are clear left lower lobe opacity with small "
    "bilateral effusions and mild cardiomegaly pneumothorax seen"
).split()


def write_json(path: Path, value) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def clip(folder: Path, context: int, merges: list[tuple[str, str]] | None = None) -> int:
    """Byte-level BPE with `</w>`, by default of the words above; returns the size of the vocabulary."""
    alphabet = byte_alphabet()
    merges = merges or merges_of([[*word[:-1], word[-1] + "</w>"] for word in WORDS])
    tokens = [*alphabet, *[c + "</w>" for c in alphabet], *dict.fromkeys("".join(m) for m in merges)]
    start, end = "<|startoftext|>", "<|endoftext|>"
    vocabulary = {token: i for i, token in enumerate([*dict.fromkeys(tokens), start, end])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False) + "\n")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))

    model = models.BPE(vocab=vocabulary, merges=merges, end_of_word_suffix="</w>", unk_token=end)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    split = Regex(r"""<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+""")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(split, behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.RobertaProcessing(
        (end, vocabulary[end]), (start, vocabulary[start]), trim_offsets=False, add_prefix_space=False
    )
    tokenizer.add_special_tokens([AddedToken(start, normalized=True), AddedToken(end, normalized=False)])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    special = {"bos_token": start, "eos_token": end, "pad_token": end, "unk_token": end}
    write_json(folder / "special_tokens_map.json", special)
    write_json(
        folder / "tokenizer_config.json",
        special
        | {
            "add_prefix_space": False,
            "do_lower_case": True,
            "errors": "replace",
            "model_max_length": context,
            "tokenizer_class": "CLIPTokenizer",
        },
    )
    return len(vocabulary)


def bert(folder: Path, context: int) -> int:
    """WordPiece, uncased; returns the size of the vocabulary."""
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + [str(d) for d in range(10)]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *".,;:-/()%'", *letters, *["##" + c for c in letters]]
    tokens += [w for w in WORDS if len(w) > 1] + ["##oma", "##itis", "##graphy"]
    tokens = list(dict.fromkeys(tokens))
    (folder / "vocab.txt").write_text("\n".join(tokens) + "\n")
    vocabulary = {t: i for i, t in enumerate(tokens)}
    tokenizer = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(tokens[:5])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    special = {
        "cls_token": "[CLS]", "mask_token": "[MASK]", "pad_token": "[PAD]", "sep_token": "[SEP]", "unk_token": "[UNK]",
    }
    write_json(folder / "special_tokens_map.json", special)
    write_json(
        folder / "tokenizer_config.json",
        special
        | {
            "do_lower_case": True,
            "model_max_length": context,
            "strip_accents": None,
            "tokenize_chinese_chars": True,
            "tokenizer_class": "BertTokenizer",
        },
    )
    return len(tokens)


def siglip(folder: Path, context: int) -> int:
    """SentencePiece unigram as SigLIP's `tokenizer.json`: lower case, punctuation dropped, `</s>` ends and pads."""
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + [str(d) for d in range(10)]
    pieces = [("<unk>", 0.0), ("</s>", 0.0), ("▁", -3.0)]
    pieces += [("▁" + w, -4.0 - 0.05 * i) for i, w in enumerate(dict.fromkeys(WORDS)) if len(w) > 1]
    pieces += [(c, -8.0 - 0.01 * i) for i, c in enumerate(letters)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"), ""),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens(["</s>", "<unk>"])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    special = {"eos_token": "</s>", "pad_token": "</s>", "unk_token": "<unk>"}
    write_json(folder / "special_tokens_map.json", special)
    write_json(
        folder / "tokenizer_config.json",
        special
        | {
            "additional_special_tokens": [],
            "do_lower_case": True,
            "model_input_names": ["input_ids"],
            "model_max_length": context,
            "tokenizer_class": "SiglipTokenizer",
        },
    )
    return len(pieces)


def gemma(folder: Path, context: int) -> int:
    """BPE over characters with `▁` for spaces, as Gemma's: `<pad>` 0, `<eos>` 1 at the end. Lowering is left to `Siglip2Tokenizer`."""
    letters = ["▁", *[chr(c) for c in range(ord("a"), ord("z") + 1)], *"0123456789.,;-"]
    merges = merges_of([["▁", *word] for word in WORDS])
    tokens = ["<pad>", "<eos>", "<bos>", "<unk>", *letters, *["".join(m) for m in merges]]
    vocabulary = {t: i for i, t in enumerate(dict.fromkeys(tokens))}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.post_processor = processors.TemplateProcessing(single="$A <eos>", special_tokens=[("<eos>", 1)])
    tokenizer.decoder = decoders.Replace("▁", " ")
    tokenizer.add_special_tokens(tokens[:4])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    special = {"bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>"}
    write_json(folder / "special_tokens_map.json", special)
    write_json(
        folder / "tokenizer_config.json",
        special
        | {
            "add_bos_token": False,
            "add_eos_token": True,
            "do_lower_case": True,
            "model_max_length": context,
            "padding_side": "right",
            "tokenizer_class": "GemmaTokenizer",
        },
    )
    return len(vocabulary)


def encode(folder: Path, prompts: list[str], context: int) -> list[list[int]]:
    """
    Ids as transformers' AutoTokenizer makes them, cut to the context length. SigLIP's class wants a SentencePiece model,
    so its `tokenizer.json` runs by itself.
    """
    settings = json.loads((folder / "tokenizer_config.json").read_text())
    if settings["tokenizer_class"] == "SiglipTokenizer":
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(context)
        return [tokenizer.encode(p).ids for p in prompts]
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return tokenizer(prompts, truncation=True, max_length=context)["input_ids"]


def padding_id(folder: Path) -> int:
    """Id of the pad token that `tokenizer_config.json` names: what the folder's own tokenizer pads with."""
    name = json.loads((folder / "tokenizer_config.json").read_text())["pad_token"]
    return Tokenizer.from_file(str(folder / "tokenizer.json")).token_to_id(name)


def merges_of(words: list[list[str]]) -> list[tuple[str, str]]:
    """Merges that glue each word from its left end."""
    merges: dict[tuple[str, str], None] = {}
    for pieces in words:
        glued = pieces[0]
        for piece in pieces[1:]:
            merges[(glued, piece)] = None
            glued += piece
    return list(merges)


def byte_alphabet() -> list[str]:
    """GPT-2's printable stand-ins for the 256 bytes, in the order CLIP's vocabulary lists them."""
    kept = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAC + 1), *range(0xAE, 0xFF + 1)]
    return [chr(b) for b in kept] + [chr(256 + i) for i in range(256 - len(kept))]

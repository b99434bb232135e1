"""The strings that every tokenizer is compared on: medical phrases, many scripts, and text as it breaks in practice."""

import random
import unicodedata

ORGANS = """lung heart liver spleen pancreas kidney bladder prostate uterus ovary stomach colon rectum duodenum
oesophagus trachea bronchus aorta thymus thyroid adrenal brain cerebellum pons retina cornea macula cochlea femur
humerus tibia vertebra clavicle scapula mandible breast skin tonsil gallbladder appendix""".split()
FINDINGS = """atelectasis cardiomegaly consolidation oedema effusion emphysema fibrosis hernia infiltration mass nodule
pneumonia pneumothorax granuloma calcification haemorrhage infarct stenosis thrombus aneurysm cyst abscess adenoma
carcinoma sarcoma lymphoma melanoma metastasis hyperplasia dysplasia necrosis ulcer polyp fistula fracture
dislocation osteophyte sclerosis drusen microaneurysm exudate glaucoma cataract papilloedema scoliosis steatosis
cirrhosis pancreatitis hydronephrosis bronchiectasis sarcoidosis mesothelioma glioblastoma meningioma""".split()
QUALITIES = """acute chronic mild moderate severe bilateral unilateral left-sided right-sided diffuse focal patchy
subtle large small ill-defined well-circumscribed spiculated ground-glass calcified cavitating benign malignant
recurrent residual progressive stable resolving early late post-operative""".split()
MODALITIES = """chest X-ray|CT scan|T1-weighted MRI|T2/FLAIR MRI|18F-FDG PET/CT|mammogram|fundus photograph|OCT B-scan|
dermoscopy image|H&E stained slide|ultrasound image|endoscopy frame|bone scan|DSA run""".replace("\n", "").split("|")
TEMPLATES = [
    "{q} {f} of the {o}",
    "a {m} showing {f}",
    "there is {q} {f} in the {o}.",
    "No evidence of {f}",
    "{F} ({o}), {q}",
    "A {m} of the {o} with {q} {f}, 3.5 cm, SUVmax 7.2",
    "the patient's {o}: {f}; they've had it since 2019",
    "{O} {F} GRADE III",
    "findings suggesting {f}/{q} change in the {o}?",
]
SCRIPTS = {
    "latin": "L’œdème pulmonaire s’aggrave à l’hôpital; Müller-Weiss, Ångström, Łódź, ﬁbrose",
    "german": "Lungenentzündung beidseits, Maß 3,5 cm × 2 cm, STRASSE ẞ",
    "polish": "Zapalenie płuc — zmiany naciekowe w obu płucach",
    "czech": "Nález: zápal plic, příznaky žádné",
    "turkish": "İSTANBUL'da akciğer röntgeni, ılık IĞDIR",
    "vietnamese": "Viêm phổi thuỳ dưới phải, không tràn dịch",
    "greek": "ΠΝΕΥΜΟΝΙΑ ΟΔΟΣ πνευμονία, άκρως ὀξεῖα ᾠδή",
    "russian": "Двусторонняя пневмония, рентгенограмма грудной клетки, ёж",
    "ukrainian": "Запалення легень, їжак ґанок",
    "hebrew": "דלקת ריאות דו־צדדית, שָׁלוֹם",
    "arabic": "التهاب رئوي ثنائي الجانب، ٣٫٥ سم، اَلْعَرَبِيَّةُ",
    "persian": "ذات‌الریه دوطرفه ۱۲۳",
    "hindi": "दोनों फेफड़ों में निमोनिया, क्षेत्र श्री",
    "bengali": "নিউমোনিয়া ও বুকের এক্স-রে",
    "tamil": "நுரையீரல் அழற்சி கோ",
    "telugu": "న్యుమోనియా ఛాతీ",
    "thai": "ปอดอักเสบทั้งสองข้าง น้ำ",
    "khmer": "រលាកសួត ខ្មែរ",
    "burmese": "အဆုတ်ရောင်ရောဂါ",
    "tibetan": "གློ་བའི་ནད།",
    "georgian": "პნევმონია ᲗᲑᲘᲚᲘᲡᲘ",
    "armenian": "Թոքաբորբ և սիրտ",
    "amharic": "የሳንባ ምች",
    "chinese": "双侧肺炎,右下叶磨玻璃影3.5厘米。",
    "traditional": "雙側肺炎、心臟肥大",
    "rare-han": "𠮷野家 𪚥 㐀 豈 丽",
    "japanese": "両側肺炎のＸ線写真。ﾊｲｴﾝ　がん か\u3099ん",
    "korean": "양측 폐렴, 흉부 엑스레이 한글",
    "cherokee": "ᏣᎳᎩ ꮳꮃꭹ",
    "deseret": "𐐔𐐯𐑅𐐨𐑉𐐯𐐻",
    "math": "𝐅𝐢𝐛𝐫𝐨𝐬𝐢𝐬 𝕏-𝓇𝒶𝓎 ∑∫√ x² H₂O ½ Ⅳ ①",
    "ipa": "ˈnjuːˈmoʊniə ʃɔːt",
    "zalgo": "p\u0323\u0307n\u0308\u0301e\u0335u\u0345m\u20ddo",
    "emoji": "🫁🩻 👩🏽‍⚕️ 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇩🇪🇯🇵 1️⃣ ❤️‍🔥 ☢️ ⚕",
}
ODD = [
    "", " ", "   ", "\n", "\t\r\n", "\u00a0", "\u3000\u3000", "\u200b", "\ufeff", "\ufeffa", "\u2028", "\x85", "a\x85b",
    "\x00", "a\x00b", "\x1c", "a\x1cb\x1fc", "\x7f", "\x1b[31mred\x1b[0m", "a\u00adb", "a\u2060b", "\u202eabc\u202c",
    ".", "...", "…", "!?!?", "'", "''", "'s", "'S", "it's", "IT'S", "they're we've I'm you'll he'd don't", "'re've",
    "’s", "it’s", "‘quoted’", "“quoted”", "„quoted“", "«guillemets»", "`code`", "a_b__c", "#tag @name", "a/b\\c|d",
    "0", "1234567890", "3.14159", "1,000,000", "10^3", "1e-9", "٣٤٥", "१२३", "½ ⅔", "x2y3", "4x4", "COVID-19", "IL-6",
    "HER2+", "p<0.05", "p>0.05", "37°C", "5µm", "5μm", "±2 SD", "≥3", "α/β", "κ=0.82", "T₁", "Na⁺/K⁺", "№5", "™®©",
    "&amp;", "&amp;amp;", "&amp;amp;amp;", "&lt;b&gt;", "<b>bold</b>", "<b>&amp;</b>", "&nbsp;x", "&eacute;", "&EACUTE;",
    "&Eacute", "&copy", "&copyx", "&notit;", "&notin;", "&#39;", "&#x27;", "&#x1F600;", "&#128512", "&#0;", "&#128;",
    "&#x80;", "&#xD800;", "&#1114112;", "&#99999999999;", "&#x1c;", "<&#x1c;>", "<&#x85;>", "&;", "&#;", "&#x;", "&", "AT&T",
    "H&E", "&hellip;", "&thinsp;x", "&CounterClockwiseContourIntegral;", "&ampquot;", "a&b;c", "&lt;&lt", "&ltimes;", "&zwj;",
    "cafÃ©", "naÃ¯ve", "â€œquotedâ€\x9d", "â€œquotedâ€�", "itâ€™s", "Ã  la carte", "voilÃ le travail", "Â£5", "Â°C", "Ã—",
    "ð\x9f\x98\x80", "ðŸ˜€", "Ð¿Ð½ÐµÐ²Ð¼Ð¾Ð½Ð¸Ñ\x8f", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "Ã©Ã©Ã© Ã", "вЂ“", "РїРЅРµРІРјРѕРЅРёСЏ", "√©t√©", "Ôªø", "├⌐",
    "ï»¿bom", "ï¿½", "Ã¢â‚¬â„¢", "l’Å“dÃ¨me", "schÃ¶n", "SchÃ¶n und schön", "\x93hi\x94", "\x96", "Ã", "Â", "  Â  ", "fÃ cil",
    "às Ã s", "Ã quele", "ä½\xa0å¥½", "ã\x81\x93", "â€¢ item", "Å’uvre", "dâ€™accord", "Ãƒâ€šÃ‚Â£", "í\xa0½í¸\x80", "À\x80",
    "ﬁ ﬂ ﬀ ﬃ ﬄ ﬅ ﬆ Ĳ ĳ ŉ ǆ Ǆ ǅ", "ＦＵＬＬ　ｗｉｄｔｈ １２３ ！", "ﾊﾝｶｸ ｶﾞ ﾡ￠", "ſt ſ 'ſ it'ſ", "<ſtart_of_text>",
    "İ", "i̇", "ß", "ẞ", "ΑΣ", "ΑΣ ΣΑΣ Σ. ΑΣ'", "ὈΔΥΣΣΕΎΣ", "ǅungla", "K Å Ω", "é é", "Å Å Å", "각 각", "ậ ậ", "\u0345", "α\u0345",
    "<start_of_text>", "<end_of_text>", "a<end_of_text>b", "<START_OF_TEXT>", "<|startoftext|>", "<|endoftext|>",
    "a <|endoftext|> b", "<|ENDOFTEXT|>", "<|endoftext|><|endoftext|>", "[CLS]", "[SEP]", "[MASK]", "[mask]", "a[SEP]b", "[UNK]",
    "[PAD]", "</s>", "a </s> b", "a</s>", "</S>", "<unk>", "a <unk> b", "<s>", "<pad>", "<bos>", "<eos>", "a <eos> b", "<mask>",
    "▁", "▁▁a", "a▁b", "<0x41>", "##ing", "a##b", "Ġhello", "hello</w>", "</w>", "__proto__", "constructor", "toString",
    "<extra_id_0>", "a <extra_id_5> b", "\r\n", "a\r\nb", "a \r\n b", "e\u0301\r", "\u1100\u1161\u11a8", "☃\ufe0e", "~", "～", "¥", "\ue000",
    "\uf8ff", "\ufffd", "a\ufffdb", "\ufffe", "\U0010fffd", "\u180e", "\u061c", "\u2066x\u2069",
]


def medical(rng):
    phrases = [*ORGANS, *FINDINGS, *(f.upper() for f in FINDINGS[:10])]
    while len(phrases) < 1050:
        template = rng.choice(TEMPLATES)
        o, f, q = rng.choice(ORGANS), rng.choice(FINDINGS), rng.choice(QUALITIES)
        phrase = template.format(o=o, f=f, q=q, m=rng.choice(MODALITIES), O=o.upper(), F=f.capitalize())
        if phrase not in phrases:
            phrases.append(phrase)
    return phrases


def assigned():
    """Characters of Unicode 14, the version of Python 3.11: newer ones depend on the version of every program."""
    return [c for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]


MOJIBAKE = ["latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253",
            "sloppy-windows-1254", "sloppy-windows-1257", "iso-8859-2", "macroman", "cp437"]


def broken(rng, text):
    """`text` after one or two wrong decodings, sometimes with a byte lost."""
    for _ in range(rng.choice([1, 1, 2])):
        data = text.encode()
        if rng.random() < 0.2:
            at = rng.randrange(len(data))
            data = data[:at] + rng.choice([b"", b" ", b"?", b"\x1a"]) + data[at + 1 :]
        try:
            text = data.decode(rng.choice(MOJIBAKE))
        except UnicodeDecodeError:
            pass
    return text.replace("\xa0", " ") if rng.random() < 0.2 else text


def prompts():
    """At least 2,000 strings, the same at every call."""
    import ftfy.bad_codecs  # noqa: F401 (registers the sloppy encodings)

    rng = random.Random(20)
    everything = assigned()
    low = [c for c in everything if c < 0x3000]
    strings = [*medical(rng), *ODD]
    for text in SCRIPTS.values():
        strings += [text, text.upper(), text.replace(" ", ""), unicodedata.normalize("NFD", text), broken(rng, text)]
    for _ in range(220):
        strings.append("".join(chr(rng.choice(low)) for _ in range(rng.randrange(1, 12))))
    for _ in range(220):
        strings.append("".join(chr(rng.choice(everything)) for _ in range(rng.randrange(1, 8))))
    for _ in range(150):
        words = rng.sample([*ORGANS, *FINDINGS, *ODD], 4)
        strings.append(rng.choice([" ", "", "\n", ", "]).join(words))
    sources = [*SCRIPTS.values(), "“œdème” – 5 µm ± 2 °C … ‘à’ € ™", *FINDINGS]
    for _ in range(150):
        strings.append(broken(rng, rng.choice(sources)))
    strings += [" ".join(medical(rng)[:n]) for n in (40, 60, 80, 300)]
    strings += ["a " * n for n in (61, 62, 63, 64, 74, 75, 76, 77, 253, 254, 255, 256)]
    strings += ["a" * 99, "a" * 100, "a" * 101, "x" * 2000, "肺" * 300, "🫁" * 100, "!" * 300, "é" * 200, "ab" * 500, "1" * 300]
    return list(dict.fromkeys(strings))

"""
Free wordings of findings, found in the phantoms' own reports: a sentence that only ever stands in reports of images with a finding
(or, if it denies something, only ever in reports of images without) is a wording of that finding (or of its absence).
"""

import math
import re
from collections import defaultdict

DENIAL = re.compile(r"\b(no|not|without|absent|absence|free of|neither|nor|negative|never|unremarkable|normal|clear|intact|preserved)\b", re.I)
SURE = 1e-4  # chance that a sentence unrelated to the finding would show the same


def mined(records, held_out, normal_form):
    """{(set, finding): (sentences that state it, sentences that deny it)}"""
    by_set = defaultdict(list)
    for record in records:
        by_set[record.set].append(record)
    found = {}
    for name, group in by_set.items():
        findings = list(group[0].labels)
        counts = {f: sum(r.labels.get(f, False) for r in group) for f in findings}
        said = defaultdict(list)
        for record in group:
            for sentence in set(record.report):
                said[sentence].append(record.labels)
        for sentence, labels in said.items():
            if normal_form(sentence) in held_out:
                continue
            finding, side = meaning(sentence, labels, counts, len(group))
            if finding:
                found.setdefault((name, finding), ([], []))[side].append(sentence)
    return found


def meaning(sentence, labels, counts, total):
    """The one finding that a sentence states (0) or denies (1), if it is one."""
    denies = bool(DENIAL.search(sentence))
    evidence = {}
    for finding, count in counts.items():
        share = min(max(count / total, 1e-3), 1 - 1e-3)
        there = sum(bool(each.get(finding)) for each in labels)
        if denies and there == 0:
            evidence[finding] = len(labels) * math.log(1 - share)
        elif not denies and there == len(labels):
            evidence[finding] = len(labels) * math.log(share)
    sure = sorted((value, finding) for finding, value in evidence.items() if value < math.log(SURE))
    if not sure:
        return None, 0
    if denies:
        # Denying several findings at once says that all is well; only a sentence about one is a wording of its absence.
        named = [finding for _, finding in sure if any(word in sentence.lower() for word in finding.lower().split() if len(word) > 4)]
        only = named if named else [finding for _, finding in sure]
        return (only[0], 1) if len(only) == 1 else (None, 0)
    return sure[0][1], 0

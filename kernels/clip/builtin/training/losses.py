"""Losses over embeddings of unit length. Equation numbers are those of the survey of CLIP in medical imaging (Zhao et al.)."""

import torch
import torch.nn.functional as F


def soft_contrast(left, right, similarity, scale, sharpness=0.07):
    """
    InfoNCE in both directions (Eqs. 1 to 3), whose targets are soft (§3.3, as MedCLIP and SAT): a pair counts as far as its facts
    are alike. `similarity` [n, n] in [0, 1], 1 where two records say the same.
    """
    logits = scale * left @ right.T
    targets = F.softmax(similarity / sharpness, dim=1)
    backwards = F.softmax(similarity.T / sharpness, dim=1)
    return (F.cross_entropy(logits, targets) + F.cross_entropy(logits.T, backwards)) / 2


def pair_loss(images, positive, negative, labels, scale):
    """
    Each image chooses between 'there is' and 'there is no'. `images` [n, d]; `positive`, `negative` [n, d] or [p, d];
    `labels` [n] or [n, p] of 0 and 1. Both kinds weigh the same, however rare the finding.
    """
    if labels.dim() == 1:
        margin = scale * ((positive - negative) * images).sum(-1)
    else:
        margin = scale * images @ (positive - negative).T
    losses = F.binary_cross_entropy_with_logits(margin, labels, reduction="none")
    there = labels > 0.5
    means = [losses[which].mean() for which in (there, ~there) if which.any()]
    return torch.stack(means).mean()


def any_of(texts, images, matches, scale):
    """Each text finds the images it is true of among all: -log of their mean probability mass. `matches` bool [texts, images]."""
    keep = matches.any(1)
    if not keep.any():
        return texts.sum() * 0
    logs = F.log_softmax(scale * texts[keep] @ images.T, dim=1)
    weights = matches[keep].float()
    return -((logs * weights).sum(1) / weights.sum(1)).mean()


def pointing(patches, texts, coverage, scale):
    """Which patch does a text mean? patches [n, p, d], texts [n, d], coverage [n, p] of the finding's mask: fuller patches count more."""
    coverage = coverage**2
    logits = scale * torch.einsum("npd,nd->np", F.normalize(patches, dim=-1), texts)
    return F.cross_entropy(logits, coverage / coverage.sum(1, keepdim=True))


def geometry(student, teacher):
    """Keeps cosines among terms, and the terms themselves, where the original tower has them."""
    relations = F.mse_loss(student @ student.T, teacher @ teacher.T)
    return 10 * relations + (1 - (student * teacher).sum(-1)).mean()


def triplet(anchor, near, far, margin=0.15):
    """Synonyms nearer than antonyms by a margin of the cosine."""
    return F.relu(margin - (anchor * near).sum(-1) + (anchor * far).sum(-1)).mean()

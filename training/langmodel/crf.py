"""A linear-chain CRF over BIO tags: likelihood in training, Viterbi in use."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

FORBIDDEN = -10000.0


def constraints(tags: list[str]) -> tuple[Tensor, Tensor]:
    """Additive masks of forbidden transitions [from, to] and starts: an inner tag follows its own name only."""
    size = len(tags)
    transitions, start = torch.zeros(size, size), torch.zeros(size)
    for to, tag in enumerate(tags):
        if tag.startswith("I-"):
            start[to] = FORBIDDEN
            for origin, before in enumerate(tags):
                if before == "O" or before[2:] != tag[2:]:
                    transitions[origin, to] = FORBIDDEN
    return transitions, start


def negative_log_likelihood(
    emissions: Tensor, tags: Tensor, kept: Tensor, transitions: Tensor, start: Tensor, end: Tensor
) -> Tensor:
    """Summed over the batch; emissions [B, N, T], tags [B, N], kept [B, N] with padding at the end only."""
    emissions = emissions.float()
    lengths = kept.sum(1)
    rows = torch.arange(len(tags))
    gold = start[tags[:, 0]] + emissions[rows, 0, tags[:, 0]]
    steps = transitions[tags[:, :-1], tags[:, 1:]] + emissions[:, 1:].gather(2, tags[:, 1:, None]).squeeze(2)
    gold = gold + (steps * kept[:, 1:]).sum(1) + end[tags[rows, lengths - 1]]
    alpha = start + emissions[:, 0]
    for index in range(1, emissions.shape[1]):
        following = torch.logsumexp(alpha.unsqueeze(2) + transitions, 1) + emissions[:, index]
        alpha = torch.where(kept[:, index, None], following, alpha)
    return (torch.logsumexp(alpha + end, 1) - gold).sum()


def viterbi(emissions: np.ndarray, transitions: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[int]:
    """The best sequence of tags for [N, T] emissions; the lower tag wins a tie."""
    score = start + emissions[0]
    back: list[np.ndarray] = []
    for row in emissions[1:]:
        table = score[:, None] + transitions
        back.append(table.argmax(0))
        score = table.max(0) + row
    best = int((score + end).argmax())
    path = [best]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]

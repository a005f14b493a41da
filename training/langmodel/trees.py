"""The best dependency tree with a single root: Chu-Liu/Edmonds."""

from __future__ import annotations

import numpy as np

ROOT_PENALTY = 1e6


def _cycle(heads: np.ndarray) -> list[int] | None:
    state = np.zeros(len(heads), dtype=int)
    for begin in range(1, len(heads)):
        path, node = [], begin
        while node > 0 and state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if node > 0 and state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _edmonds(scores: np.ndarray) -> np.ndarray:
    """Heads of the best arborescence from node 0; scores[dependent, head]."""
    size = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    merged = len(outside)
    small = np.full((merged + 1, merged + 1), -np.inf)
    small[:merged, :merged] = scores[np.ix_(outside, outside)]
    into = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    entry = into[:, outside].argmax(0)
    small[merged, :merged] = into[:, outside].max(0)
    leave = scores[np.ix_(outside, cycle)]
    small[:merged, merged] = leave.max(1)
    chosen = leave.argmax(1)
    solved = _edmonds(small)
    result = heads.copy()
    for position in range(1, merged):
        head = solved[position]
        result[outside[position]] = cycle[chosen[position]] if head == merged else outside[head]
    origin = int(solved[merged])
    result[cycle[int(entry[origin])]] = outside[origin]
    return result


def best_tree(scores: np.ndarray) -> list[int]:
    """Heads of words 1..N for scores [N+1, N+1] (row: dependent, column: head, 0: root); exactly one word has head 0."""
    penalised = scores.astype(np.float64).copy()
    penalised[:, 0] -= ROOT_PENALTY
    return [int(h) for h in _edmonds(penalised)[1:]]

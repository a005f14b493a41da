"""Prediction with the network in Python, and scores against gold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from langmodel import corpora, crf, data, lemmas, names, trees
from langmodel.corpora import Sentence
from langmodel.model import Network


@dataclass
class Prediction:
    """What the model says about a sentence; heads count from 1."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[str]


@torch.no_grad()
def predict(
    network: Network, labels: data.Labels, encoder: data.Encoder, sentences: list[Sentence]
) -> list[Prediction]:
    """Predictions for sentences given as words."""
    network.eval()
    examples = [encoder(Sentence(s.id, s.words)) for s in sentences]
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].pieces))
    forbidden, barred = crf.constraints(labels.names)
    transitions = (network.transitions + forbidden).numpy()
    start, end = (network.start + barred).numpy(), network.end.numpy()
    results: list[Prediction | None] = [None] * len(examples)
    begin = 0
    while begin < len(order):
        stop = begin + 1
        while stop < len(order) and (stop + 1 - begin) * len(examples[order[stop]].pieces) <= 3000:
            stop += 1
        chosen = order[begin:stop]
        begin = stop
        batch = data.collate([examples[i] for i in chosen])
        words, _ = network.encode(batch)
        tagged = network.tag_mlp(words)
        upos, feats = network.upos(tagged).argmax(-1).numpy(), network.feats(tagged).argmax(-1).numpy()
        scripts = network.lemma(network.lemma_mlp(words)).argmax(-1).numpy()
        arcs = network.arc_scores(words).numpy()
        emissions = network.name_scores(words).numpy()
        heads = torch.zeros(batch.first.shape, dtype=torch.long)
        for row, index in enumerate(chosen):
            size = len(examples[index].words)
            heads[row, 1 : size + 1] = torch.tensor(trees.best_tree(arcs[row, : size + 1, : size + 1]))
        relations = network.label_scores(words, heads).argmax(-1).numpy()
        for row, index in enumerate(chosen):
            forms = examples[index].words
            span = range(1, len(forms) + 1)
            tags = crf.viterbi(emissions[row, : len(forms)], transitions, start, end)
            results[index] = Prediction(
                [labels.upos[upos[row, i]] for i in span],
                [labels.feats[feats[row, i]] for i in span],
                [lemmas.apply_script(labels.lemma[scripts[row, i]], forms[i - 1]) for i in span],
                heads[row, 1 : len(forms) + 1].tolist(),
                [labels.deprel[relations[row, i]] for i in span],
                [labels.names[t] for t in tags],
            )
    return results


def tree_scores(gold: list[Sentence], predicted: list[Prediction]) -> dict[str, float]:
    """UPOS, features, lemmas, UAS and LAS (full labels, and universal ones) over all words, in per cent."""
    counts = np.zeros(6)
    total = 0
    for sentence, guess in zip(gold, predicted, strict=True):
        for i in range(len(sentence.words)):
            arc = sentence.heads[i] == guess.heads[i]
            counts += [
                sentence.upos[i] == guess.upos[i],
                sentence.feats[i] == guess.feats[i],
                sentence.lemmas[i] == guess.lemmas[i],
                arc,
                arc and sentence.deprels[i] == guess.deprels[i],
                arc and sentence.deprels[i].split(":")[0] == guess.deprels[i].split(":")[0],
            ]
            total += 1
    keys = ("upos", "feats", "lemma", "uas", "las", "las_universal")
    return {key: round(100 * float(value) / total, 2) for key, value in zip(keys, counts, strict=True)}


def name_scores(gold: list[set], predicted: list[set]) -> dict[str, float]:
    """Precision, recall and F1 of exact spans and classes, in per cent."""
    right = sum(len(g & p) for g, p in zip(gold, predicted, strict=True))
    guessed, wanted = sum(map(len, predicted)), sum(map(len, gold))
    precision, recall = right / max(1, guessed), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f": round(100 * f1, 2)}


def uner_scores(
    network: Network, labels: data.Labels, encoder: data.Encoder, path: Path, step: int = 1
) -> dict[str, float]:
    """Scores on a Universal NER file, or on every step-th sentence of it.

    `org_as_place` counts names with the right span that gold calls ORG and the model a place.
    """
    sentences = corpora.read_uner(path)[::step]
    predicted = [names.coarse_spans(p.names) for p in predict(network, labels, encoder, sentences)]
    gold = [{s for s in corpora.spans_of(corpora.to_bio2(t.names)) if s[2] in {"PER", "ORG", "LOC"}} for t in sentences]
    scores = name_scores(gold, predicted)
    as_places = [{(b, e, "LOC") for b, e, kind in g if kind == "ORG"} for g in gold]
    return scores | {"org_as_place": sum(len(a & p) for a, p in zip(as_places, predicted, strict=True))}


def development(
    network: Network,
    labels: data.Labels,
    encoder: data.Encoder,
    sentences: list[Sentence],
    uner: Path | None,
    step: int = 1,
) -> dict:
    """Figures on a development set; names on every step-th sentence of the Universal NER file."""
    figures: dict = tree_scores(sentences, predict(network, labels, encoder, sentences))
    if uner:
        figures["names"] = uner_scores(network, labels, encoder, uner, step)
    return figures

"""From corpora to examples and padded batches."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from langmodel import corpora, features, lemmas, names
from langmodel.corpora import Sentence
from langmodel.model import Batch

IGNORED = -100

# The gold that training reads.
FILES = [
    "ud/en_ewt-ud-train.conllu.xz",
    "ud/en_gum-ud-train.conllu.xz",
    "ner/uner_en_ewt-train.iob2.xz",
    "ner/gum_entities-train.conllu.xz",
    "ner/wikigold.conll.txt.xz",
    "ner/crossner_politics-train.txt.xz",
    "ner/crossner_politics-dev.txt.xz",
]


@dataclass
class Labels:
    """Label inventories, in the order of the model's outputs."""

    upos: list[str]
    feats: list[str]
    lemma: list[str]
    deprel: list[str]
    names: list[str]


def _frequent(counter: Counter[str], least: int) -> list[str]:
    return [label for label, count in sorted(counter.items(), key=lambda i: (-i[1], i[0])) if count >= least]


def build_labels(sentences: list[Sentence]) -> Labels:
    """Labels seen often enough in the treebanks."""
    scripts = Counter(lemmas.make_script(w, m) for s in sentences for w, m in zip(s.words, s.lemmas, strict=True))
    return Labels(
        _frequent(Counter(u for s in sentences for u in s.upos), 1),
        _frequent(Counter(f for s in sentences for f in s.feats), 3),
        _frequent(scripts, 3),
        _frequent(Counter(d for s in sentences for d in s.deprels), 3),
        list(names.TAGS),
    )


@dataclass
class Example:
    """A sentence as numbers. Label lists hold IGNORED where nothing is known; `names` is empty without names."""

    pieces: list[int]
    owners: list[int]  # word row of each piece, 0 for [CLS] and [SEP]
    first: list[int]  # first piece of each word row, 0 for the root
    affixes: list[tuple[int, ...]]
    shapes: list[int]  # per word row
    words: list[str]
    upos: list[int]
    feats: list[int]
    lemma: list[int]
    heads: list[int]
    deprels: list[int]
    names: list[int]
    weight: float = 1.0


class Encoder:
    """Turns sentences into examples."""

    def __init__(self, word_pieces: features.WordPiece, labels: Labels):
        self.word_pieces = word_pieces
        self.index = {
            kind: {label: i for i, label in enumerate(getattr(labels, kind))}
            for kind in ("upos", "feats", "lemma", "deprel", "names")
        }

    def __call__(self, sentence: Sentence, weight: float = 1.0) -> Example:
        pieces, owners, first = [self.word_pieces.cls], [0], [0]
        for row, word in enumerate(sentence.words, 1):
            ids = self.word_pieces(word)
            first.append(len(pieces))
            pieces.extend(ids)
            owners.extend([row] * len(ids))
        pieces.append(self.word_pieces.sep)
        owners.append(0)
        blank = (0,) * len(features.AFFIXES)
        look = self._labels
        scripts = None
        if sentence.lemmas is not None:
            scripts = [lemmas.make_script(w, m) for w, m in zip(sentence.words, sentence.lemmas, strict=True)]
        return Example(
            pieces,
            owners,
            first,
            [blank] + [features.affix_ids(w) for w in sentence.words],
            [0] + [features.shape(w) for w in sentence.words],
            sentence.words,
            look("upos", sentence.upos),
            look("feats", sentence.feats),
            look("lemma", scripts),
            list(sentence.heads or []),
            look("deprel", sentence.deprels),
            look("names", sentence.names),
            weight,
        )

    def _labels(self, kind: str, values: list[str] | None) -> list[int]:
        return [self.index[kind].get(v, IGNORED) for v in values] if values is not None else []


def recase(shapes: list[int], rng: random.Random) -> list[int]:
    """Shapes of the sentence in another case: the pieces are uncased, so nothing else changes."""
    ids = features.SHAPE_ID
    cased = {ids[n] for n in ("lower", "title", "single_upper", "upper", "mixed", "title_lead", "dotted_upper")}
    kind = rng.choice(["lower", "lower", "upper", "title", "title"])
    return [(ids[kind] if s in cased and not (kind == "title" and s != ids["lower"]) else s) for s in shapes]


def _pad(rows: list[list], fill: object, width: int) -> Tensor:
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def collate(examples: list[Example], shapes: list[list[int]] | None = None) -> Batch:
    """Pads examples into one batch; `shapes` replaces their letter shapes."""
    shapes = shapes or [e.shapes for e in examples]
    length = max(len(e.pieces) for e in examples)
    rows = max(len(e.first) for e in examples)
    blank = (0,) * len(features.AFFIXES)
    return Batch(
        _pad([e.pieces for e in examples], 0, length),
        _pad([[s[o] for o in e.owners] for e, s in zip(examples, shapes, strict=True)], 0, length),
        _pad([[True] * len(e.pieces) for e in examples], False, length),
        _pad([e.first for e in examples], 0, rows),
        _pad([e.affixes for e in examples], blank, rows),
        _pad(shapes, 0, rows),
        _pad([[True] * len(e.first) for e in examples], False, rows),
    )


def label_rows(examples: list[Example], kind: str, rows: int) -> Tensor:
    """[B, rows] labels with the root in front, IGNORED for it and for padding."""
    return _pad([[IGNORED] + list(getattr(e, kind)) for e in examples], IGNORED, rows)


def make_batches(examples: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Batches of similar length with about `pieces` pieces each, in random order."""
    order = sorted(examples, key=lambda e: len(e.pieces) + rng.random() * 4)
    batches: list[list[Example]] = []
    current: list[Example] = []
    for example in order:
        if current and (len(current) + 1) * len(example.pieces) > pieces:
            batches.append(current)
            current = []
        current.append(example)
    batches.append(current)
    rng.shuffle(batches)
    return batches


@dataclass
class Training:
    """Everything that training reads."""

    treebank: list[Sentence]  # trees and names
    named: list[Sentence]  # names only, gold
    silver: list[Sentence]  # names only, silver


def load_training(root: Path, silver_gold: Path | None, silver_news: Path | None) -> Training:
    """Reads the training corpora and merges gold and silver names."""
    silver: dict[str, list[tuple[list[str], list[str]]]] = {}
    if silver_gold:
        for row in corpora.read_json_lines(silver_gold):
            silver.setdefault(row["id"], []).append((row["words"], row["names"]))

    def silver_tags(sentence: Sentence) -> list[str]:
        for words, tags in silver.get(sentence.id, []):
            if words == sentence.words:
                return tags
        return ["O"] * len(sentence.words)

    uner = {s.id: s for s in corpora.read_uner(root / "ner/uner_en_ewt-train.iob2.xz")}
    ewt = corpora.read_conllu(root / "ud/en_ewt-ud-train.conllu.xz")
    for sentence in ewt:
        gold = uner.get(sentence.id)
        if gold is not None and gold.words == sentence.words:
            sentence.names = names.merge(sentence, corpora.to_bio2(gold.names), silver_tags(sentence))
    gum = corpora.read_conllu(root / "ud/en_gum-ud-train.conllu.xz")
    entities = {s.id: s for s in corpora.read_conllu(root / "ner/gum_entities-train.conllu.xz")}
    for sentence in gum:
        annotated = entities.get(sentence.id)
        if annotated is not None and annotated.words == sentence.words and sentence.id in silver:
            sentence.names = names.merge_gum(sentence, names.gum_mentions(annotated), silver_tags(sentence))
    named: list[Sentence] = []
    for name in ("wikigold.conll", "crossner_politics-train", "crossner_politics-dev"):
        for sentence in corpora.read_columns(root / f"ner/{name}.txt.xz"):
            merged = names.merge(sentence, sentence.names, silver_tags(sentence))
            if merged is not None:
                sentence.names = merged
                named.append(sentence)
    machine: list[Sentence] = []
    for identifier, entries in silver.items():
        if identifier.startswith("re3d/"):
            machine.extend(Sentence(identifier, words, names=tags) for words, tags in entries)
    if silver_news:
        machine.extend(Sentence(r["id"], r["words"], names=r["names"]) for r in corpora.read_json_lines(silver_news))
    return Training(ewt + gum, named, machine)

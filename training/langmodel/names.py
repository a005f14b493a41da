"""Classes of names, and how gold of several schemes and silver become one layer of tags."""

from __future__ import annotations

import re

from langmodel.corpora import Sentence, spans_of, tags_of

CLASSES = ["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK", "DATE", "TIME", "MONEY"]
TAGS = ["O"] + [f"{mark}-{kind}" for kind in CLASSES for mark in "BI"]
PLACES = {"GPE", "LOC", "FAC"}
FREE = {"NORP", "EVENT", "LAW", "PRODUCT", "WORK", "DATE", "TIME", "MONEY"}
COARSE = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
GOLD = {
    "PER": "PER",
    "person": "PER",
    "politician": "PER",
    "ORG": "ORG",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "country": "GPE",
    "LOC": "?place",
    "location": "?place",
    "election": "EVENT",
    "event": "EVENT",
    "MISC": "?other",
    "OTH": "?other",
    "misc": "?other",
}
Span = tuple[int, int, str]
_NATIONAL = tuple("ish ian ese ans ians ch qi ani ic can ist ists lim lims ean ens".split())


def _resolve(span: Span, words: list[str], silver: list[Span], adjective: bool) -> str | None:
    """The fine class of a gold span whose scheme is coarse; None if it stays open."""
    begin, end, gold = span
    kind = GOLD[gold]
    overlapping = [s for s in silver if s[0] < end and begin < s[1]]
    if kind == "?place":
        return next((s[2] for s in overlapping if s[2] in PLACES), "GPE")
    if kind == "?other":
        found = next((s[2] for s in overlapping if s[2] in FREE - {"DATE", "TIME", "MONEY"}), None)
        if found is None and end - begin == 1 and (adjective or words[begin].lower().endswith(_NATIONAL)):
            found = "NORP"
        return found
    return kind


def merge(sentence: Sentence, gold: list[str], silver: list[str]) -> list[str] | None:
    """Fine tags from gold tags and silver ones; None if a gold name stays without a class."""
    silver_spans = spans_of(silver)
    merged: list[Span] = []
    for span in spans_of(gold):
        adjective = bool(sentence.upos) and sentence.upos[span[0]] == "ADJ"
        kind = _resolve(span, sentence.words, silver_spans, adjective)
        if kind is None:
            if span[2] != "OTH":
                return None
            continue
        merged.append((span[0], span[1], kind))
    taken = {index for begin, end, _ in merged for index in range(begin, end)}
    for begin, end, kind in silver_spans:
        if kind in FREE and not taken & set(range(begin, end)):
            merged.append((begin, end, kind))
    return tags_of(merged, len(sentence.words))


GUM_TYPES = {"person": {"PER"}, "organization": {"ORG"}, "place": PLACES, "event": {"EVENT", "DATE", "TIME"}}


def gum_mentions(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Mentions of a GUM sentence that begin and end in it: word range and entity type."""
    stack: list[tuple[str, str, int]] = []
    mentions: list[tuple[int, int, str]] = []
    for index, misc in enumerate(sentence.misc):
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", misc.get("Entity", "")):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                if part.endswith(")"):
                    mentions.append((index, index + 1, fields[1]))
                else:
                    stack.append((fields[0], fields[1], index))
            else:
                key = part[:-1]
                for position in range(len(stack) - 1, -1, -1):
                    if stack[position][0] == key:
                        number, kind, begin = stack.pop(position)
                        mentions.append((begin, index + 1, kind))
                        break
    return mentions


def _head(sentence: Sentence, begin: int, end: int) -> int:
    inside = [i for i in range(begin, end) if not begin < sentence.heads[i] <= end]
    return inside[0] if inside else end - 1


def merge_gum(sentence: Sentence, mentions: list[tuple[int, int, str]], silver: list[str]) -> list[str]:
    """Silver names of a GUM sentence, their classes corrected by the gold type of the mention with the same head."""
    types: dict[int, str] = {}
    for begin, end, kind in sorted(mentions, key=lambda m: m[1] - m[0]):
        types.setdefault(_head(sentence, begin, end), kind)
    merged: list[Span] = []
    for begin, end, kind in spans_of(silver):
        gold = types.get(_head(sentence, begin, end))
        allowed = GUM_TYPES.get(gold or "")
        if allowed and kind not in allowed and kind not in {"DATE", "TIME", "MONEY", "NORP"}:
            kind = {"person": "PER", "organization": "ORG", "place": "GPE", "event": "EVENT"}[gold]
        merged.append((begin, end, kind))
    taken = {index for begin, end, _ in merged for index in range(begin, end)}
    for head, kind in types.items():
        if kind not in ("person", "organization", "place") or sentence.upos[head] != "PROPN" or head in taken:
            continue
        begin = end = head
        while begin > 0 and sentence.upos[begin - 1] == "PROPN" and begin - 1 not in taken:
            begin -= 1
        while end + 1 < len(sentence.words) and sentence.upos[end + 1] == "PROPN" and end + 1 not in taken:
            end += 1
        merged.append((begin, end + 1, {"person": "PER", "organization": "ORG", "place": "GPE"}[kind]))
        taken |= set(range(begin, end + 1))
    return tags_of(merged, len(sentence.words))


def coarse_spans(tags: list[str]) -> set[Span]:
    """Names as Universal NER counts them: PER, ORG, LOC."""
    return {(b, e, COARSE[k]) for b, e, k in spans_of(tags) if k in COARSE}

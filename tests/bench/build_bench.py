#!/usr/bin/env python3
"""Words per second from text to store, peak memory and the cost of each stage.

    tests/bench/build_bench.py --program build/bin/entente --articles examples/articles [--words 100000] [--cores 1 2]

Repeats the articles (with keys of their own) until there are enough words, builds a graph from them on one and on two cores, and
prints a table. Each number of cores is run `--runs` times; the fastest counts. Peak memory is the largest resident set of the
process; "per CPU s" is words for each second of processor time, which other programs on the machine do not disturb. Stage costs are seconds summed over threads, so on two cores they add up to more than the clock.
"""
import argparse
import json
import os
import sys
import tempfile


def texts_of(folder):
    out = []
    for name in sorted(os.listdir(folder)):
        if name.endswith((".txt", ".md")):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                text = f.read()
            out.append(text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text)
    return out


def make_input(path, texts, words):
    written = number = 0
    with open(path, "w", encoding="utf-8") as f:
        while written < words:
            text = texts[number % len(texts)]
            f.write(json.dumps({"id": "d%06d" % number, "date": "2024-05-01", "text": text}) + "\n")
            written += len(text.split())
            number += 1
    return number


def measure(program, source, graph, threads, folder):
    report = os.path.join(folder, "report.json")
    cores = sorted(os.sched_getaffinity(0))[:threads]
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, cores)
        out = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.execv(program, [program, "build", source, "-o", graph, "--threads", str(threads), "--json"])
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit("entente build ended with %d" % os.waitstatus_to_exitcode(status))
    with open(report) as f:
        result = json.load(f)
    result["peak_mib"] = usage.ru_maxrss / 1024
    result["cpu_seconds"] = usage.ru_utime + usage.ru_stime
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="build/bin/entente")
    parser.add_argument("--articles", default="examples/articles")
    parser.add_argument("--words", type=int, default=100000)
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    texts = texts_of(args.articles)
    if not texts:
        sys.exit("no .txt or .md articles in " + args.articles)
    results = []
    with tempfile.TemporaryDirectory(prefix="entente-bench-") as folder:
        source = os.path.join(folder, "articles.jsonl")
        make_input(source, texts, args.words)
        for threads in args.cores:
            best = None
            for run in range(args.runs):
                graph = os.path.join(folder, "%d-%d.entente" % (threads, run))
                result = measure(args.program, source, graph, threads, folder)
                result["file_bytes"] = os.path.getsize(graph)
                if best is None or result["seconds"] < best["seconds"]:
                    best = result
            results.append(best)
    if args.json:
        return print(json.dumps(results, indent=1))
    first = results[0]
    print("%d documents, %d words (tokens), %.1f MB of text; file %.1f MB" % (
        first["documents"], first["words"], first["bytes"] / 1e6, first["file_bytes"] / 1e6))
    print("%5s %10s %11s %9s %9s %9s %8s %8s %9s %7s" % (
        "cores", "words/s", "per CPU s", "clock s", "CPU s", "peak MiB", "read s", "lang s", "extract s", "store s"))
    for r in results:
        stage = r["stage_seconds"]
        print("%5d %10d %11d %9.2f %9.2f %9.0f %8.2f %8.2f %9.2f %7.2f" % (
            r["threads"], r["words"] / r["seconds"], r["words"] / r["cpu_seconds"], r["seconds"], r["cpu_seconds"], r["peak_mib"], stage["read"],
            stage["language"], stage["extraction"], stage["store"]))


main()

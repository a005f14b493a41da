#!/usr/bin/env python3
"""Kills `entente build` at 50 random moments. Each time the file must open, hold every document that was reported as done, and
pass `entente check`; in the end, going on completes it, and the graph is that of a run without kills."""
import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time


def make_articles(folder, sources, count):
    """Articles of their own keys and dates from the text of the examples, one JSON line each."""
    texts = []
    for name in sorted(os.listdir(sources)):
        if name.endswith((".txt", ".md")):
            with open(os.path.join(sources, name), encoding="utf-8") as f:
                texts.append(f.read().split("---\n", 2)[-1].strip())
    path = os.path.join(folder, "articles.jsonl")
    with open(path, "w", encoding="utf-8") as f:
        for i in range(count):
            text = texts[i % len(texts)]
            f.write(json.dumps({"id": "a%04d" % i, "date": "2023-%02d-%02d" % (i % 12 + 1, i % 28 + 1), "text": text}) + "\n")
    return path


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def keys_of(program, graph):
    listed = run(program, "stats", graph, "--documents")
    if listed.returncode != 0:
        return None
    return {line.split()[2] for line in listed.stdout.splitlines()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--articles", required=True)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="entente-kills-") as folder:
        articles = make_articles(folder, args.articles, args.documents)
        graph = os.path.join(folder, "g.entente")
        done, kills, longest, finished = set(), 0, 1.0, 0
        while kills < args.kills:
            process = subprocess.Popen([args.program, "build", articles, "-o", graph, "--done"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
            began = time.monotonic()
            timer = threading.Timer(chance.uniform(0, longest), process.send_signal, [signal.SIGKILL])
            timer.start()
            # A killed program may leave half a line; only whole ones count as reports.
            reported = {line.strip() for line in process.stdout.read().splitlines(True) if line.endswith("\n")}
            process.wait()
            timer.cancel()
            done |= reported
            if process.returncode == 0:
                # It was faster than the kill: begin again with shorter waits.
                finished += 1
                longest = max(0.2, 0.9 * (time.monotonic() - began))
                os.remove(graph)
                done = set()
                continue
            if process.returncode != -signal.SIGKILL:
                sys.exit("the program ended with %d, not by the kill" % process.returncode)
            kills += 1
            if not os.path.exists(graph):
                if done:
                    sys.exit("kill %d: the file is gone" % kills)
                continue
            # Before its first transaction a file may still be empty: then nothing may have been reported.
            stored = keys_of(args.program, graph)
            if stored is None and done:
                sys.exit("kill %d: the file does not open" % kills)
            if not done <= (stored or set()):
                sys.exit("kill %d: reported, but not there: %s" % (kills, sorted(done - stored)[:5]))
            if stored is not None and run(args.program, "check", graph).returncode != 0:
                sys.exit("kill %d: entente check fails" % kills)
            longest = min(3.0, longest * 1.05)
        last = run(args.program, "build", articles, "-o", graph)
        if last.returncode != 0:
            sys.exit("going on failed: " + last.stderr)
        stored = keys_of(args.program, graph)
        if len(stored) != args.documents:
            sys.exit("%d of %d documents after going on" % (len(stored), args.documents))
        whole = os.path.join(folder, "whole.entente")
        run(args.program, "build", articles, "-o", whole)
        a, b = (run(args.program, "export", g, "--format", "json").stdout for g in (graph, whole))
        if a != b or not a:
            sys.exit("the graph differs from that of a run without kills")
        print("%d kills, %d runs that ended before theirs, %d documents" % (kills, finished, len(stored)))


main()

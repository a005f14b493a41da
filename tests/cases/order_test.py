#!/usr/bin/env python3
"""The same articles in another order, from other folders, in several runs and with another number of threads give the same bytes in
every export."""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile


def build(program, inputs, graph, threads):
    done = subprocess.run([program, "build", *inputs, "-o", graph, "--threads", str(threads)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("build failed: " + done.stderr)


def exports(program, graph):
    out = []
    for name in ("json", "dot"):
        done = subprocess.run([program, "export", graph, "--format", name], capture_output=True)
        if done.returncode != 0 or not done.stdout:
            sys.exit("export failed: " + done.stderr.decode())
        out.append(done.stdout)
    picture = graph + ".svg"
    done = subprocess.run([program, "draw", graph, "-o", picture], capture_output=True)
    if done.returncode != 0:
        sys.exit("draw failed: " + done.stderr.decode())
    with open(picture, "rb") as file:
        out.append(file.read())
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--articles", required=True)
    args = parser.parse_args()
    files = [os.path.join(args.articles, name) for name in sorted(os.listdir(args.articles))]
    chance = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="entente-order-") as folder:
        first = os.path.join(folder, "first.entente")
        build(args.program, files, first, 1)
        wanted = exports(args.program, first)
        for number, threads in enumerate((1, 2, 4)):
            inputs = list(files)
            chance.shuffle(inputs)
            graph = os.path.join(folder, "%d.entente" % number)
            if number == 1:
                # From another folder, in two runs, one article twice.
                moved = os.path.join(folder, "moved")
                os.mkdir(moved)
                inputs = [shutil.copy(path, moved) for path in inputs]
                build(args.program, inputs[:3], graph, threads)
                inputs = inputs[2:] + inputs[2:3]
            build(args.program, inputs, graph, threads)
            if exports(args.program, graph) != wanted:
                sys.exit("%d threads, another order: the exports differ" % threads)
        print("%d articles: the same bytes with 1, 2 and 4 threads" % len(files))


main()

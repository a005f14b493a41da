#!/usr/bin/env python3
"""Runs one command-line case.

    run_case.py CASE --program ENTENTE --make-graph TOOL [--data FOLDER] [--rewrite]

A case is a text file of blocks. A block begins with a line `$ COMMAND`, which a shell runs in an empty folder that has a copy of
tests/cases/data, with `entente` in its PATH and `graph.entente` made by make_graph. The lines behind it are what must come out:
plain lines on standard output, lines with "! " in front on standard error, `? N` for an exit status other than 0. Lines that
begin with "# " before the first block say what the case is about; `# mask REGEX` replaces what matches by `…` on both sides.
Blank lines behind a block are not significant. --rewrite puts what came out into the file.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile


def parse(text):
    head, blocks = [], []
    for line in text.split("\n"):
        if line.startswith("$ "):
            blocks.append({"command": line[2:], "out": [], "err": [], "status": 0})
        elif not blocks:
            head.append(line)
        elif line.startswith("! "):
            blocks[-1]["err"].append(line[2:])
        elif line == "!":
            blocks[-1]["err"].append("")
        elif re.fullmatch(r"\? \d+", line):
            blocks[-1]["status"] = int(line[2:])
        elif line.startswith("| "):
            blocks[-1]["out"].append(line[2:])
        else:
            blocks[-1]["out"].append(line)
    for block in blocks:
        while block["out"] and not block["out"][-1]:
            block["out"].pop()
    return head, blocks


def escaped(line):
    """Output that would read as something else gets a mark."""
    return "| " + line if re.match(r"[$!|?] |!$", line) else line


def rendered(head, blocks):
    lines = list(head)
    for n, block in enumerate(blocks):
        if n:
            lines.append("")
        lines.append("$ " + block["command"])
        lines += [escaped(line) for line in block["out"]]
        lines += [("! " + line).rstrip() for line in block["err"]]
        if block["status"]:
            lines.append("? %d" % block["status"])
    return "\n".join(lines) + "\n"


def run(command, folder, options):
    env = {k: v for k, v in os.environ.items() if k in ("HOME", "ENTENTE_DATA", "ASAN_OPTIONS", "LANG")}
    env.update(PATH=folder + "/bin:/usr/bin:/bin", NO_COLOR="1", LC_ALL="C.UTF-8", TERM="dumb", DATA=folder)
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, timeout=300)
    def split(data):
        text = data.decode("utf-8", "backslashreplace").replace(folder, "FOLDER")
        for mask in options["masks"]:
            text = re.sub(mask, "…", text)
        lines = text.split("\n")
        while lines and not lines[-1]:
            lines.pop()
        return lines
    return {"command": command, "out": split(done.stdout), "err": split(done.stderr), "status": done.returncode}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("case")
    parser.add_argument("--program", required=True)
    parser.add_argument("--make-graph", required=True)
    parser.add_argument("--data")
    parser.add_argument("--rewrite", action="store_true", default=bool(os.environ.get("ENTENTE_REWRITE_CASES")))
    args = parser.parse_args()
    with open(args.case, encoding="utf-8") as f:
        head, blocks = parse(f.read())
    if not blocks:
        sys.exit("%s has no commands" % args.case)
    options = {"masks": [line[7:] for line in head if line.startswith("# mask ")]}
    folder = tempfile.mkdtemp(prefix="entente-case-")
    try:
        if args.data:
            shutil.copytree(args.data, folder, dirs_exist_ok=True)
        os.mkdir(folder + "/bin")
        os.symlink(os.path.abspath(args.program), folder + "/bin/entente")
        subprocess.run([args.make_graph, folder + "/graph.entente"], check=True)
        results = [run(block["command"], folder, options) for block in blocks]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if args.rewrite:
        with open(args.case, "w", encoding="utf-8") as f:
            f.write(rendered(head, results))
        return
    wanted, got = rendered([], blocks), rendered([], results)
    if wanted != got:
        import difflib
        sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), got.splitlines(True), "expected", "got"))
        sys.exit(1)


main()

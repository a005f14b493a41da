#!/usr/bin/env python3
"""Refuse every #include that the table in ARCHITECTURE.md does not allow.

usage: scripts/check_layers.py [ROOT]

The table's rows read `| layer | folder | may include |`. A layer may include itself and the layers its row names, and no
other folder of the project. Files that belong to no row are refused too. Exit status 0 if all is well, 1 otherwise.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)
ROW = re.compile(r"^\|\s*([a-z_]+)\s*\|\s*`([^`]+)`\s*\|([^|]*)\|", re.M)


def read_table(text: str) -> tuple[dict[str, str], dict[str, set[str]]]:
    folders, allowed = {}, {}
    for layer, folder, may in ROW.findall(text):
        folders[folder.rstrip("/")] = layer
        allowed[layer] = set(re.findall(r"[a-z_]+", may)) | {layer}
    return folders, allowed


def layer_of(path: str, folders: dict[str, str]) -> str | None:
    """The row whose folder is the longest prefix of the path."""
    best = max((f for f in folders if path == f or path.startswith(f + "/")), key=len, default=None)
    return folders[best] if best else None


def main() -> int:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    folders, allowed = read_table((root / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    if not folders:
        print("ARCHITECTURE.md has no table of layers", file=sys.stderr)
        return 1
    problems = []
    for layer, may in allowed.items():
        for unknown in may - set(allowed):
            problems.append(f"ARCHITECTURE.md: layer {layer} may include '{unknown}', which is no layer")
    for top in ("graph", "queries", "exporters", "src"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            name = path.relative_to(root).as_posix()
            layer = layer_of(name, folders)
            if layer is None:
                problems.append(f"{name}: belongs to no layer of ARCHITECTURE.md")
                continue
            for target in INCLUDE.findall(path.read_text(encoding="utf-8")):
                other = layer_of(target, folders)
                if not (root / target).exists():
                    problems.append(f'{name}: #include "{target}" is not a path from the repository root')
                elif other not in allowed[layer]:
                    problems.append(f'{name}: layer {layer} may not include {other} ("{target}")')
    for line in problems:
        print(line)
    print(f"{len(problems)} forbidden includes" if problems else "layers: every include is allowed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

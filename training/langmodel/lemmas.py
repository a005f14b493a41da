"""Lemmas as edit scripts over the form.

A script is `=TEXT` (the lemma is TEXT), or a case letter, a number and `:TEXT`: take the form (`k`) or its lower-cased
form (`l`), drop that many code points at the end, append TEXT. `k0:` is the form itself.
"""

from __future__ import annotations

from langmodel.features import lower


def make_script(form: str, lemma: str) -> str:
    """The script that turns the form into the lemma."""
    best: str | None = None
    for case, base in (("k", form), ("l", lower(form))):
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        if common == 0 or len(base) - common > 5 or (common == 1 and len(base) > 3):
            continue
        script = f"{case}{len(base) - common}:{lemma[common:]}"
        if best is None or len(base) - common < int(best[1 : best.index(":")]):
            best = script
    return best or f"={lemma}"


def apply_script(script: str, form: str) -> str:
    """The lemma; the lower-cased form if the script does not fit."""
    if script.startswith("="):
        return script[1:]
    colon = script.index(":")
    count = int(script[1:colon])
    base = form if script[0] == "k" else lower(form)
    if count >= len(base) and count > 0:
        return lower(form)
    return base[: len(base) - count] + script[colon + 1 :]

"""``python -m bench.planted``: faults planted one at a time in the clean programmes, and how many a rule tells.

The faults are read from the reference cases when they are at hand, and from ``bench/planted.json``, which is ours. A
fault is told when a rule speaks that says nothing of the programme without it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from pathlib import Path

from dossier.programme.errors import UnreadableFile
from dossier.programme.reader import InvalidProgramme, read
from dossier.rules.families import catalogue
from dossier.rules.runner import judge, judge_invalid
from dossier.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]
CASES = Path(os.environ.get("DOSSIER_CASES", ROOT.parent / "shared" / "cases")) / "planted.json"
OURS = Path(__file__).with_name("planted.json")


def told(base: Path, text: str) -> Counter[str]:
    """The rules that speak of a programme's text, judged where its base lies, with how many findings each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / base.name
        path.write_text(text, "utf-8")
        settings = read_settings(base.parent)
        try:
            judgement = judge(read(path), catalogue(), settings)
        except InvalidProgramme as invalid:
            judgement = judge_invalid(invalid, catalogue())
        except UnreadableFile:
            return Counter({"illisible": 1})
    return Counter(finding.rule.id for finding in judgement.standing)


def planted(base: Path, edits: list[list[str]]) -> str | None:
    """The text of the base with the fault; None when what it changes is not there any more."""
    text = base.read_text("utf-8")
    for before, after in edits:
        for spaced in (before, before.replace(" :", "\N{NO-BREAK SPACE}:").replace(" ;", "\N{NARROW NO-BREAK SPACE};")):
            if spaced in text:
                text = text.replace(spaced, after, 1)
                break
        else:
            return None
    return text


def main() -> None:
    """Print the rate by kind, and each fault that nothing tells."""
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    own: dict[str, Counter[str]] = {}
    for source in (CASES, OURS):
        if not source.is_file():
            print(f"{source.name} is absent: left out")
            continue
        for fault in json.loads(source.read_text("utf-8"))["faults"]:
            base = ROOT / fault["base"]
            clean = own.setdefault(fault["base"], told(base, base.read_text("utf-8")))
            text = planted(base, fault["edits"])
            if text is None:
                print(f"{fault['id']}: cannot be planted any more — {fault['what']}")
                continue
            tried[fault["kind"]] += 1
            new = told(base, text) - clean
            caught[fault["kind"]] += bool(new)
            if not new:
                print(f"{fault['id']}: missed — {fault['what']}")
    for kind, number in sorted(tried.items()):
        print(f"{kind}: {caught[kind]} of {number}, {100 * caught[kind] / number:.0f} %")
    print(f"planted faults told: {caught.total()} of {tried.total()}, {100 * caught.total() / tried.total():.0f} %")


if __name__ == "__main__":
    main()

"""The pages of documentation that are made from the rules: write them, or check that they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from dossier.reports.rule_index import indexes
from dossier.reports.rule_page import page
from dossier.rules.families import catalogue

FOLDER = Path(__file__).with_name("regles")


def pages() -> dict[str, str]:
    """File name → text."""
    rules = catalogue()
    return indexes(rules) | {f"{rule.id}.md": page(rule) for rule in rules}


def stale() -> list[str]:
    """The pages that differ from what the rules say, missing and useless ones included."""
    expected = pages()
    found = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))


def main() -> int:
    """Write the pages, or check them with ``--check``."""
    if "--check" in sys.argv:
        for name in stale():
            print(f"docs/regles/{name}: stale; « make docs » writes it again")
        return 1 if stale() else 0
    FOLDER.mkdir(exist_ok=True)
    for name in stale():
        if name in pages():
            (FOLDER / name).write_text(pages()[name], "utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())

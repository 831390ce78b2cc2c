"""One altered fact at a time on real sheets: which rule speaks. ``python -m bench.register_alterations``."""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from dossier.exchange.depuis_fiche import programme_from
from dossier.programme.reader import read
from dossier.register.build import import_exports
from dossier.register.fiche import Fiche
from dossier.register.flux import read_flux
from dossier.register.index import Index
from dossier.register.reader import open_exports
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings

DAY = date(2026, 8, 16)
RULES = tuple(each for each in catalogue() if each.id in {*"IDN-007 IDN-008 IDN-021 BLC-015 DAT-009 ACC-014".split()})
KINDS: dict[str, tuple[str, str, str]] = {
    "title": (r"<(intitule(?:-officiel)?)>([^<]+)</\1>", r"<\1>\2 modifié</\1>", "IDN-007"),
    "level": (r'niveau="\d"', 'niveau="2"', "IDN-007"),
    "label of a block": (r"(<bloc code[^>]*>\s*<!--[^>]*-->\s*<intitule>)", r"\1Autre ", "IDN-007"),
    "block code": (r'rncp="(\w+BC)01"', r'rncp="\g<1>77"', "BLC-015"),
    "NSF": (r'<nsf code="\w+"', '<nsf code="999"', "IDN-021"),
    "ROME": (r'<rome code="\w+"', '<rome code="A9999"', "IDN-021"),
    "Formacode": (r'<formacode code="\w+"', '<formacode code="99999"', "IDN-021"),
    "SIRET": (r"<siret>\d+", "<siret>11111111111111", "IDN-021"),
    "end": (r'date-fin="[\d-]+"', 'date-fin="2040-01-01"', "DAT-009"),
    "effect or decision": (r'date-(effet|decision)="[\d-]+"', r'date-\1="2001-01-01"', "DAT-009"),
    "last day of delivery": (r'date-limite-delivrance="[\d-]+"', 'date-limite-delivrance="2041-01-01"', "DAT-009"),
    "competency": (r"(<competence code[^>]*>)[^<]+", r"\1Chanter sous la pluie en dansant", "IDN-021"),
    "route": (r'<voie type="([\w-]+)" ouverte="oui"/>', r'<voie type="\1" ouverte="non"/>', "ACC-014"),
    "number": (r'fiche="(RNCP|RS)\d+"', r'fiche="\g<1>99999"', "IDN-008"),
}


def main(folder: Path) -> None:
    """For each kind: sheets altered, sheets of which the right rule speaks; a clean draft must be silent."""
    names = ("fiches-RNCP-v4.1-sample.xml", "fiches-RS-v4.1-sample.xml")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        copies = []
        for source, kind in zip(names, ("rncp", "rs"), strict=True):
            copies.append(work / f"export-fiches-{kind}-v4-1-{DAY}.xml")
            copies[-1].write_bytes((folder / "rncp" / source).read_bytes())
        exports = open_exports(copies)
        import_exports(work / "i.sqlite", exports)
        sheets = [found.fiche for export in exports for part in export.parts for found in read_flux(part)]
        with Index(work / "i.sqlite") as register:
            _table(sheets[:15], register, work / "p.xml")


def _table(sheets: list[Fiche], register: Index, path: Path) -> None:
    tried: Counter[str] = Counter()
    told: Counter[str] = Counter()
    noise = 0
    for sheet in sheets:
        draft = programme_from(sheet, DAY).decode()
        noise += len(_speak(draft, register, path))
        for kind, (old, new, rule) in KINDS.items():
            altered = re.sub(old, new, draft, count=1)
            if altered != draft:
                tried[kind] += 1
                told[kind] += rule in _speak(altered, register, path)
    for kind, (_old, _new, rule) in KINDS.items():
        print(f"{kind:<24}{rule:<10}{told[kind]:>3} / {tried[kind]}")
    full = sum(told[kind] == tried[kind] > 0 for kind in KINDS)
    print(f"{len(sheets)} sheets, {full} of {len(KINDS)} kinds always told, {noise} findings on untouched drafts")


def _speak(text: str, register: Index, path: Path) -> list[str]:
    path.write_text(text, "utf-8")
    judgement = judge(read(path), RULES, Settings(), register=register, day=DAY)
    return [finding.rule.id for finding in judgement.standing]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/reference"))

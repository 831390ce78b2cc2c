"""Every example of docs/calcul.md counts as the page says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from dossier.french.lists import both
from dossier.french.sentences import in_french
from dossier.programme.choices import told_together, variantes
from dossier.programme.reader import read_source
from dossier.programme.source import scan
from dossier.programme.sums import credits, members
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "calcul.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```xml\n(.*?)```\n\nTotaux : (.*?)\.\n", PAGE, re.DOTALL)
_ROUTES = {"statut-etudiant": "oui", "apprentissage": "oui", "continue": "oui", "contrat-professionnalisation": "non"}
_PROGRAMME = (
    '<programme xmlns="urn:dossier-certification:programme:1" code="X" version="1" etat="brouillon">'
    '<identite><intitule>Essai</intitule><diplome type="autre"/></identite>'
    "<certificateur><nom-legal>Essai</nom-legal></certificateur><acces>{}</acces>"
    "<enseignements>{}</enseignements></programme>"
)


def totals(maquette: str) -> str:
    """What the tool counts, in the words of the page."""
    routes = "".join(f'<voie type="{route}" ouverte="{opened}"/>' for route, opened in _ROUTES.items())
    titled = re.sub(r'<unite code="(\w+)"([^>]*?)(/?)>', _titled, maquette)
    programme = read_source(scan(Path("x.xml"), _PROGRAMME.format(routes, titled).encode())).programme
    found = told_together((variante, variante.totaux) for variante in variantes(programme))
    return " ; ".join(f"{name} {_told(bits)}".strip() for name, bits in found)


def _titled(unite: re.Match[str]) -> str:
    code, rest, empty = unite.groups()
    return f'<unite code="{code}"{rest}><intitule>{code}</intitule>{"</unite>" if empty else ""}'


def _told(bits: int) -> str:
    found: list[Decimal] = [credits(total) for total in members(bits)]
    return both(map(in_french, found), "ou") or "aucun"


@pytest.mark.parametrize(("maquette", "told"), EXAMPLES)
def test_the_page_counts_as_the_tool_does(maquette: str, told: str) -> None:
    assert totals(maquette) == told


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) == PAGE.count("```xml") >= 15

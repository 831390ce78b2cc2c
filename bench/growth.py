"""How judging grows with the programme: 10 to 1,000 units under nested choices, which nobody may enumerate."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.clock import cpu_of_call
from dossier.programme.reader import ReadProgramme, read
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings

SIZES = (10, 30, 100, 300, 1000)
GOAL = 1.3
"""Times what n log n would cost, from the size before."""

_UNITE = """<unite code="U{n:04}" type="UE" ects="{ects}"><intitule>Unité d’étude numéro {n}</intitule>
<heures nature="CM" modalite="PRES" nombre="24"/><heures nature="TD" nombre="26"/></unite>"""
_BLOC = """<bloc code="B{n:03}"><intitule>Conduire l’activité numéro {n} du métier</intitule>{competences}</bloc>"""
_COMPETENCE = """<competence code="B{bloc:03}-C{n}">Organiser la tâche {n} de l’activité {bloc} selon les consignes reçues,
afin de tenir le délai numéro {total}.</competence>"""
_PROGRAMME = """<?xml version="1.0" encoding="UTF-8"?>
<programme xmlns="urn:dossier-certification:programme:1" code="BANC" version="1" etat="brouillon" profil="lp-2019">
<identite><intitule>Banc d’essai</intitule><diplome type="licence-professionnelle" ects="60" ects-entree="120"/></identite>
<certificateur><nom-legal>Banc</nom-legal></certificateur>
<blocs>{blocs}</blocs>
<enseignements>{choix}</enseignements>
<couverture statut="proposee">{couverture}</couverture>
</programme>"""


def programme(units: int) -> str:
    """A programme of so many units: choices of ten options, every other one nested in the one before."""
    competences = max(units // 2, 6)
    blocs = "".join(
        _BLOC.format(
            n=bloc,
            competences="".join(
                _COMPETENCE.format(bloc=bloc, n=n, total=6 * bloc + n) for n in range(min(6, competences - 6 * bloc))
            ),
        )
        for bloc in range(-(-competences // 6))
    )
    couverture = "".join(
        f'<unite ref="U{n:04}"><competence ref="B{n % competences // 6:03}-C{n % competences % 6}"/></unite>'
        for n in range(units)
    )
    return _PROGRAMME.format(blocs=blocs, choix="".join(_choices(units)), couverture=couverture)


def _choices(units: int) -> Iterator[str]:
    for start in range(0, units, 20):
        inner = "".join(_UNITE.format(n=n, ects=2 + n % 4) for n in range(start + 10, min(start + 20, units)))
        outer = "".join(_UNITE.format(n=n, ects=2 + n % 5) for n in range(start, min(start + 10, units)))
        nested = f'<choix min="1" max="3">{inner}</choix>' if inner else ""
        yield f'<choix min="1" max="2">{outer}{nested}</choix>'


def main() -> None:
    """CPU of judging, size by size, over what n log n makes of the size before."""
    before: tuple[int, float] | None = None
    for units in SIZES:
        spent = cpu_of_call(lambda source=_read(units): judge(source, catalogue(), Settings()))
        line = f"judging {units:5} units: {spent * 1000:7.1f} ms"
        if before:
            smaller, cost = before
            fair = cost * units * math.log(units) / (smaller * math.log(smaller))
            ratio = spent / fair
            line += f"   × {ratio:4.2f} of n log n{'  ok' if ratio <= GOAL else '  MISSED'} (goal {GOAL})"
        print(line)
        before = units, spent


def _read(units: int) -> ReadProgramme:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "banc.xml"
        path.write_text(programme(units), "utf-8")
        return read(path)


if __name__ == "__main__":
    main()

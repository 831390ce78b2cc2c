"""A complete programme of any size: the complete example, its blocs, units and coverage multiplied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

_FRAME = Path(__file__).parents[1] / "sources" / "exemple-complet.xml"

_ACTIVITE = """<activite code="A{bloc:03}"><intitule>Conduire l’activité numéro {bloc} du métier</intitule>
<description><p>L’activité {bloc} réunit les informations nécessaires aux décisions : usages, relevés, désordres,
consommations et gisements d’économie.</p></description>
<contexte><p>Visites sur place, souvent dans des lieux occupés, puis exploitation des relevés au bureau.</p></contexte>
<activite code="A{bloc:03}-T1">
<intitule>Préparer et tenir la tâche principale de l’activité {bloc}</intitule></activite>
</activite>"""
_BLOC = """<bloc code="B{bloc:03}" activite="A{bloc:03}">
<intitule>Conduire l’activité numéro {bloc} du métier</intitule>
<description><p>De la préparation de l’activité {bloc} à son bilan.</p></description>{competences}
<validation><p>Le bloc est validé lorsque son épreuve obtient au moins 10 sur 20 ; il se valide isolément.</p>
</validation>
{unites}<evaluation code="B{bloc:03}-E1" nature="mise-en-situation" regime="terminal" ponderation="100"
forme="individuelle" lieu="entreprise" duree="3h"><intitule>Mise en situation de l’activité {bloc}</intitule>
<description><p>La personne candidate conduit l’activité sur un site réel et remet son compte rendu le jour même.</p>
</description>{evaluees}{criteres}</evaluation></bloc>"""
_COMPETENCE = """<competence code="{code}" activite="A{bloc:03}-T1">Organiser la tâche {n} de l’activité {bloc} selon
les consignes reçues, afin de tenir le délai numéro {total}.</competence>"""
_CRITERE = """<critere competence="{code}"><intitule>La tâche attendue est organisée et tracée</intitule>
<indicateur>Chaque étape de {code} est datée et porte le nom d’un responsable.</indicateur>
<indicateur>L’écart avec le délai annoncé reste inférieur à 5 % ou il est expliqué.</indicateur></critere>"""
_UNITE = """<unite code="U{n:04}" type="UE" ects="{ects}" heures="{heures}">
<intitule>Unité d’étude numéro {n} et ses applications au métier</intitule><responsable>Alix Spécimen</responsable>
<objectifs><p>Tenir la place de l’unité {n} dans le parcours et mobiliser ses apports en situation.</p></objectifs>
<contenu><p>Notions de base, méthodes et outils, études de cas, exercices corrigés et mise en pratique encadrée.</p>
</contenu><heures nature="CM" nombre="24" modalite="PRES" intervenant="academique"/>
<heures nature="TD" nombre="26" modalite="PRES" intervenant="professionnel"/>
<heures nature="evaluation" nombre="2" modalite="PRES"/>
<heures nature="travail-personnel" nombre="{seul}"/><modalite>PRES</modalite><langue>fr</langue>
<evaluation code="U{n:04}-E1" nature="dossier" regime="terminal" ponderation="100" forme="individuelle" lieu="centre"
duree="30min"><intitule>Dossier de l’unité {n}</intitule>
<description><p>Livrable : une note de synthèse et son tableau de suivi, discutés pendant trente minutes.</p>
</description>{evaluees}{criteres}</evaluation></unite>"""
_COUVERTE = '<competence ref="{code}" apport="enseignee pratiquee evaluee"/>'


def programme(units: int) -> str:
    """From ten units: choices of ten options, every other one nested in the one before; six competences to a bloc.

    The rules find no error in it; one competence for two units.
    """
    frame = _FRAME.read_text("utf-8").replace("TFP00001A", "BANC", 1)
    frame = frame.replace('"UASTG1"', '"U0000"').replace('"UAPRJ1"', '"U0001"')
    choices = list(_choices(units))
    middle = -(-len(choices) // 2)
    halves = choices[:middle], choices[middle:]
    for name, inside in (
        ("activites", "".join(_ACTIVITE.format(bloc=bloc) for bloc in range(_blocs(units)))),
        ("blocs", "".join(_bloc(bloc, units) for bloc in range(_blocs(units)))),
        ("enseignements", "".join(_periode(n, half) for n, half in enumerate(halves, 1) if half)),
        ("couverture", "".join(f'<unite ref="U{n:04}">{_each(_COUVERTE, n, units)}</unite>' for n in range(units))),
    ):
        pattern = re.compile(f"(<{name}[ >][^\n]*\n).*(</{name}>)", re.DOTALL)
        frame = pattern.sub(partial(_filled, inside), frame)
    return frame


def _filled(inside: str, found: re.Match[str]) -> str:
    return found[1] + inside + found[2]


def _competences(units: int) -> int:
    return max(units // 2, 10)


def _blocs(units: int) -> int:
    return -(-_competences(units) // 6)


def _code(competence: int) -> str:
    return f"B{competence // 6:03}-C{competence % 6}"


def _each(template: str, n: int, units: int) -> str:
    """What is said of each competence that unit ``n`` covers."""
    total = _competences(units)
    return "".join(template.format(code=_code(competence % total)) for competence in (n, n + 1, 7 * n + 3)[: 2 + n % 2])


def _bloc(bloc: int, units: int) -> str:
    ranks = range(6 * bloc, min(6 * bloc + 6, _competences(units)))
    return _BLOC.format(
        bloc=bloc,
        competences="".join(
            _COMPETENCE.format(code=_code(rank), bloc=bloc, n=rank % 6, total=rank + bloc) for rank in ranks
        ),
        unites="".join(f'<unite ref="U{n:04}"/>' for n in range(units) if n % _competences(units) in ranks),
        evaluees="".join(f'<competence ref="{_code(rank)}"/>' for rank in ranks),
        criteres="".join(_CRITERE.format(code=_code(rank)) for rank in ranks),
    )


def _periode(n: int, choices: list[str]) -> str:
    return f'<periode type="semestre" n="{n}" ects="30"><intitule>Semestre {n}</intitule>{"".join(choices)}</periode>'


def _choices(units: int) -> Iterator[str]:
    starts = range(0, units, 20)
    least = -(-5 // len(starts))  # a year has five units at least, and the few units of a small programme weigh more
    weight = 2 + 60 // units
    for start in starts:
        inner = "".join(_unite(n, weight + n % 4, units) for n in range(start + 10, min(start + 20, units)))
        outer = "".join(_unite(n, weight + n % 5, units) for n in range(start, min(start + 10, units)))
        nested = f'<choix min="1" max="3">{inner}</choix>' if inner else ""
        surplus = f' ects-min="{least * weight}"' if least > 1 else ""  # where other choices cannot make up for one
        yield f'<choix min="{least}" max="{2 * least}"{surplus}>{outer}{nested}</choix>'


def _unite(n: int, ects: int, units: int) -> str:
    return _UNITE.format(
        n=n,
        ects=ects,
        heures=27 * ects,
        seul=27 * ects - 52,
        evaluees=_each('<competence ref="{code}"/>', n, units),
        criteres=_each(_CRITERE, n, units),
    )

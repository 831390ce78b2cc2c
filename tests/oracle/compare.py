"""The tool and the oracle on one programme: what they disagree on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from dossier.programme.choices import Variante, variantes
from dossier.programme.maquette import parcourir, renvois_circulaires
from dossier.programme.model import Programme
from dossier.programme.reader import read_source
from dossier.programme.situations import credits_in_situation
from dossier.programme.source import scan
from dossier.programme.sums import credits, members
from dossier.rules.catalogue import Rule, select
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings
from tests.oracle.enumeration import ALONE, TAUGHT, Chosen, Oracle, TooMany, tag
from tests.oracle.generator import Drawn

JUDGED = ("ECT-002", "ECT-003", "COV-003", "PRO-001", "PRO-002", "HRS-004")


class Comparison(NamedTuple):
    """Selections enumerated (None: programme left out), and the disagreements, each with what it is about."""

    selections: int | None
    disagreements: list[tuple[str, str]]


def rules() -> tuple[Rule, ...]:
    return tuple(select(catalogue(), JUDGED))


def compare(seed: int, judged: tuple[Rule, ...]) -> Comparison:
    """Programmes in which a unit holds itself, or with too many selections, are left out."""
    xml = _reachable(Drawn(seed).xml, seed)
    read = read_source(scan(Path(f"{seed}.xml"), xml.encode()))
    if any(True for _ in renvois_circulaires(read.programme.unites)):
        return Comparison(None, [])
    root = ElementTree.fromstring(xml)
    seen, expected = 0, set[str]()
    problems: list[tuple[str, str]] = []
    for public in _publics(root):
        variante = next(v for v in variantes(read.programme) if public in {tuple(each) for each in v.publics})
        oracle = Oracle(root, *public)
        told = _Told(oracle, root)
        if told.too_many:
            return Comparison(None, [])
        seen += oracle.visited
        expected |= told.rules()
        problems += _values(read.programme, variante, told)
    judgement = judge(read, judged, Settings())
    found = {finding.rule.id for finding in judgement.findings}
    failed = {outcome.rule.id for outcome in judgement.outcomes if outcome.trace}
    problems += [(rule, "wrong" if rule in found else "missed") for rule in sorted(found ^ expected)]
    problems += [(rule, "crashed") for rule in sorted(failed)]
    return Comparison(seen, problems)


def _reachable(xml: str, seed: int) -> str:
    """Two times out of three, the diploma is worth a total that somebody reaches: else ECT-002 would hardly speak."""
    root = ElementTree.fromstring(xml)
    oracle = Oracle(root, *_publics(root)[0])
    roots = oracle.children(oracle.maquette)
    try:
        totals = sorted({oracle.credits(roots, chosen) for chosen in oracle.selections(roots)})
    except (TooMany, RecursionError):
        return xml
    whole = [total for total in totals if total > 0]
    if not whole or seed % 3 == 0:
        return xml
    return re.sub(r' ects="\d+" ects-entree', f' ects="{float(whole[seed % len(whole)]):g}" ects-entree', xml, count=1)


def _publics(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Declared tracks × open routes; without any, the routes that filters name and nothing closes."""
    tracks = [str(e.get("code")) for e in root.iter() if tag(e) == "parcours"] or [""]
    routes = [str(e.get("type")) for e in root.iter() if tag(e) == "voie" and e.get("ouverte") == "oui"] or [""]
    return [(track, route) for track in tracks for route in routes]


class _Told:
    """What the oracle says for one public."""

    def __init__(self, oracle: Oracle, root: ElementTree.Element) -> None:
        self.oracle, self.root, self.too_many = oracle, root, False
        self.roots = oracle.children(oracle.maquette)
        try:
            self.chosen: list[Chosen] = list(oracle.selections(self.roots))
        except TooMany:
            self.too_many = True
            return
        self.codes = [oracle.taken(self.roots, chosen) for chosen in self.chosen]
        self.totals = {oracle.credits(self.roots, chosen) for chosen in self.chosen}
        self.situations = [oracle.situation(self.roots, chosen) for chosen in self.chosen]
        self.guided = [oracle.hours(codes, lambda h: h.get("nature") not in ALONE) for codes in self.codes]
        self.margins = [4 * self._taught(codes, True) - self._taught(codes, False) for codes in self.codes]

    def _taught(self, codes: set[str], practised: bool) -> Fraction:
        return self.oracle.hours(
            codes,
            lambda h: h.get("nature") in TAUGHT and (not practised or h.get("intervenant") == "professionnel"),
        )

    def sure(self, units: set[str]) -> bool:
        return all(units & codes for codes in self.codes)

    def rules(self) -> set[str]:
        diploma = Fraction(next(e for e in self.root.iter() if tag(e) == "diplome").get("ects", "0"))
        found = set[str]()
        if not self.chosen:
            return found
        if any(unit.get("ects") for unit in self.oracle.definitions.values()):
            if diploma not in self.totals:
                found.add("ECT-003")
            elif len(self.totals) > 1:
                found.add("ECT-002")
            if min(self.situations) * 3 < diploma:
                found.add("PRO-001")
        told = all(any(tag(h) == "heures" for h in unit.iter()) for unit in self._principal())
        placement = any(tag(element) == "stage" for element in self.root.iter())
        if told and placement and self._students() and min(self.guided) < 200:
            found.add("HRS-004")
        if min(self.margins) < 0:
            found.add("PRO-002")
        if any(not self.sure(units) for units in self._covered()):
            found.add("COV-003")
        return found

    def _students(self) -> bool:
        closed = (e for e in self.root.iter() if tag(e) == "voie" and e.get("ouverte") == "non")
        return all(e.get("type") != "statut-etudiant" for e in closed)

    def _principal(self) -> Iterator[ElementTree.Element]:
        waiting = list(self.oracle.maquette)
        while waiting:
            node = waiting.pop()
            if tag(node) == "unite":
                yield node
            else:
                waiting += list(node)

    def _covered(self) -> Iterator[set[str]]:
        for bloc in self.root.iter():
            if tag(bloc) != "bloc" or bloc.get("facultatif") == "oui":
                continue
            for competence in bloc:
                tracks = competence.get("parcours")
                if tag(competence) == "competence" and (not tracks or self.oracle.track in tracks.split()):
                    yield self.covering(str(competence.get("code")))

    def covering(self, code: str) -> set[str]:
        matrix = next(e for e in self.root if tag(e) == "couverture")
        return {str(unit.get("ref")) for unit in matrix for part in unit if part.get("ref") == code}


def _values(programme: Programme, variante: Variante, told: _Told) -> Iterator[tuple[str, str]]:
    ours = {Fraction(credits(total)) for total in members(variante.totaux)}
    if ours != told.totals:
        yield "totals", f"{variante.nom}: {sorted(map(float, ours))} / {sorted(map(float, told.totals))}"
    if not told.chosen:
        return
    least = variante.minimum(credits_in_situation(programme, variante))
    if least != min(told.situations):
        yield "situation", f"{variante.nom}: {least} / {min(told.situations)}"
    for noeud in parcourir(variante.noeuds):
        code = getattr(noeud, "code", None)
        if code in programme.unites and variante.garanti(frozenset((code,))) != told.sure({code}):
            yield "sure", f"{variante.nom}: {code}"

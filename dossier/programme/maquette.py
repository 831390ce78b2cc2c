"""The maquette: periods, groups, choices and units, as the file nests them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from dossier.programme.acces import Reference
from dossier.programme.mapping import Element, attribute, entier, many, mixed, mots, nombre, oui, rich, text, texts
from dossier.programme.places import Texte
from dossier.programme.referentiel import Evaluation
from dossier.programme.textes import Riche
from dossier.programme.titles import Titled


class Heures(Element):
    """Hours of one nature."""

    nature: str = attribute()
    nombre: Decimal = attribute(nombre)
    modalite: str | None = attribute()
    intervenant: str | None = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())


class Contribution(Element):
    """What a resource or a SAÉ weighs in a unit."""

    unite: str = attribute()
    coefficient: Decimal = attribute(nombre)
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())


class Unite(Titled):
    """A teaching or activity unit, with its components if it has any."""

    code: str = attribute()
    type: str = attribute()
    ects: Decimal | None = attribute(nombre)
    heures_annoncees: Decimal | None = attribute(nombre, name="heures")
    coefficient: Decimal | None = attribute(nombre)
    note_minimale: Decimal | None = attribute(nombre)
    situation_professionnelle: bool | None = attribute(oui)
    porteur: str | None = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    intitules: tuple[Texte, ...] = texts("intitule")
    responsables: tuple[Texte, ...] = texts("responsable")
    objectifs: Riche | None = rich()
    contenu: Riche | None = rich()
    heures: tuple[Heures, ...] = many("heures", Heures)
    modalites: tuple[Texte, ...] = texts("modalite")
    langues: tuple[Texte, ...] = texts("langue")
    prerequis: tuple[Reference, ...] = many("prerequis-unite", Reference)
    contributions: tuple[Contribution, ...] = many("contribution", Contribution)
    evaluations: tuple[Evaluation, ...] = many("evaluation", Evaluation)
    enfants: tuple[Noeud, ...] = mixed(lambda: _kinds("unite", "choix", "renvoi"), "unite", "choix", "renvoi")

    @property
    def codes(self) -> frozenset[str]:
        """Its code and those of its components, those to choose from included."""
        inside = (noeud.code for noeud in parcourir(self.enfants) if isinstance(noeud, Unite))
        return frozenset((self.code, *inside))

    @property
    def en_situation(self) -> bool:
        """Is it a work situation? As declared, else by its type (an activity unit or a SAÉ is one)."""
        declared = self.situation_professionnelle
        return self.type in ("UA", "SAE") if declared is None else declared


class Renvoi(Element):
    """A unit defined elsewhere in the file, counted once."""

    unite: str = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())


class Groupe(Element):
    """Units taken together."""

    code: str | None = attribute()
    ects: Decimal | None = attribute(nombre)
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    intitule: Texte | None = text()
    enfants: tuple[Noeud, ...] = mixed(lambda: _kinds(*NOEUDS), "periode", "groupe", "choix", "unite", "renvoi")


class Periode(Element):
    """A year or a semester."""

    type: str = attribute()
    n: int = attribute(entier)
    ects: Decimal | None = attribute(nombre)
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    intitule: Texte | None = text()
    enfants: tuple[Noeud, ...] = mixed(lambda: _kinds(*NOEUDS), "periode", "groupe", "choix", "unite", "renvoi")


class Choix(Element):
    """Options of which some are taken: bounds on their number, on their credits, or both."""

    code: str | None = attribute()
    ects: Decimal | None = attribute(nombre)
    min_declare: int | None = attribute(entier, name="min")
    max_declare: int | None = attribute(entier, name="max")
    ects_min: Decimal | None = attribute(nombre)
    ects_max: Decimal | None = attribute(nombre)
    surplus: str | None = attribute()
    parcours: tuple[str, ...] = attribute(mots, default=())
    voies: tuple[str, ...] = attribute(mots, default=())
    intitule: Texte | None = text()
    consigne: Texte | None = text()
    enfants: tuple[Noeud, ...] = mixed(lambda: _kinds(*NOEUDS), "periode", "groupe", "choix", "unite", "renvoi")

    @property
    def par_credits(self) -> bool:
        """Are the options counted by credits? Then the bounds on their number default to none."""
        return self.ects_min is not None or self.ects_max is not None

    @property
    def min(self) -> int:
        """The least number of options to take."""
        return self.min_declare if self.min_declare is not None else 0 if self.par_credits else 1

    @property
    def max(self) -> int:
        """The greatest number of options to take."""
        if self.max_declare is not None:
            return self.max_declare
        return len(self.enfants) if self.par_credits else max(1, self.min)


Noeud = Periode | Groupe | Choix | Unite | Renvoi

NOEUDS: dict[str, type] = {"periode": Periode, "groupe": Groupe, "choix": Choix, "unite": Unite, "renvoi": Renvoi}


def _kinds(*tags: str) -> dict[str, type]:
    return {tag: NOEUDS[tag] for tag in tags}


class Enseignements(Element):
    """The whole maquette; ``ects`` and ``heures`` are announced totals, to compare and never to use."""

    ects: Decimal | None = attribute(nombre)
    heures: Decimal | None = attribute(nombre)
    enfants: tuple[Noeud, ...] = mixed(lambda: _kinds(*NOEUDS), "periode", "groupe", "choix", "unite", "renvoi")

    @property
    def noeuds(self) -> Iterator[Noeud]:
        """Every node of the maquette, in the order of the file."""
        return parcourir(self.enfants)

    @property
    def unites(self) -> Iterator[Unite]:
        """Every unit defined, components included, in the order of the file."""
        return (noeud for noeud in self.noeuds if isinstance(noeud, Unite))

    @property
    def unites_principales(self) -> Iterator[Unite]:
        """The units that are not components of another, in the order of the file."""
        return _principales(self.enfants)


def parcourir(noeuds: tuple[Noeud, ...]) -> Iterator[Noeud]:
    """The nodes and all that they hold, depth first."""
    for noeud in noeuds:
        yield noeud
        if not isinstance(noeud, Renvoi):
            yield from parcourir(noeud.enfants)


def renvois_circulaires(unites: Mapping[str, Unite]) -> Iterator[tuple[Unite, Renvoi]]:
    """The references by which a unit holds itself, each with the unit; a maquette that has any cannot be counted."""
    inside = {code: tuple(parcourir(unite.enfants)) for code, unite in unites.items()}
    if not any(isinstance(noeud, Renvoi) for noeuds in inside.values() for noeud in noeuds):
        return
    for code, noeuds in inside.items():
        for noeud in noeuds:
            if isinstance(noeud, Renvoi) and code in _held(noeud.unite, inside):
                yield unites[code], noeud


def _held(code: str, inside: Mapping[str, tuple[Noeud, ...]]) -> set[str]:
    """The codes of a unit and of all that it holds, through references too."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += (noeud.unite for noeud in inside.get(current, ()) if isinstance(noeud, Renvoi))
            waiting += (noeud.code for noeud in inside.get(current, ()) if isinstance(noeud, Unite))
    return found


def _principales(noeuds: tuple[Noeud, ...]) -> Iterator[Unite]:
    for noeud in noeuds:
        if isinstance(noeud, Unite):
            yield noeud
        elif not isinstance(noeud, Renvoi):
            yield from _principales(noeud.enfants)

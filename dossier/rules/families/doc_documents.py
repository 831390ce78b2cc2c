"""Documents produced: what they must not carry out of the institution."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.places import Place, Texte
from dossier.programme.textes import Riche
from dossier.rules.catalogue import AVERTISSEMENT, Hit, Source, rule
from dossier.rules.personal import UNEXPECTED, unexpected_data
from dossier.rules.texts import VADEMECUM

EXPECTED = ("contact", "referent-handicap")
"""Where the file itself asks whom to write to or to call."""


@rule(
    UNEXPECTED,
    title="Aucune donnée personnelle inutile n’est publiée",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 57 (RGPD)"),
    why="Le dossier est lu, transmis et archivé : le portable d’un enseignant, une date de naissance ou un numéro de "
    "sécurité sociale n’ont rien à y faire. Les coordonnées utiles ont leur place, <contact> et <referent-handicap>.",
    message="Ce texte contient {quoi} : « {extrait} ».",
    hint="Retirez-le, ou donnez l’adresse ou le numéro d’un service.",
    kind="heur",
    item="donnees-personnelles",
)
def no_useless_personal_data(programme: Programme) -> Iterator[Hit]:
    """Mobile numbers, addresses of persons, dates of birth, national numbers; what learners leave is INS-009's."""
    for node, text in programme.textes:
        if not _expected(node.place):
            yield from (Hit(node, quoi=each.what, extrait=each.extract) for each in unexpected_data(text))


def _expected(place: Place | None) -> bool:
    while place is not None:
        if place.tag in EXPECTED:
            return True
        place = place.parent
    return False


@rule(
    "DOC-013",
    title="L’annexe descriptive au diplôme se lit en deux langues",
    severity=AVERTISSEMENT,
    source=Source("CTI, Références et orientations", "annexe 3", "V2"),
    why="L’annexe descriptive (supplément au diplôme) sert à l’étranger : elle s’écrit en français et dans une autre "
    "langue, l’anglais de préférence. Les textes anglais viennent de la description ; l’outil n’en traduit aucun.",
    message="Il manque l’anglais de {n:texte} de l’annexe descriptive au diplôme : {textes}.",
    hint='Ajoutez le même élément avec xml:lang="en" après le français : <intitule xml:lang="en">…</intitule>.',
    when=("de-droit",),
    item="supplement",
)
def the_supplement_is_bilingual(programme: Programme) -> Iterator[Hit]:
    """One finding for all the texts; a text that is not there in French either is for other rules to ask for."""
    missing = [name for name, texts in _supplement(programme) if {text.langue for text in texts} == {"fr"}]
    if missing:
        yield Hit(programme.identite, n=len(missing), textes=missing)


def _supplement(programme: Programme) -> Iterator[tuple[str, tuple[Texte, ...] | tuple[Riche, ...]]]:
    """What the supplement prints in words of the programme."""
    presentation = programme.presentation
    yield "intitulé du programme", programme.identite.intitules
    yield "prérequis", programme.acces.prerequis_par_langue
    yield "objectifs", presentation.objectifs
    yield "contenus", presentation.contenus
    yield "poursuite d’études", presentation.poursuite_etudes
    yield "débouchés", presentation.debouches
    yield from ((f"intitulé de {unite.code}", unite.intitules) for unite in programme.unites.values())

"""The juries: whom they serve, who sits, by which rules."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import Content, Fact, fact_table, prose, table
from dossier.document.gaps import asked, unfilled
from dossier.document.publics import routes
from dossier.document.tree import Block, Section
from dossier.french.lists import both
from dossier.french.numbers import ranked
from dossier.french.sentences import capital, in_french
from dossier.programme.model import Programme
from dossier.programme.organisation import Jury, Membre
from dossier.programme.vocabulary import JURYS, QUALITES


def section_jurys(programme: Programme) -> Section:
    """A subsection per jury."""
    jurys = programme.jurys.jurys
    if not jurys:
        return Section("Jurys", (unfilled(programme, "jurys"),))
    sections = (_jury(programme, jury, ranked("Jury", rank, len(jurys))) for rank, jury in enumerate(jurys, start=1))
    return Section("Jurys", tuple(_unserved(programme)), tuple(sections))


def _unserved(programme: Programme) -> Iterator[Block]:
    """The open routes that no jury serves."""
    jurys = programme.jurys.jurys
    if any(not jury.voies and jury.role != "unites" for jury in jurys):
        return
    served = {voie for jury in jurys for voie in jury.voies}
    left = routes(voie.type for voie in programme.acces.voies if voie.ouverte and voie.type not in served)
    missing = asked(programme, "jurys", what=f"jury pour {left}")
    if left and missing:
        yield missing


def _jury(programme: Programme, jury: Jury, name: str) -> Section:
    """``name`` tells it from others."""
    known: tuple[Fact, ...] = (
        ("Voies d’accès", capital(_served(programme, jury)) or "Non précisées"),
        ("Unités", both(reference.ref for reference in jury.unites)),
        ("Composition", prose(jury.composition)),
        ("Membres", None if jury.composition or jury.membres else asked(programme, "composition", name.lower())),
        *(
            (ranked("Règle", number, len(jury.regles)), prose(regle))
            for number, regle in enumerate(jury.regles, start=1)
        ),
    )
    return Section(_title(programme, jury), (*fact_table(known), *_members(jury)))


def _title(programme: Programme, jury: Jury) -> str:
    """« Jury d’unités : UA1 et UA2 », « Jury de certification pour la VAE »."""
    role, units = JURYS.get(jury.role or "", "Jury"), both(reference.ref for reference in jury.unites)
    served = _served(programme, jury)
    return f"{role} : {units}" if units else f"{role} pour {served}" if served else role


def whom(programme: Programme, jury: Jury) -> str:
    """The routes that a jury serves, or that they are not said."""
    return capital(_served(programme, jury)) or "Voies d’accès non précisées"


def _served(programme: Programme, jury: Jury) -> str:
    """Its own routes, or the open ones that no other jury names; nothing when no route is open."""
    if jury.voies:
        return routes(jury.voies)
    named = {voie for other in programme.jurys.jurys for voie in other.voies}
    opened = programme.acces.voies_ouvertes
    rest = routes(voie for voie in opened if voie not in named)
    return rest or ("toutes les voies ouvertes" if opened else "")


def _members(jury: Jury) -> Iterator[Block]:
    if jury.membres:
        yield table(
            "",
            (5, 3, 3, 3, 8),
            ("Qualité", "Nombre", "Extérieur", "Préside", "Précisions"),
            map(_member, jury.membres),
        )


def _member(membre: Membre) -> tuple[Content | None, ...]:
    return (
        QUALITES.get(membre.qualite, membre.qualite),
        _number(membre.min, membre.max),
        None if membre.exterieur is None else in_french(membre.exterieur),
        None if membre.president is None else in_french(membre.president),
        membre.texte,
    )


def _number(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return in_french(least) if least == most else f"{least} à {most}"
    if least is not None:
        return f"{least} au moins"
    return f"{most} au plus" if most is not None else ""

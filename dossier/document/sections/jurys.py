"""The juries: whom they serve, who sits, by which rules."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.publics import route
from dossier.document.sections.missing import asked, unfilled
from dossier.document.sections.nodes import Content, Fact, fact_table, prose, table
from dossier.document.tree import Block, Section
from dossier.document.wording import both, capital
from dossier.programme.model import Programme
from dossier.programme.organisation import Jury, Membre
from dossier.programme.vocabulary import JURYS, QUALITES, VOIES
from dossier.rules.wording import in_french


def section_jurys(programme: Programme) -> Section:
    """A subsection per jury."""
    jurys = programme.jurys.jurys
    if not jurys:
        return Section("Jurys", (unfilled(programme, "jurys"),))
    sections = tuple(_jury(programme, jury, rank) for rank, jury in enumerate(jurys, start=1))
    return Section("Jurys", tuple(_unserved(programme)), sections)


def _unserved(programme: Programme) -> Iterator[Block]:
    """The open routes that no jury serves."""
    jurys = programme.jurys.jurys
    if any(not jury.voies and jury.role != "unites" for jury in jurys):
        return
    served = {voie for jury in jurys for voie in jury.voies}
    left = both(route(voie.type) for voie in programme.acces.voies if voie.ouverte and voie.type not in served)
    missing = asked(programme, "jurys", f"Jury pour {left}")
    if left and missing:
        yield missing


def _jury(programme: Programme, jury: Jury, rank: int) -> Section:
    title = JURYS.get(jury.role or "", "Jury")
    served = whom(programme, jury)
    known: tuple[Fact, ...] = (
        ("Voies d’accès", served),
        ("Unités", both(reference.ref for reference in jury.unites)),
        ("Composition", prose(jury.composition)),
        ("Membres", None if jury.composition or jury.membres else asked(programme, "composition")),
        *((f"Règle {number}", prose(regle)) for number, regle in enumerate(jury.regles, start=1)),
    )
    return Section(f"{title} : {_short(jury, served)}", (*fact_table(f"Jury {rank}", known), *_members(jury, rank)))


def _short(jury: Jury, served: str) -> str:
    return both(reference.ref for reference in jury.unites) or served[:1].lower() + served[1:]


def whom(programme: Programme, jury: Jury) -> str:
    """The routes that a jury serves: its own, or the open ones that no other names."""
    if jury.voies:
        return capital(both(map(route, jury.voies)))
    named = {voie for other in programme.jurys.jurys for voie in other.voies}
    rest = [voie.type for voie in programme.acces.voies if voie.ouverte and voie.type not in named]
    return capital(both(route(voie) for voie in rest if voie in VOIES)) or "Toutes les voies ouvertes"


def _members(jury: Jury, rank: int) -> Iterator[Block]:
    if jury.membres:
        yield table(
            f"Jury {rank} : membres",
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

"""The blocks of competencies at a glance: which units and assessments validate each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.document.blocks import (
    Content,
    bullets,
    cell,
    head,
    labelled,
    note,
    paragraph,
    prose,
    table,
)
from dossier.document.cross_references import BLOCS
from dossier.document.evaluations import conditions, name, of_units, scope, weight
from dossier.document.gaps import asked, unfilled
from dossier.document.maquette_names import among
from dossier.document.spans import span
from dossier.document.tree import Align, Block, Cell, Paragraph, Section, Table
from dossier.french.lists import both
from dossier.french.sentences import in_french
from dossier.programme.credits_des_blocs import HORS_BLOC, PART_INCONNUE, Credits, credits_des_blocs
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, ChoixDeBlocs, Evaluation, NiveauBloc, UniteDuBloc

_OTHERS = {PART_INCONNUE: "Part non précisée", HORS_BLOC: "Hors bloc"}


def section_blocs(programme: Programme) -> Section:
    """A row for each block, then the assessments that several blocks share."""
    blocs = tuple(programme.blocs)
    if not blocs:
        return Section(BLOCS.title, (unfilled(programme, "blocs"),), name=BLOCS.name)
    shared = tuple(_shared(programme))
    return Section(
        BLOCS.title,
        (_overview(programme, blocs), *_choices(programme.blocs.enfants), *shared, *_gaps(programme, blocs)),
        name=BLOCS.name,
    )


def _overview(programme: Programme, blocs: tuple[Bloc, ...]) -> Table:
    """With their credits where blocks name their units; then the credits of no block."""
    credits = credits_des_blocs(programme)
    shown = (
        ("Bloc", 3, True),
        ("Intitulé", 8, True),
        ("Comp.", 2, True),
        ("ECTS", 2, bool(credits)),
        ("Unités du bloc", 13, any(bloc.unites for bloc in blocs)),
        ("Épreuves et poids", 5, any(map(_own(programme), blocs))),
    )
    there = [rank for rank, (_, _, wanted) in enumerate(shown) if wanted]
    rows = [_row(programme, bloc, credits.get(bloc.code)) for bloc in blocs]
    nothing = cell("–")
    rows += [
        (cell(name, header=True), nothing, nothing, _figure(credits[code]), nothing, nothing)
        for code, name in _OTHERS.items()
        if code in credits
    ]
    return Table(
        "",
        tuple(shown[rank][1] for rank in there),
        head(*(shown[rank][0] for rank in there)),
        tuple(tuple(row[rank] for rank in there) for row in rows),
    )


class _own:
    """The assessments of a block that belong to no unit."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.held = of_units(programme)

    def __call__(self, bloc: Bloc) -> list[Evaluation]:
        return [each for each in self.programme.evaluations_du_bloc(bloc) if id(each) not in self.held]


def _row(programme: Programme, bloc: Bloc, credits: Credits | None) -> tuple[Cell, ...]:
    code = (paragraph(bloc.code), *((note(both(bloc.rncp)),) if bloc.rncp and bloc.rncp != (bloc.code,) else ()))
    units = bullets(_unit(programme, unite) for unite in bloc.unites) if bloc.unites else "–"
    own = _own(programme)(bloc)
    tests = tuple(paragraph(_weighed(evaluation)) for evaluation in own) or "–"
    return (
        cell(code, header=True),
        cell(tuple(_what(bloc))),
        cell(in_french(len(bloc.competences)), align=Align.END),
        _figure(credits),
        cell(units),
        cell(tests),
    )


def _what(bloc: Bloc) -> Iterator[Paragraph]:
    """Title, levels, prerequisites, for whom."""
    yield paragraph(bloc.intitule)
    for niveau in bloc.niveaux:
        yield note(_level(niveau))
    if bloc.facultatif:
        yield note("Facultatif, en plus des autres blocs.")
    if bloc.parcours:
        yield note(f"Parcours {both(bloc.parcours)}.")
    if bloc.prerequis_validation:
        yield note(f"Prérequis : {bloc.prerequis_validation.texte}")


def _weighed(evaluation: Evaluation) -> str:
    known = evaluation.code or evaluation.intitule or name(evaluation).text
    return f"{known} ({weight(evaluation)})" if weight(evaluation) else known


def _figure(credits: Credits | None) -> Cell:
    return cell(span(credits.least, credits.most) if credits else "–", align=Align.END)


def _choices(enfants: tuple[Bloc | ChoixDeBlocs, ...]) -> Iterator[Paragraph]:
    """A remark per choice among blocks."""
    for choix in enfants:
        if isinstance(choix, ChoixDeBlocs):
            options = both((bloc.code for bloc in choix.blocs), "ou")
            bounds = among(choix.min, choix.max, len(choix.blocs))
            yield note(f"Blocs au choix{f' ({choix.code})' if choix.code else ''} : {bounds}, {options}.")


def _shared(programme: Programme) -> Iterator[Block]:
    """The assessments that span several blocks."""
    found = [each for each in programme.evaluations.evaluations if each.blocs]
    if found:
        yield labelled("Épreuves communes à plusieurs blocs")
        yield table(
            "",
            (4, 9, 6, 3, 5),
            ("Blocs", "Épreuve", "Conditions", "Poids", "Compétences"),
            map(_spanning, found),
        )


def _spanning(evaluation: Evaluation) -> tuple[Content, ...]:
    spanned = both(each.ref for each in (*evaluation.blocs, *evaluation.unites))
    return spanned, _described(evaluation), conditions(evaluation), weight(evaluation), scope(evaluation.competences)


def _described(evaluation: Evaluation) -> Content:
    return (name(evaluation), *prose(evaluation.description))


def _gaps(programme: Programme, blocs: tuple[Bloc, ...]) -> Iterator[Block]:
    for bloc in blocs:
        holes = {"code-rncp": not bloc.rncp, "unites-du-bloc": not bloc.unites}
        for subject, hole in holes.items():
            missing = asked(programme, subject, f"bloc {bloc.code}") if hole else None
            if missing:
                yield missing


def _level(niveau: NiveauBloc) -> str:
    return f"Niveau {niveau.n} – {niveau.intitule}" if niveau.intitule else f"Niveau {niveau.n}"


def _unit(programme: Programme, validating: UniteDuBloc) -> str:
    """« UAPRJ1 – Projet tutoré (10 crédits, dont 5 pour ce bloc) »."""
    unite = programme.unites.get(validating.ref)
    title = f"{validating.ref} – {unite.intitule}" if unite else validating.ref
    known = ", dont ".join(_credits(unite.ects if unite else None, validating.ects))
    return f"{title} ({known})" if known else title


def _credits(whole: Decimal | None, part: Decimal | None) -> Iterator[str]:
    if whole is not None:
        yield f"{in_french(whole)} ECTS"
    if part is not None:
        yield f"{in_french(part)} pour ce bloc" if whole is not None else f"{in_french(part)} ECTS pour ce bloc"

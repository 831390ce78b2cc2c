"""The blocks of competencies: how each is validated, and by which units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.document.blocks import Content, Fact, bullets, facts, note, prose, table
from dossier.document.cross_references import BLOCS
from dossier.document.evaluations import conditions, name, of_units, scope, weight
from dossier.document.figures.credits import Barre, barres, credits_by_bloc
from dossier.document.maquette_names import among
from dossier.document.missing import asked, unfilled
from dossier.document.tree import Block, Paragraph, Section, Table
from dossier.french.lists import both
from dossier.french.numbers import count, credits
from dossier.french.sentences import in_french
from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, ChoixDeBlocs, Evaluation, NiveauBloc, UniteDuBloc


def section_blocs(programme: Programme) -> Section:
    """All the blocks at a glance, then one by one."""
    blocs = tuple(programme.blocs)
    if not blocs:
        return Section(BLOCS.title, (unfilled(programme, "blocs"),), name=BLOCS.name)
    bars = barres(programme)
    return Section(
        BLOCS.title,
        (_overview(blocs, bars), *_choices(programme.blocs.enfants), *credits_by_bloc(programme, bars)),
        tuple(_bloc(programme, bloc) for bloc in blocs),
        name=BLOCS.name,
    )


def _overview(blocs: tuple[Bloc, ...], bars: dict[str, Barre]) -> Table:
    """A row for each block, with its credits where blocks name their units, then one for the credits of no block."""
    codes = {bloc.code for bloc in blocs}
    rows = [
        (
            bloc.code,
            both(bloc.rncp),
            bloc.intitule,
            in_french(len(bloc.competences)),
            *(bars[bloc.code].total if bloc.code in bars else None,) * bool(bars),
            both(unite.ref for unite in bloc.unites),
        )
        for bloc in blocs
    ]
    rest = [(bar.nom, None, None, None, bar.total, None) for code, bar in bars.items() if code not in codes]
    return table(
        "Vue d’ensemble des blocs",
        (4, 6, 9, 5, 3, 8) if bars else (4, 6, 10, 5, 6),
        ("Bloc", "Code RNCP", "Intitulé", "Compétences", *("ECTS",) * bool(bars), "Unités du bloc"),
        [*rows, *rest],
    )


def _choices(enfants: tuple[Bloc | ChoixDeBlocs, ...]) -> Iterator[Paragraph]:
    """A remark per choice among blocks."""
    for choix in enfants:
        if isinstance(choix, ChoixDeBlocs):
            options = both((bloc.code for bloc in choix.blocs), "ou")
            bounds = among(choix.min, choix.max, len(choix.blocs))
            yield note(f"Blocs au choix{f' ({choix.code})' if choix.code else ''} : {bounds}, {options}.")


def _bloc(programme: Programme, bloc: Bloc) -> Section:
    return Section(f"{bloc.code} – {bloc.intitule}", tuple(_of_bloc(programme, bloc)))


def _of_bloc(programme: Programme, bloc: Bloc) -> Iterator[Block]:
    yield facts(f"Bloc {bloc.code} : validation", _facts(programme, bloc))
    held = of_units(programme)
    own = [evaluation for evaluation in programme.evaluations_du_bloc(bloc) if id(evaluation) not in held]
    if own:
        yield table(
            f"Bloc {bloc.code} : épreuves",
            (7, 6, 3, 5),
            ("Épreuve", "Conditions", "Pondération", "Compétences"),
            ((_name(evaluation), conditions(evaluation), weight(evaluation), scope(evaluation)) for evaluation in own),
        )


def _name(evaluation: Evaluation) -> Content:
    spans = (*evaluation.blocs, *evaluation.unites)
    shared = note(f"Épreuve commune : {both(reference.ref for reference in spans)}")
    return (name(evaluation), shared) if spans else name(evaluation)


def _facts(programme: Programme, bloc: Bloc) -> tuple[Fact, ...]:
    units = [_unit(programme, unite) for unite in bloc.unites]
    return (
        ("Code RNCP", both(bloc.rncp) or asked(programme, "code-rncp")),
        ("Activité", bloc.activite),
        ("Parcours", both(bloc.parcours)),
        ("Facultatif", "oui, en plus des autres blocs" if bloc.facultatif else None),
        ("Niveaux", bullets(map(_level, bloc.niveaux)) if bloc.niveaux else None),
        (
            "Compétences",
            count(len(bloc.competences), "compétence") if bloc.competences else asked(programme, "competences"),
        ),
        ("Règle de validation", prose(bloc.validation) or asked(programme, "validation-du-bloc")),
        ("Prérequis de validation", prose(bloc.prerequis_validation)),
        ("Unités du bloc", bullets(units) if units else asked(programme, "unites-du-bloc")),
        ("Épreuves", None if programme.evaluations_du_bloc(bloc) else asked(programme, "evaluations-du-bloc")),
    )


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
        yield credits(whole)
    if part is not None:
        yield f"{in_french(part)} pour ce bloc" if whole is not None else f"{credits(part)} pour ce bloc"

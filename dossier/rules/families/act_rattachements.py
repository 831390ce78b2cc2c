"""What refers to what: competencies to activities, placements and projects to units, sheets to sheets."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.maquette import Unite, parcourir
from dossier.programme.model import Programme
from dossier.programme.organisation import Projet, Stage
from dossier.programme.referentiel import Activite
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule


@rule(
    "ACT-008",
    title="Une compétence se rattache à l’activité de son bloc",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Le bloc réunit les compétences d’une activité : une compétence rattachée à une autre activité est mal rangée, "
    "ou son renvoi est une faute de frappe.",
    message="La compétence {competence} se rattache à {activite}, hors de l’activité {attendue} du bloc {bloc}.",
    hint="Corrigez activite dans cette <competence>, ou celle du <bloc>.",
    needs=("activites", "blocs"),
)
def competencies_belong_to_the_activity_of_their_block(programme: Programme) -> Iterator[Hit]:
    """Where both say theirs; a task is in its activity."""
    inside = {activite.code: set(_codes(activite)) for activite in _all(programme.activites.activites)}
    for bloc in programme.blocs:
        for competence in bloc.competences if bloc.activite else ():
            if competence.activite and competence.activite not in inside.get(bloc.activite or "", set()):
                yield Hit(
                    competence,
                    attribute="activite",
                    competence=competence.code,
                    activite=competence.activite,
                    attendue=bloc.activite,
                    bloc=bloc.code,
                )


def _all(activites: tuple[Activite, ...]) -> Iterator[Activite]:
    for activite in activites:
        yield activite
        yield from _all(activite.taches)


def _codes(activite: Activite) -> Iterator[str]:
    return (each.code for each in _all((activite,)))


@rule(
    "PRO-016",
    title="Le stage et le projet renvoient à une unité de stage et à une unité de projet",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="L’unité citée donne au stage ou au projet ses crédits et ses heures : un renvoi à un cours les fausse.",
    message={
        "stage": "Le stage renvoie à {unite}, « {intitule} », qui n’est pas une unité de stage.",
        "projet": "Le projet renvoie à {unite}, « {intitule} », qui n’est pas une unité de projet.",
        "meme": "Le projet et le stage renvoient à la même unité, {unite}, « {intitule} ».",
    },
    hint="Corrigez unite, ou dites que cette unité est une mise en situation.",
    needs=("maquette",),
)
def placements_and_projects_name_their_units(programme: Programme) -> Iterator[Hit]:
    """A unit in work situation, or with hours of that kind; one unit for both only where it counts both."""
    professionnalisation = programme.professionnalisation
    placements = {stage.unite for stage in professionnalisation.stages}
    for stage in professionnalisation.stages:
        yield from _misplaced(programme, stage, stage.unite, "stage", {"stage", "entreprise"})
    for projet in professionnalisation.projets:
        unite = programme.unites.get(projet.unite)
        if unite and projet.unite in placements and "projet" not in _natures(unite):
            yield Hit(projet, "meme", attribute="unite", unite=unite.code, intitule=str(unite.intitule))
        else:
            yield from _misplaced(programme, projet, projet.unite, "projet", {"projet"})


def _misplaced(
    programme: Programme, node: Stage | Projet, code: str | None, variant: str, natures: set[str]
) -> Iterator[Hit]:
    unite = programme.unites.get(code or "")
    if unite and not unite.en_situation and _natures(unite) and not _natures(unite) & natures:
        yield Hit(node, variant, attribute="unite", unite=unite.code, intitule=str(unite.intitule))


def _natures(unite: Unite) -> set[str]:
    """The kinds of hours of a unit and of its components."""
    held = (child for child in parcourir((unite,)) if isinstance(child, Unite))
    return {heures.nature for each in held for heures in each.heures}


@rule(
    "PAS-008",
    title="Une fiche ne correspond pas avec elle-même",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une correspondance lie la certification à une autre : avec sa propre fiche, elle ne dit rien.",
    message="La correspondance cite {fiche}, la fiche du programme lui-même.",
    hint="Citez la fiche de l’autre certification, ou supprimez la <correspondance>.",
    when=("correspondances",),
)
def no_sheet_matches_itself(programme: Programme) -> Iterator[Hit]:
    """By the number of the sheet."""
    own = {each.fiche for each in programme.enregistrements if each.fiche}
    for correspondance in programme.passerelles.correspondances:
        if correspondance.fiche in own:
            yield Hit(correspondance, attribute="fiche", fiche=correspondance.fiche)

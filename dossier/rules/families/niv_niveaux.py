"""Levels of qualification."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR, Hit, Source, rule
from dossier.rules.runner import Context


@rule(
    "NIV-001",
    title="Le niveau de qualification est celui du diplôme",
    severity=ERREUR,
    source=Source("décret n° 2019-14 du 8 janvier 2019", "Vademecum RNCP de janvier 2023, §2.1.3", "V", "2019-01-08"),
    why="Le cadre national compte les niveaux 2 à 8 ; une licence professionnelle est de niveau 6, un master de 7.",
    message={
        "absent": "Le niveau de qualification n’est pas renseigné.",
        "autre": "Le diplôme est déclaré de niveau {niveau} ; le profil {profil} est de niveau {attendu}.",
    },
    hint={"absent": 'Ajoutez niveau="…" (de 2 à 8) à <diplome>.', "autre": 'Écrivez niveau="{attendu}".'},
)
def the_level_is_that_of_the_diploma(programme: Programme, context: Context) -> Iterator[Hit]:
    """The schema holds the bounds; the profile fixes the level of some diplomas."""
    diplome = programme.identite.diplome
    profile = context.profile
    if diplome.niveau is None:
        yield Hit(diplome, "absent", missing=True)
    elif profile and profile.level and diplome.niveau != profile.level:
        yield Hit(
            diplome,
            "autre",
            attribute="niveau",
            niveau=diplome.niveau,
            attendu=profile.level,
            profil=profile.name,
        )


@rule(
    "NIV-002",
    title="Le niveau européen est indiqué et égal au niveau national",
    severity=ERREUR,
    source=Source("Vademecum RNCP de janvier 2023", "p. 39", "V", "2023-01"),
    why="Le niveau du cadre européen (CEC) est une mention obligatoire du parchemin.",
    message={
        "absent": "Le niveau du cadre européen (CEC) n’est pas indiqué.",
        "autre": "Le niveau du cadre européen ({cec}) diffère du niveau national ({niveau}).",
    },
    hint={"absent": 'Ajoutez cec="{niveau}" à <diplome>.', "autre": 'Écrivez cec="{niveau}".'},
)
def the_european_level_is_the_national_one(programme: Programme) -> Iterator[Hit]:
    """Nothing to compare without a national level: NIV-001 says it."""
    diplome = programme.identite.diplome
    if diplome.niveau is None:
        return
    if diplome.cec is None:
        yield Hit(diplome, "absent", missing=True, niveau=diplome.niveau)
    elif diplome.cec != diplome.niveau:
        yield Hit(diplome, "autre", attribute="cec", cec=diplome.cec, niveau=diplome.niveau)

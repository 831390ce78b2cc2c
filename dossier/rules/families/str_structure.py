"""Structure: is the file what the schema expects, and are the three frameworks there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.programme.errors import SchemaError
from dossier.programme.model import Programme
from dossier.rules.catalogue import CONVENTION, ERREUR, Hit, Source, rule


@rule(
    "STR-001",
    title="Le fichier respecte le schéma",
    severity=ERREUR,
    source=CONVENTION,
    why="Tout ce que produit l’outil vient de ce fichier : un élément mal placé serait perdu sans bruit.",
    message="{erreur}",
    hint="{conseil}",
)
def the_file_obeys_the_schema(errors: Sequence[SchemaError]) -> Iterator[Hit]:
    """Everything the schema refuses, codes and references apart."""
    return _told(error for error in errors if error.kind not in ("duplicate", "dangling"))


@rule(
    "STR-002",
    title="Chaque code désigne une seule chose",
    severity=ERREUR,
    source=CONVENTION,
    why="Les autres parties du fichier se servent des codes : un code donné deux fois rend les renvois ambigus.",
    message="{erreur}",
    hint="{conseil}",
)
def each_code_is_given_once(errors: Sequence[SchemaError]) -> Iterator[Hit]:
    """Definitions that bear a code already taken."""
    return _told(error for error in errors if error.kind == "duplicate")


@rule(
    "STR-003",
    title="Chaque renvoi désigne quelque chose",
    severity=ERREUR,
    source=CONVENTION,
    why="Un renvoi vers un code absent laisse un trou dans la matrice, la maquette ou le référentiel.",
    message="{erreur}",
    hint="{conseil}",
)
def each_reference_leads_somewhere(errors: Sequence[SchemaError]) -> Iterator[Hit]:
    """References to nothing, or to something of another kind."""
    return _told(error for error in errors if error.kind == "dangling")


def _told(errors: Iterator[SchemaError]) -> Iterator[Hit]:
    return (Hit(error, erreur=error.message, conseil=error.hint) for error in errors)


@rule(
    "STR-006",
    title="Les trois référentiels sont là",
    severity=ERREUR,
    source=Source("code du travail", "L6113-1 ; Vademecum RNCP de janvier 2023, p. 9-10", "V"),
    why="La certification repose sur trois référentiels (activités, compétences, évaluation) ; leur présence est "
    "contrôlée aussi pour un enregistrement de droit.",
    message="Le référentiel {referentiel} est vide.",
    hint="Renseignez {element}.",
)
def the_three_frameworks_are_there(programme: Programme) -> Iterator[Hit]:
    """An empty framework is reported here once; the rules on its content then wait."""
    if not programme.activites.activites:
        yield Hit(programme.activites, missing=True, referentiel="d’activités", element="la partie <activites>")
    if not programme.competences:
        yield Hit(programme.blocs, missing=True, referentiel="de compétences", element="les <competence> des <bloc>")
    if not programme.toutes_evaluations:
        yield Hit(
            programme.blocs,
            missing=True,
            referentiel="d’évaluation",
            element="une <evaluation> au moins par <bloc>, avec ses <critere>",
        )

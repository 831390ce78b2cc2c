"""Competencies: how they are worded, and that none is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.referentiel import Bloc, Competence
from dossier.programme.textes import fold
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, Source, rule

_BEFORE_THE_VERB = re.compile(
    r"""^(?:[-–—•*\s]+ | [A-Z]{0,3}\d+(?:[.\-]\d+)*\s*[:.)\-–]?\s+ )*  # bullet, code
        (?:être\ capable\ (?:de\ |d[’']))?
        (?:ne\ pas\ )?
        (?:se\ |s[’'])?""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Frequent nouns and adjectives that end like an infinitive.
_NOT_VERBS = frozenset(
    (
        "atelier cahier calendrier chantier chapitre clair courrier dernier dossier entier fichier financier foyer "
        "histoire laboratoire loisir léger maire manière matière maître menuisier mer milieu ministère métier mémoire "
        "nature notaire ouvrier panier papier partenaire particulier patrimoine plaisir premier quartier répertoire "
        "savoir-faire secrétaire singulier sommaire soir territoire titulaire trajectoire vocabulaire univers cadre "
        "centre chiffre nombre membre œuvre oeuvre ordre registre théâtre titre offre lettre lecture culture "
        "structure mesure procédure posture autre notre votre entre contre outre avenir désir souvenir pouvoir "
        "devoir espoir couloir"
    ).split()
)


@rule(
    "CMP-001",
    title="Chaque compétence commence par un verbe à l’infinitif",
    severity=AVERTISSEMENT,
    source=Source("Vademecum RNCP de janvier 2023", "p. 25", "V", "2023-01"),
    why="Une compétence dit ce que la personne sait faire : elle s’ouvre sur une action, à l’infinitif.",
    message="La compétence {competence} ne commence pas par un infinitif : « {debut}… ».",
    hint="Reformulez avec un verbe d’action : « Concevoir… », « Analyser… ».",
    needs=("competences",),
    kind="heur",
)
def a_competency_opens_with_an_infinitive(programme: Programme) -> Iterator[Hit]:
    """Judged on the ending of the first word, known nouns apart."""
    for competence in programme.competences.values():
        rest = _BEFORE_THE_VERB.sub("", competence.texte)
        word = _WORD.match(rest)
        if not word or not _looks_like_an_infinitive(word[0].lower()):
            yield Hit(competence, competence=competence.code, debut=" ".join(competence.texte.split()[:4]))


def _looks_like_an_infinitive(word: str) -> bool:
    return word.endswith(("er", "ir", "re", "ïr")) and word not in _NOT_VERBS


@rule(
    "CMP-007",
    title="Une compétence n’est pas écrite deux fois dans un bloc",
    severity=ERREUR,
    source=Source("Cap Métiers, dossier sur les blocs de compétences", status="V2"),
    why="Deux compétences identiques, à la ponctuation près, n’en font qu’une ; l’une des deux est de trop.",
    message="Les compétences {premiere} et {competence} du bloc {bloc} disent la même chose : « {debut}… ».",
    hint="Supprimez l’une des deux, ou dites ce qui les distingue.",
    needs=("competences",),
)
def a_competency_stands_once_in_a_block(programme: Programme) -> Iterator[Hit]:
    """Compared after folding."""
    for bloc in programme.blocs:
        seen: dict[str, Competence] = {}
        for competence in bloc.competences:
            first = seen.setdefault(fold(competence.texte), competence)
            if first is not competence:
                yield Hit(
                    competence,
                    premiere=first.code,
                    competence=competence.code,
                    bloc=bloc.code,
                    debut=competence.debut,
                )


@rule(
    "CMP-009",
    title="Une compétence n’appartient qu’à un bloc",
    severity=ERREUR,
    source=Source("Cap Métiers, dossier sur les blocs de compétences", status="V2"),
    why="Les blocs se valident séparément : le même contenu ne peut pas être repris dans plusieurs blocs d’une "
    "même certification.",
    message="La compétence {competence} du bloc {bloc} est déjà dans le bloc {autre} ({premiere}) : « {debut}… ».",
    hint="Gardez-la dans un seul bloc, ou dites dans chacun ce qu’elle a de propre.",
    needs=("competences",),
)
def a_competency_belongs_to_one_block(programme: Programme) -> Iterator[Hit]:
    """Compared after folding; a repetition inside one block is CMP-007's."""
    seen: dict[str, tuple[Bloc, Competence]] = {}
    for bloc in programme.blocs:
        for competence in bloc.competences:
            autre, first = seen.setdefault(fold(competence.texte), (bloc, competence))
            if autre is not bloc:
                yield Hit(
                    competence,
                    competence=competence.code,
                    bloc=bloc.code,
                    autre=autre.code,
                    premiere=first.code,
                    debut=competence.debut,
                )

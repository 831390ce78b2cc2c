"""The framework of activities: the occupation, and how the blocks come from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.referentiel import Activite
from dossier.programme.textes import en_langue
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, Hit, rule
from dossier.rules.texts import VADEMECUM

_TEACHING = re.compile(
    r"(?:cours(?! d[’']eau)|module|introduction|fondamentaux|notions|TD|TP|UE)"
    r"(?:\s+(?:d[eu']|d’|à|au|aux|sur|en|n°)|\s*:|\s*\d)",
    re.IGNORECASE,
)
"""How the title of a course begins; « initiation » or « enseignement » may be the occupation itself."""


@rule(
    "ACT-001",
    title="Un emploi visé au moins est nommé et décrit",
    severity=ERREUR,
    source=VADEMECUM.at("§2.1.2 ; code du travail, L6113-1"),
    why="Une certification professionnelle part d’un métier : le dossier dit lequel, et en quoi il consiste.",
    message="Aucun emploi visé n’est décrit.",
    hint="Ajoutez <emplois> à <presentation> : l’appellation de chaque emploi, et ce que la personne y fait.",
    when=("hors-rs",),
    asks=("emplois",),
    item="activites",
)
def a_target_job_is_named(programme: Programme) -> Iterator[Hit]:
    """In French."""
    emplois = en_langue(programme.presentation.emplois)
    if emplois is None or not emplois.texte.strip():
        yield Hit(programme.presentation, missing=True)


@rule(
    "ACT-002",
    title="Une activité n’est pas un cours",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 21 et glossaire"),
    why="Une activité est ce que l’on fait dans le métier, dans un but ; un titre de cours décrit la formation.",
    message="L’activité {activite} porte un titre de cours : « {intitule} ».",
    hint="Dites ce que fait la personne dans son métier : un verbe à l’infinitif, ou un nom d’action.",
    needs=("activites",),
    kind="heur",
)
def an_activity_is_not_a_course(programme: Programme) -> Iterator[Hit]:
    """Only titles that open like a course's."""
    for activite in programme.toutes_activites.values():
        if _TEACHING.match(activite.intitule):
            yield Hit(activite, activite=activite.code, intitule=activite.intitule)


@rule(
    "ACT-003",
    title="Chaque activité mène à un bloc, chaque bloc vient d’une activité",
    severity=ERREUR,
    source=VADEMECUM.at("p. 26 (4), 27 et 28"),
    why="Un bloc rend autonome dans une activité du métier : c’est elle qui justifie qu’on le certifie à part.",
    message={
        "activite": "L’activité {activite} n’est reliée à aucun bloc : « {intitule} ».",
        "bloc": "Le bloc {bloc} n’est relié à aucune activité : « {intitule} ».",
        "aucun": "Aucun bloc n’est relié à une activité.",
    },
    hint={
        "activite": 'Ajoutez activite="{activite}" au <bloc> ou aux <competence> qui en viennent.',
        "bloc": 'Ajoutez activite="…" au <bloc>, ou à ses <competence>.',
        "aucun": 'Ajoutez activite="…" à chaque <bloc>, ou à ses <competence>.',
    },
    needs=("activites", "blocs"),
    asks=("activite-du-bloc",),
    item="activites",
)
def activities_and_blocks_are_linked(programme: Programme) -> Iterator[Hit]:
    """A link to a task is a link to its activity."""
    linked: set[str] = set()
    alone = []
    for bloc in programme.blocs:
        own = {code for code in (bloc.activite, *(c.activite for c in bloc.competences)) if code}
        linked |= own
        if not own:
            alone.append(bloc)
    if not linked:
        yield Hit(programme.blocs, "aucun")
        return
    for bloc in alone:
        yield Hit(bloc, "bloc", bloc=bloc.code, intitule=bloc.intitule)
    for activite in programme.activites.activites:
        if not linked & set(_codes(activite)):
            yield Hit(activite, "activite", activite=activite.code, intitule=activite.intitule)


def _codes(activite: Activite) -> Iterator[str]:
    yield activite.code
    for tache in activite.taches:
        yield from _codes(tache)


@rule(
    "ACT-004",
    title="Le référentiel d’activités est aussi fin que les blocs",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 27-28"),
    why="Plusieurs blocs tirés d’une même activité indivise découpent la formation plutôt que le métier.",
    message="{activites:activité} pour {blocs:bloc} : le métier est décrit moins finement que la certification.",
    hint="Détaillez les activités (une <activite> peut en contenir d’autres), ou réunissez des blocs.",
    needs=("activites", "blocs"),
)
def activities_are_as_fine_as_blocks(programme: Programme) -> Iterator[Hit]:
    """The finest activities are counted, and the blocks that come from one."""
    finest = sum(1 for activite in programme.toutes_activites.values() if not activite.taches)
    blocs = sum(1 for bloc in programme.blocs if bloc.activite or any(c.activite for c in bloc.competences))
    if finest < blocs:
        yield Hit(programme.activites, activites=finest, blocs=blocs)


@rule(
    "ACT-006",
    title="Le contexte du métier est décrit",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("fiche du répertoire", date=""),
    why="La fiche dit où le métier s’exerce, dans quelles structures, avec quelle responsabilité et quelle autonomie.",
    message="Aucune rubrique ne porte sur {manque}.",
    hint="Ajoutez à <presentation> : <secteurs> et <contexte> (types de structures, responsabilité, autonomie).",
    when=("hors-rs",),
    asks=("secteurs", "contexte"),
    item="activites",
)
def the_context_is_described(programme: Programme) -> Iterator[Hit]:
    """A context given for every activity is as good as one for the occupation."""
    presentation, activites = programme.presentation, programme.activites.activites
    manque = []
    if en_langue(presentation.secteurs) is None:
        manque.append("les secteurs d’activité")
    everywhere = activites and all(activite.contexte for activite in activites)
    if en_langue(presentation.contexte) is None and not everywhere:
        manque.append("le contexte du métier (structures, responsabilité, autonomie)")
    if manque:
        yield Hit(presentation, missing=True, manque=manque)

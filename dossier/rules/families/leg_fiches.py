"""What a programme owes to others, held against the sheets of the register."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, Hit, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import required
from dossier.rules.texts import CODE_DU_TRAVAIL


@rule(
    "LEG-007",
    title="Le référentiel ne reprend pas celui d’une autre certification",
    severity=AVERTISSEMENT,
    source=CODE_DU_TRAVAIL.at("R6113-8-1, 2°", date="2025-06-09"),
    why="Une demande qui recopie la fiche d’un autre certificateur est écartée ; celui qui dépose en répond.",
    message="La compétence {competence} reprend mot pour mot la fiche {fiche} (export du {export}) : « {extrait} ».",
    hint="Dites-le avec vos mots ; si la fiche est la vôtre, citez-la en <ancienne-fiche> ou en <correspondance>.",
    when=("sur-demande",),
    needs=("competences",),
    kind="heur",
    thresholds={"mots": (12, "mots de suite, communs à une autre fiche, à partir desquels le dire")},
    context=True,
)
def the_framework_is_no_copy(programme: Programme, context: Context, *, mots: Decimal) -> Iterator[Hit]:
    """Held against the active sheets of others that have a block of the same title; national diplomas share theirs."""
    register, size = required(context.register), max(int(mots), 1)
    own = {e.fiche for e in programme.enregistrements} | {c.fiche for c in programme.passerelles.correspondances}
    own |= {ancienne.code for e in programme.enregistrements for ancienne in e.anciennes_fiches}
    labels = tuple(str(bloc.intitule) for bloc in programme.blocs)
    ours = {run: competence for competence in programme.competences.values() for run in _runs(competence.texte, size)}
    for numero in register.fiches_avec_blocs(labels):
        fiche = register.fiche(numero) if numero not in own else None
        told = set()
        for run in (run for bloc in (fiche.blocs if fiche else ()) for run in _runs(bloc.liste_competences, size)):
            competence = ours.get(run)
            if competence and competence.code not in told:
                told.add(competence.code)
                export, extrait = register.jour, " ".join(run)
                yield Hit(competence, competence=competence.code, fiche=numero, export=export, extrait=extrait)


def _runs(text: str, size: int) -> Iterator[tuple[str, ...]]:
    """Every so many words in a row, folded."""
    words = fold(text).split()
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))

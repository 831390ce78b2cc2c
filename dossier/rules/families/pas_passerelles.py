"""Bridges and correspondences with other programmes and certifications."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.rules.catalogue import AVERTISSEMENT, INFO, Hit, Source, rule
from dossier.rules.phrases import denies
from dossier.rules.profiles import LP_2019
from dossier.rules.texts import ARRETE_LICENCE_PROFESSIONNELLE, VADEMECUM

_EQUIVALENCE = re.compile(r"\béquivalences?\b|\béquivaut\b", re.IGNORECASE)


@rule(
    "PAS-003",
    title="Les blocs de l’ancienne fiche trouvent leur correspondance",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 61"),
    why="À chaque renouvellement, les titulaires d’anciens blocs doivent savoir ce qu’ils valent : repris, scindés, "
    "fusionnés ou sans équivalent.",
    message="Aucune correspondance n’est donnée avec l’ancienne fiche {fiche}.",
    hint='Ajoutez dans <passerelles>, par groupe de blocs qui se correspondent, <correspondance fiche="{fiche}">'
    '<bloc ref="…"/><bloc-externe code="…"/></correspondance>.',
    when=("renouvellement",),
)
def the_old_sheet_is_answered(programme: Programme) -> Iterator[Hit]:
    """Which blocks the old sheet had is the register's to say; here, that it is spoken of."""
    answered = {correspondance.fiche for correspondance in programme.passerelles.correspondances}
    for enregistrement in programme.enregistrements:
        for ancienne in enregistrement.anciennes_fiches:
            if ancienne.code not in answered:
                yield Hit(ancienne, missing=True, fiche=ancienne.code)


@rule(
    "PAS-004",
    title="Une dispense n’est pas appelée équivalence",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 62"),
    why="Une équivalence donne le bloc ; une dispense ou un allègement ne fait qu’abréger le parcours.",
    message="Cette passerelle vaut {effet}, et son texte parle d’équivalence : « {mot} ».",
    hint="Écrivez « dispense » ou « allègement » ; si le bloc est donné, déclarez une <correspondance>.",
    kind="heur",
    on=("passerelles",),
)
def an_exemption_is_not_called_an_equivalence(programme: Programme) -> Iterator[Hit]:
    """Where the effect is declared; a text that denies the equivalence is right."""
    for passerelle in programme.passerelles.passerelles:
        found = _EQUIVALENCE.search(passerelle.texte)
        if found and passerelle.effet in ("dispense", "acces") and not denies(passerelle.texte):
            effet = "dispense" if passerelle.effet == "dispense" else "accès"
            yield Hit(passerelle, effet=effet, mot=found[0])


@rule(
    "PAS-005",
    title="La licence professionnelle décrit ses passerelles",
    severity=AVERTISSEMENT,
    source=ARRETE_LICENCE_PROFESSIONNELLE.at("licence professionnelle, passerelles"),
    why="L’accréditation d’une licence professionnelle demande des passerelles effectives entre formations.",
    message="Aucune passerelle n’est décrite.",
    hint='Ajoutez dans <passerelles> une <passerelle sens="amont" type="formation">…</passerelle>, ou sens="aval".',
    profiles=LP_2019,
    asks=("passerelles",),
    item="suites",
)
def bridges_are_described(programme: Programme) -> Iterator[Hit]:
    """One at least, in either direction."""
    if not programme.passerelles.passerelles:
        yield Hit(programme.passerelles, missing=True)


@rule(
    "PAS-006",
    title="Les poursuites d’études possibles sont indiquées",
    severity=INFO,
    source=Source("modèle de supplément au diplôme", "rubrique 5.1", "V"),
    why="Le supplément au diplôme dit à quelles études il donne accès.",
    message="Rien ne dit quelles études peuvent suivre.",
    hint="Renseignez <poursuite-etudes> dans <presentation>, ou une <passerelle> vers l’aval.",
    asks=("poursuite-etudes",),
    item="suites",
)
def further_studies_are_told(programme: Programme) -> Iterator[Hit]:
    """A bridge to another programme says it too."""
    aval = any(passerelle.sens == "aval" for passerelle in programme.passerelles.passerelles)
    if not aval and en_langue(programme.presentation.poursuite_etudes) is None:
        yield Hit(programme.presentation, missing=True)

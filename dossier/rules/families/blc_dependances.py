"""Blocks stand alone: none asks for another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import AVERTISSEMENT, Hit, rule
from dossier.rules.texts import VADEMECUM

_HAVING = r"(?:ayant|avoir) (?:déjà )?(?:validé|obtenu|acquis)"
_GETTING = r"(?:la validation|l[’']obtention|l[’']acquisition)"
_AFTER = re.compile(
    rf"(?:{_HAVING}|titulaires? d[ue]s?|après {_GETTING} d[ue]s?|sous réserve de {_GETTING} d[ue]s?|"
    rf"(?:suppose|exige|requiert|nécessite) {_GETTING} d[ue]s?|(?:validation|obtention) préalable d[ue]s?)"
    r"\s+(?:le |les |du |des |l[’'])?(?:autres? )?blocs?\b[^.;]{0,20}",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:sans|aucune?|indépend\w+|isolément|seul|pas)\b", re.IGNORECASE)


@rule(
    "BLC-017",
    title="Un bloc ne dépend pas d’un autre",
    severity=AVERTISSEMENT,
    source=VADEMECUM.at("p. 26 (7 et 8) et p. 34"),
    why="Un bloc s’obtient seul : l’ouvrir à ceux qui en ont un autre retire aux candidats le droit de n’en prendre "
    "qu’un.",
    message="Le bloc {bloc} dépend d’un autre : « {extrait} ».",
    hint="Ôtez cette condition : le bloc s’obtient par ses seules épreuves.",
    when=("hors-rs",),
    needs=("blocs",),
    kind="heur",
)
def no_block_asks_for_another(programme: Programme) -> Iterator[Hit]:
    """In the block's own rule and prerequisites; those of the whole certification may ask for all blocks."""
    for bloc in programme.blocs:
        for text in (bloc.validation, bloc.prerequis_validation, bloc.description):
            for paragraphe in text.paragraphes if text else ():
                match = _AFTER.search(paragraphe.texte)
                if match and not _FREE.search(paragraphe.texte):
                    yield Hit(paragraphe, bloc=bloc.code, extrait=match[0].strip())

"""Dates and versions."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.programme.model import Programme
from dossier.rules.catalogue import ERREUR, Hit, Source, rule
from dossier.rules.runner import Context
from dossier.rules.sheets import cited_sheets, required


@rule(
    "DAT-004",
    title="La fiche citée est active au répertoire national, ou le dossier cite celle qui la remplace",
    severity=ERREUR,
    source=Source("Vademecum RNCP", "janvier 2023, p. 66", "V", "2023-01"),
    why="Une fiche échue n’ouvre plus de parcours certifiant ni de financement : un dossier fondé sur elle est refusé.",
    message={
        "inactive": "La fiche {fiche} est inactive (échéance : {fin} ; export du {export}).",
        "echue": "L’enregistrement de la fiche {fiche} prend fin le {fin}, avant le {jour} (export du {export}).",
        "remplacee": "La fiche {fiche} (échéance : {fin}) est remplacée par {nouvelles} (export du {export}).",
    },
    hint={
        "": "Cherchez la fiche en vigueur avec « dossier register search », et citez-la dans <enregistrement>.",
        "remplacee": "Citez {nouvelles} dans <enregistrement>, après « dossier register compare ».",
    },
    when=("fiche",),
)
def the_sheet_is_active(programme: Programme, context: Context) -> Iterator[Hit]:
    """At the day of judgement; the register's own status comes first."""
    cited = {enregistrement.fiche for enregistrement in programme.enregistrements}
    export = f"{required(context.register).jour:%d/%m/%Y}"
    for enregistrement, fiche in cited_sheets(programme, context.register):
        over = fiche.echue(context.day)
        if (fiche.actif is not False and not over) or cited & set(fiche.nouvelles):
            continue
        variant = "remplacee" if fiche.nouvelles else "inactive" if fiche.actif is False else "echue"
        yield Hit(
            enregistrement,
            variant,
            attribute="fiche",
            fiche=fiche.numero,
            fin=f"{fiche.date_fin:%d/%m/%Y}" if fiche.date_fin else "non précisée",
            jour=f"{context.day:%d/%m/%Y}",
            nouvelles=fiche.nouvelles,
            export=export,
        )

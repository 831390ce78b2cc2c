"""What travels inside the PDF of a dossier: the description it was made from, the findings, the sheet to publish."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dossier.exchange.fiche import fiches, to_flux
from dossier.programme.model import Programme
from dossier.render.attached import Attachment
from dossier.reports.formats import emit
from dossier.rules.runner import Judgement

REPORT, SHEET = "rapport.json", "fiche.xml"


def inside(judgement: Judgement, programme: Programme) -> tuple[Attachment, ...]:
    """The files, the same wherever the programme stands: their paths are a bare name."""
    name = judgement.file.name
    return (
        Attachment(name, judgement.source.data, "Source", "La description du programme", "text/xml"),
        Attachment(
            f"{judgement.file.stem}-{REPORT}",
            emit("json", [moved(judgement, Path(name))]),
            "Supplement",
            "Les constats, pour un logiciel",
            "application/json",
        ),
        Attachment(
            f"{judgement.file.stem}-{SHEET}",
            to_flux(fiches(programme)),
            "Supplement",
            "La fiche, au format du répertoire national",
            "text/xml",
        ),
    )


def moved(judgement: Judgement, file: Path) -> Judgement:
    """The same judgement, of a file that stands elsewhere."""
    findings = tuple(replace(finding, file=file) for finding in judgement.findings)
    return replace(judgement, source=replace(judgement.source, path=file), findings=findings)

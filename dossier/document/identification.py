"""What every document made from a programme bears: title, code, version, state, hash of the description."""

from __future__ import annotations

from functools import partial

from dossier.document.missing import settled
from dossier.document.sections.etat import certificateurs, procedure
from dossier.document.tree import Block, Document, Section, retold
from dossier.programme.model import Programme
from dossier.programme.vocabulary import DIPLOMES
from dossier.rules.catalogue import VERSION
from dossier.rules.runner import Judgement, Verdict

DRAFT = "PROJET"


def framed(
    judgement: Judgement,
    programme: Programme,
    kind: str,
    cover: tuple[Block, ...],
    sections: tuple[Section, ...],
    *,
    contents: bool = True,
) -> Document:
    """A document of this kind, with this content, a draft until the programme is ready to file; what is not filled in
    is told as the judgement goes.
    """
    told = partial(settled, judgement=judgement)
    diplome = programme.identite.diplome.type
    date = programme.date_version or programme.date_effet
    return Document(
        title=programme.identite.intitule,
        subtitle=f"{kind} – {DIPLOMES.get(diplome, diplome)}",
        code=programme.code,
        version=programme.version,
        author=certificateurs(programme),
        subject=", ".join(filter(None, (kind, procedure(programme).lower()))),
        cover=cover,
        sections=tuple(retold(section, told) for section in sections),
        draft=None if ready(judgement, programme) else DRAFT,
        date=date.isoformat() if date else None,
        properties=(
            ("etat", programme.etat),
            ("verdict", judgement.verdict.value),
            ("sha256", judgement.sha256),
            ("procedure", procedure(programme)),
            ("regles", VERSION),
        ),
        contents=contents,
    )


def ready(judgement: Judgement, programme: Programme) -> bool:
    """May it be filed? Said to be, and without error."""
    return programme.etat == "depot" and judgement.verdict is Verdict.CONFORME

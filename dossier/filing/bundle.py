"""The bundle for the certification body: which files it is made of; one more file is one line of ``MEMBERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dossier import __version__
from dossier.document.compose import compose
from dossier.document.controle.compose import compose_controle
from dossier.document.joined_documents import JOINED
from dossier.document.plan import Plan
from dossier.document.tree import Document
from dossier.exchange import formats as exchange
from dossier.filing import manifest as manifests
from dossier.filing.archive import zipped
from dossier.filing.checklist_page import checklist_page
from dossier.filing.embedded import inside, moved
from dossier.filing.manifest import Manifest, sha256
from dossier.filing.pieces import Attachments
from dossier.filing.readme import README, readme
from dossier.look.model import Look
from dossier.programme.model import Programme
from dossier.render import formats as render
from dossier.reports import formats as reports
from dossier.rules.catalogue import VERSION
from dossier.rules.checklist import checklist
from dossier.rules.edition import edition
from dossier.rules.readiness import Obstacle
from dossier.rules.runner import Judgement
from dossier.settings import parse_settings

NOT_FOR_FILING = "PROJET – NE PAS DÉPOSER"
SOURCE = "source"
"""The folder of the bundle that holds the description, its settings and its attachments: it can be checked as it is."""


@dataclass(frozen=True)
class Filing:
    """What is to be packed.

    ``judgement`` is with the register's index if there is one, ``alone`` without; ``remarks`` is what to look at;
    ``settings`` are the files of settings beside the programme, by path; ``today`` is the day of the filing, ``by`` who
    files; ``plan`` is the dossier's, None for the one made for the programme.
    """

    judgement: Judgement
    alone: Judgement
    programme: Programme
    attachments: Attachments
    remarks: tuple[Obstacle, ...]
    settings: Mapping[str, bytes]
    look: Look
    register: date | None
    draft: bool
    today: date
    by: str
    plan: Plan | None = None

    @property
    def name(self) -> str:
        """The name of the bundle's file."""
        kind = "projet" if self.draft else "depot"
        return f"{kind}-{self.programme.code}-{self.programme.version}.zip"


class Made(NamedTuple):
    """What members are made of: the filing, the dossier, its control, the checklist, what is joined, as documents."""

    filing: Filing
    dossier: Document
    controle: Document
    checklist: Document
    joined: Mapping[str, Document]


class Member(NamedTuple):
    """A file of the bundle: its name (``{code}`` is the programme's), what it is in French, how it is made."""

    name: str
    about: str
    make: Callable[[Made], bytes]


def _dossier(kind: str, made: Made) -> bytes:
    inner = inside(made.filing.judgement, made.filing.programme)
    return render.FORMATS[kind].write(made.dossier, made.filing.look, inner)


def _joined(name: str, kind: str, made: Made) -> bytes:
    return render.FORMATS[kind].write(made.joined[name], made.filing.look, ())


def _exchanged(name: str, made: Made) -> bytes:
    limits = parse_settings(Path(), made.filing.settings).caracteres
    mark = NOT_FOR_FILING if made.filing.draft else ""
    return exchange.FORMATS[name].make(made.filing.programme, limits, mark)


def _controle(kind: str, made: Made) -> bytes:
    return render.FORMATS[kind].write(made.controle, made.filing.look, ())


def _checklist(made: Made) -> bytes:
    return render.FORMATS["pdf"].write(made.checklist, made.filing.look, ())


def _report(name: str, made: Made) -> bytes:
    return reports.emit(name, [made.filing.judgement])


_KINDS = sorted(render.FORMATS.items(), key=lambda each: each[0] != "pdf")
"""The formats of documents; the PDF, which is read first, comes first."""

_CONTROLE = "ce que le contrôle a trouvé, et l’attestation"

MEMBERS = (
    *(Member(f"dossier/dossier-{{code}}.{kind}", each.about, partial(_dossier, kind)) for kind, each in _KINDS),
    *(
        Member(f"annexes/{name}-{{code}}.{kind}", joined.about, partial(_joined, name, kind))
        for name, joined in JOINED.items()
        for kind, each in _KINDS
        if each.joined
    ),
    *(
        Member(f"formulaire/{each.file(name, '{code}')}", each.about, partial(_exchanged, name))
        for name, each in exchange.FORMATS.items()
    ),
    *(
        Member(
            f"controle/controle-{{code}}.{kind}", _CONTROLE if kind == "pdf" else each.about, partial(_controle, kind)
        )
        for kind, each in _KINDS
        if each.controle
    ),
    Member("liste-de-controle.pdf", "ce que la procédure demande", _checklist),
    *(
        Member(f"rapports/{file}", reports.FORMATS[name].about, partial(_report, name))
        for file, name in reports.BESIDE.items()
    ),
)


def members(filing: Filing) -> dict[str, bytes]:
    """Every file but the manifest; raises what ``to_pdf`` raises.

    Paths in the reports are those of the bundle: nothing of the machine gets in.
    """
    file = f"{SOURCE}/{filing.judgement.file.name}"
    filing = replace(filing, judgement=moved(filing.judgement, Path(file)))
    dossier = compose(filing.judgement, filing.plan)
    controle = compose_controle(filing.judgement)
    if filing.draft:
        dossier, controle = (replace(each, draft=NOT_FOR_FILING) for each in (dossier, controle))
    lines = checklist(filing.judgement, filing.programme, filing.attachments.files.keys())
    page = checklist_page(dossier, filing.judgement, lines, filing.remarks, filing.today, filing.by)
    joined = {name: each.compose(filing.judgement, filing.programme) for name, each in JOINED.items()}
    made = Made(
        filing, dossier, controle, page, {name: replace(each, draft=dossier.draft) for name, each in joined.items()}
    )
    named = [(member.name.format(code=filing.programme.code), member) for member in MEMBERS]
    files = {name: member.make(made) for name, member in named}
    files[file] = filing.judgement.source.data
    files |= {f"{SOURCE}/{name}": data for name, data in filing.settings.items()}
    files |= {f"{SOURCE}/{path}": data for path, data in filing.attachments.files.items()}
    files[README] = readme(filing.name, filing.draft, dossier, filing.today, filing.by, _told(named, files))
    return files


def packed(filing: Filing, files: Mapping[str, bytes], journal: str) -> bytes:
    """The bundle of these files; ``journal`` is the head of the journal that it will be written in."""
    manifest = Manifest(
        draft=filing.draft,
        code=filing.programme.code,
        version=filing.programme.version,
        title=str(filing.programme.identite.intitule),
        day=filing.today.isoformat(),
        by=filing.by,
        tool=__version__,
        rules=VERSION,
        edition=edition(),
        register=filing.register.isoformat() if filing.register else None,
        judged=filing.judgement.day.isoformat() if filing.judgement.day else None,
        verdict=filing.judgement.verdict.value,
        unverifiable=_from_register(filing.judgement, filing.alone),
        source=f"{SOURCE}/{filing.judgement.file.name}",
        journal=journal,
        files={name: sha256(data) for name, data in files.items()},
    )
    return zipped({**files, manifests.NAME: manifests.emit(manifest)}, filing.today)


def entry(filing: Filing, bundle: bytes) -> dict[str, object]:
    """What the journal keeps of a bundle."""
    return {
        "fichier": filing.name,
        "sha256": sha256(bundle),
        "projet": filing.draft,
        "code": filing.programme.code,
        "version": filing.programme.version,
        "date": filing.today.isoformat(),
        "par": filing.by,
        "verdict": filing.judgement.verdict.value,
        "constats": {severity.value: number for severity, number in filing.judgement.totals.items()},
        "outil": __version__,
        "regles": VERSION,
    }


def _from_register(judgement: Judgement, alone: Judgement) -> tuple[str, ...]:
    """The rules that say something else without the register's index."""
    without = {each.rule.id: each.outcome for each in alone.outcomes}
    return tuple(each.rule.id for each in judgement.outcomes if each.outcome is not without.get(each.rule.id))


def _told(named: Iterable[tuple[str, Member]], files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    told = [(name, member.about) for name, member in named]
    kept = sorted(name for name in files if name.startswith(f"{SOURCE}/"))
    return [
        *told,
        *((name, "la description, ses réglages et ses pièces" if not i else "") for i, name in enumerate(kept)),
    ]

"""A bundle of the complete example and one of a draft, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dossier.filing.bundle import Filing, entry, members, packed
from dossier.filing.journal import START, appended
from dossier.filing.obstacles import obstacles
from dossier.filing.pieces import read_attachments
from dossier.look.model import DEFAULT
from dossier.programme.reader import read
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.rules.sheets import Register
from dossier.settings import read_settings


@dataclass(frozen=True)
class Filed:
    """A filing with what was made of it."""

    filing: Filing
    files: dict[str, bytes]
    bundle: bytes
    journal: bytes


def filing_of(path: Path, draft: bool = False, register: Register | None = None) -> Filing:
    settings = read_settings(path.parent)
    source = read(path)
    judgement = judge(source, catalogue(), settings, register=register, filing=True)
    attachments = read_attachments(source.programme, path.parent, settings.limites)
    return Filing(
        judgement=judgement,
        alone=judge(source, catalogue(), settings, filing=True),
        programme=source.programme,
        attachments=attachments,
        remarks=obstacles(judgement, attachments.problems),
        settings={"dossier.toml": (path.parent / "dossier.toml").read_bytes()},
        look=DEFAULT,
        register=register.jour if register else None,
        draft=draft,
        today=date(2026, 3, 5),
        by="Camille Exemple",
    )


def filed(filing: Filing) -> Filed:
    files = members(filing)
    bundle = packed(filing, files, START)
    return Filed(filing, files, bundle, appended(b"", entry(filing, bundle)))


@pytest.fixture(scope="session")
def example(root: Path) -> Filed:
    """The complete example, ready to file."""
    return filed(filing_of(root / "sources/exemple-complet.xml"))


@pytest.fixture(scope="session")
def draft(root: Path) -> Filed:
    """LP15301A, as a draft."""
    return filed(filing_of(root / "sources/lp15301a.xml", draft=True))

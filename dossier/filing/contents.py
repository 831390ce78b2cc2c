"""What a bundle may hold: members that Dossier writes, pages that run our scripts only, and what to open with care."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import resources

from dossier.exchange.copier_coller import SCRIPT
from dossier.filing.archive import Altered, shown
from dossier.filing.attachment_kinds import dangers
from dossier.filing.bundle import MEMBERS, SOURCE
from dossier.filing.manifest import NAME, Manifest
from dossier.filing.readme import README
from dossier.programme.model import Programme
from dossier.settings import LEXICON, SHEETS
from dossier.settings import NAME as SETTINGS

_DRAFT = '<strong class="projet"'
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
_RUNS = re.compile(
    r"<(?:iframe|object|embed|base|meta\s+http-equiv|link)\b|<[^<>]*\s(?:on[a-z]+|action|formaction)\s*=", re.IGNORECASE
)
_ADDRESS_RUNS = re.compile(r"""(?:href|src)\s*=\s*["']?\s*(?:javascript|vbscript|data:text)""", re.IGNORECASE)


def check_members(manifest: Manifest, members: Mapping[str, bytes], programme: Programme) -> None:
    """Raises Altered on a member that this version of Dossier puts in no bundle."""
    known = {member.name.format(code=manifest.code) for member in MEMBERS}
    known |= {NAME, README, manifest.source, f"{SOURCE}/{SETTINGS}", f"{SOURCE}/{LEXICON}"}
    known |= {f"{SOURCE}/{piece.path}" for piece in programme.pieces.pieces}
    sheets = re.compile(rf"{SOURCE}/{SHEETS}/[^/]+\.sch")
    for name in sorted(set(members) - known):
        if not sheets.fullmatch(name):
            raise Altered(f"« {shown(name)} » n’est pas un fichier que Dossier met dans un dépôt")


def check_pages(manifest: Manifest, members: Mapping[str, bytes]) -> None:
    """Raises Altered on a page that runs something of others, or that says « PROJET » where the manifest does not."""
    ours = {_blank(script) for script in _ours()}
    for name in sorted(name for name in members if name.endswith(".html") and not name.startswith(f"{SOURCE}/")):
        page = members[name].decode("utf-8", "replace")
        scripts = [_blank(found[1]) for found in _SCRIPT.finditer(page)]
        markup = _SCRIPT.sub("", page)
        if any(script not in ours for script in scripts) or _RUNS.search(markup) or _ADDRESS_RUNS.search(markup):
            raise Altered(f"« {shown(name)} » contient un programme que Dossier n’y met pas")
    page = members.get(f"dossier/dossier-{manifest.code}.html", b"").decode("utf-8", "replace")
    if _DRAFT in page and not manifest.draft:
        raise Altered(f"les pages du dossier portent « PROJET », mais {NAME} ne dit pas que c’en est un")


def cautions(members: Mapping[str, bytes], programme: Programme) -> Iterator[str]:
    """A sentence for each attachment that could do something when it is opened."""
    for piece in programme.pieces.pieces:
        for what in dangers(members.get(f"{SOURCE}/{piece.path}", b"")):
            yield f"à ouvrir avec prudence : la pièce {shown(piece.path)} contient {what}"


def _blank(script: str) -> str:
    return "".join(script.split())


def _ours() -> Iterator[str]:
    """Every script of a page of ours."""
    yield SCRIPT
    for room, name in (("render", "cadres.js"), ("render", "filtres.js"), ("reports", "rapport.js")):
        yield resources.files(f"dossier.{room}").joinpath(name).read_text(encoding="utf-8")

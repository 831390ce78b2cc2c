"""Is a bundle still what was packed? First its bytes, cheaply; then what its files say of each other."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier import __version__
from dossier.filing import manifest as manifests
from dossier.filing.archive import Altered, Foreign, opened, part, shown, unzipped
from dossier.filing.contents import cautions, check_members, check_pages
from dossier.filing.journal import START, Entry
from dossier.filing.manifest import Manifest, check_hashes, parse, sha256
from dossier.programme.errors import UnreadableFile
from dossier.programme.reader import InvalidProgramme, read_source
from dossier.programme.source import scan
from dossier.render.seal import intact
from dossier.reports import json as json_report
from dossier.rules.catalogue import VERSION
from dossier.rules.edition import edition
from dossier.rules.families import catalogue
from dossier.rules.local import schematron_rules
from dossier.rules.runner import Judgement, judge
from dossier.settings import UnreadableSettings, parse_settings

_REPORT = "rapports/rapport.json"
_META = re.compile(r'<meta name="sha256" content="([0-9a-f]{64})">')
_PROPERTY = re.compile(r'name="sha256"[^>]*>\s*<[^>]+>([0-9a-f]{64})<')


@dataclass(frozen=True)
class Bundle:
    """A bundle whose bytes are those that were packed."""

    manifest: Manifest
    members: Mapping[str, bytes]
    sha256: str


def open_bundle(data: bytes) -> Bundle:
    """The bundle in these bytes, each of which was held against what it must be.

    Raises Altered when something changed, Foreign when it is no bundle or one of a newer format.
    """
    try:
        members = unzipped(data)
    except Foreign as error:
        if manifests.NAME.encode() in data:  # it was a bundle before its envelope was damaged
            raise Altered(str(error)) from None
        raise
    if manifests.NAME not in members:
        raise Foreign(f"cette archive ne contient pas {manifests.NAME} : ce n’est pas un dépôt")
    manifest = parse(members[manifests.NAME])
    opened(data)
    check_hashes(manifest, members)
    return Bundle(manifest, members, sha256(data))


def examined(bundle: Bundle) -> Iterator[str]:
    """What was checked, a French sentence each; raises Altered at the first thing that does not hold."""
    yield f"{len(bundle.members)} fichiers, conformes à leurs empreintes"
    yield from _documents(bundle)
    judgement = _judged(bundle)
    programme = judgement.programme
    if programme is None or (programme.code, programme.version) != (bundle.manifest.code, bundle.manifest.version):
        raise Altered(f"{manifests.NAME} ne désigne pas la description que l’archive contient")
    if bundle.manifest.tool == __version__:  # another version may have put other files, and other pages
        check_members(bundle.manifest, bundle.members, programme)
        check_pages(bundle.manifest, bundle.members)
    yield _rules(bundle, judgement)
    yield from cautions(bundle.members, programme)


def in_journal(bundle: Bundle, entries: Sequence[Entry]) -> str:
    """Where the journal keeps this bundle; raises Altered when it does not, or no longer."""
    heads = [START, *(entry.hash for entry in entries)]
    if bundle.manifest.journal not in heads:
        raise Altered("le journal a été coupé ou remplacé : il ne contient plus la ligne qui précédait cette archive")
    place = heads.index(bundle.manifest.journal)
    if place == len(entries) or entries[place].facts.get("sha256") != bundle.sha256:
        raise Altered("le journal ne contient pas la ligne de cette archive : il a été coupé, ou elle a été remplacée")
    return f"inscrit à la ligne {place + 1} du journal"


def _documents(bundle: Bundle) -> Iterator[str]:
    """The three formats come from the source of the bundle, and say the same."""
    source = bundle.members.get(bundle.manifest.source, b"")
    name = f"dossier/dossier-{bundle.manifest.code}"
    files = {kind: bundle.members.get(f"{name}.{kind}") for kind in _TELLERS}
    for kind, data in files.items():
        if data is None or _told_source(kind, data) != sha256(source):
            raise Altered(f"« {shown(name)}.{kind} » ne vient pas de la description que l’archive contient")
    if not intact(files["pdf"] or b""):
        raise Altered(f"le sceau de « {shown(name)}.pdf » ne correspond plus à son contenu")
    yield "les trois documents viennent de cette description"
    given = f"{bundle.manifest.source.rpartition('/')[0]}/"  # attachments, which are nobody's twins
    for pdf in sorted(name for name in bundle.members if name.endswith(".pdf")):
        docx = f"{pdf.removesuffix('pdf')}docx"
        if docx in bundle.members and not pdf.startswith(given):
            _same_text(bundle, pdf, docx)
    yield "les PDF et leurs documents Word portent le même texte"


def _same_text(bundle: Bundle, pdf: str, docx: str) -> None:
    from dossier.filing.same_text import docx_text, pdf_text, same

    if not same(_said(pdf_text, bundle.members[pdf]), _said(docx_text, bundle.members[docx])):
        raise Altered(f"« {shown(pdf)} » et « {shown(docx)} » ne portent plus le même texte")


def _said(read: Any, data: Any) -> str:
    try:
        text: str = read(data)
    except Exception:  # a document of somebody else fails in any way it likes
        raise Altered("un document n’a plus la forme que Dossier lui donne : son texte ne se lit pas") from None
    return text


def _told_source(kind: str, data: bytes) -> str | None:
    """The hash of the source that a document bears in its metadata."""
    try:
        return _TELLERS[kind](data)
    except Exception:  # as above
        return None


def _told_by_pdf(data: bytes) -> str | None:
    from pypdf import PdfReader

    metadata = PdfReader(io.BytesIO(data)).metadata
    return str(metadata["/sha256"]) if metadata else None


def _told_by_docx(data: bytes) -> str | None:
    found = _PROPERTY.search(part(data, "docProps/custom.xml").decode())
    return found[1] if found else None


def _told_by_html(data: bytes) -> str | None:
    found = _META.search(data.decode())
    return found[1] if found else None


_TELLERS = {"pdf": _told_by_pdf, "docx": _told_by_docx, "html": _told_by_html}
"""How each format of documents bears the hash of its source."""


def _judged(bundle: Bundle) -> Judgement:
    """The verdict of the rules on the description of the bundle, without the register."""
    name = bundle.manifest.source
    folder = name.rpartition("/")[0]
    files = {path.removeprefix(f"{folder}/"): data for path, data in bundle.members.items()}
    try:
        settings = parse_settings(Path(), files)
        source = scan(Path(name), bundle.members.get(name, b""))
        rules = (*catalogue(), *schematron_rules(settings))
        return judge(read_source(source), rules, settings, filing=True)
    except (UnreadableFile, UnreadableSettings, InvalidProgramme) as error:
        raise Altered("la description que l’archive contient ne se lit plus") from error


def _rules(bundle: Bundle, judgement: Judgement) -> str:
    """The same rules give the same outcomes and the same findings, those that need the register apart.

    Rules that were mended since may find something else: that is told, and accuses nobody.
    """
    if bundle.manifest.rules != VERSION:
        theirs = shown(bundle.manifest.rules)
        return f"jugé par les règles {theirs} ; celles d’ici sont {VERSION} : elles ne sont pas rejouées"
    try:
        told = json.loads(bundle.members.get(_REPORT, b""))["programmes"][0]
        then, now = (_outcomes(each) for each in (told, json.loads(json_report.emit([judgement]))["programmes"][0]))
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Altered(f"« {_REPORT} » n’est pas un rapport") from None
    compared = (then.keys() & now.keys()) - set(bundle.manifest.unverifiable)
    others = sorted(rule for rule in compared if then[rule] != now[rule])
    if others and bundle.manifest.edition == edition():
        raise Altered(f"la règle {others[0]}, rejouée, ne donne plus le résultat que dit « {_REPORT} »")
    if not compared or told.get("verdict") != bundle.manifest.verdict:
        raise Altered(f"le verdict de {manifests.NAME} n’est pas celui de « {_REPORT} »")
    made = "" if bundle.manifest.tool == __version__ else f" (dépôt fait avec Dossier {shown(bundle.manifest.tool)})"
    same = f"{len(compared) - len(others)} règles rejouées donnent le même résultat{made}"
    return f"{same} ; {', '.join(others)} : un autre, car l’outil a changé depuis" if others else same


def _outcomes(report: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Rule → its outcome, then what each of its findings says."""
    found: dict[str, list[Any]] = {rule["rule"]: [rule["outcome"]] for rule in report["rules"]}
    for finding in report["findings"]:
        found[finding["rule"]].append([finding[key] for key in ("severity", "object", "message", "line", "column")])
    return found

"""The XML flow, streamed: one FICHE at a time, whatever the size of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dossier.register.champs import ABSENTS, VERSIONS
from dossier.register.element import read_fiche, to_bytes
from dossier.register.errors import DOWNLOAD, MalformedExport, NotAnExport, TruncatedExport, WrongVersion
from dossier.register.fiche import Fiche
from dossier.register.reader import Part, Progress

CHUNK = 256 * 1024
_MOJIBAKE = "Ã".encode() + b"\xc2"
"""Ã and then a character from U+0080 to U+00BF: no French text has it."""
_ENCODING = {
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_INVALID_CHAR,
    etree.ErrorTypes.I18N_CONV_FAILED,
}


@dataclass(frozen=True, slots=True)
class Lecture:
    """A sheet, and its V4.1 element: the official one when the flow is V4, ours otherwise."""

    fiche: Fiche
    xml: bytes

    @property
    def brouille(self) -> bool:
        """Does it bear the marks of UTF-8 read as ISO-8859-1 (« Ã© » for « é »)?"""
        return _MOJIBAKE in self.xml


def read_flux(part: Part, progress: Progress = lambda _count: None) -> Iterator[Lecture]:
    """The sheets of an XML flow, in its order.

    Raises UnreadableExport: truncated, malformed, not in its encoding, not a flow, a version we do not read.
    ``progress`` is told how many bytes were read.
    """
    reader = _Reader(part)
    with part.open() as stream:
        while chunk := stream.read(CHUNK):
            yield from reader.feed(chunk)
            progress(len(chunk))
    yield from reader.close()


class _Reader:
    """The state of one pass."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.root: etree._Element | None = None
        self.version: str | None = None
        self.absents: frozenset[str] = frozenset()
        self.parser: etree.XMLPullParser[etree._Element] = etree.XMLPullParser(
            events=("start", "end"),
            tag=("FICHES", "VERSION_FLUX", "FICHE"),
            remove_comments=True,
            remove_pis=True,
            resolve_entities=False,
            no_network=True,
        )

    def feed(self, chunk: bytes) -> Iterator[Lecture]:
        """The sheets that end in this chunk."""
        try:
            self.parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            yield from self._events()
            raise self._malformed(error) from None
        yield from self._events()
        if self.root is None:
            raise self._foreign()

    def close(self) -> Iterator[Lecture]:
        """The last sheets; the flow must be complete."""
        try:
            self.parser.close()
        except etree.XMLSyntaxError:
            raise TruncatedExport(self.part.path, f"{self.part.name} s’arrête avant sa fin", DOWNLOAD) from None
        yield from self._events()

    def _events(self) -> Iterator[Lecture]:
        for event, node in self.parser.read_events():
            assert isinstance(node, etree._Element)
            if event == "start":
                self._start(node)
            elif node.getparent() is self.root and self.root is not None:
                yield from self._end(node)

    def _start(self, node: etree._Element) -> None:
        if node.getparent() is None and node.tag == "FICHES":
            self.root = node
            if node.getroottree().docinfo.doctype:
                raise NotAnExport(self.part.path, f"{self.part.name} contient une déclaration <!DOCTYPE …>", DOWNLOAD)
        elif node.getparent() is None:
            raise self._foreign()

    def _end(self, node: etree._Element) -> Iterator[Lecture]:
        if node.tag == "VERSION_FLUX":
            self.version = _known(self.part, node.text or "")
            self.absents = ABSENTS[self.version[0]]
            return
        yield self._lecture(node)
        node.clear()
        while node.getprevious() is not None:
            del self.root[0]  # type: ignore[union-attr]  # the root began before

    def _lecture(self, node: etree._Element) -> Lecture:
        current = self.version is not None and self.version.startswith("4")
        fiche = read_fiche(node, old=not current, inconnus=self.absents)
        if not fiche.numero:
            reason = f"une fiche de {self.part.name} n’a pas de numéro (ligne {node.sourceline})"
            raise MalformedExport(self.part.path, reason, DOWNLOAD)
        return Lecture(fiche, etree.tostring(node, encoding="utf-8", with_tail=False) if current else to_bytes(fiche))

    def _malformed(self, error: etree.XMLSyntaxError) -> MalformedExport:
        line, column = error.position
        what = "contient un caractère illisible (UTF-8)" if error.code in _ENCODING else "n’est pas du XML bien formé"
        return MalformedExport(self.part.path, f"{self.part.name} {what}, ligne {line}", DOWNLOAD, line, column)

    def _foreign(self) -> NotAnExport:
        reason = f"{self.part.name} n’est pas un export du répertoire : sa racine n’est pas <FICHES>"
        return NotAnExport(self.part.path, reason, DOWNLOAD)


def _known(part: Part, text: str) -> str:
    """The version of the flow; raises WrongVersion."""
    version = text.strip().lstrip("vV")
    if version not in VERSIONS:
        raise WrongVersion(
            part.path,
            f"{part.name} est à la version {version or 'non précisée'} du flux ; l’outil lit {', '.join(VERSIONS)}",
            "Téléchargez l’export dans une de ces versions, ou mettez l’outil à jour.",
            version=version,
        )
    return version

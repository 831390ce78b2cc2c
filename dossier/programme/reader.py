"""Reading a programme: bytes, positions, verdict of the schema, model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from dossier.programme.builder import NAMESPACE, build, tag_of, tidy
from dossier.programme.errors import InvalidProgramme, UnreadableFile
from dossier.programme.model import Programme
from dossier.programme.places import Place
from dossier.programme.references import reference_errors
from dossier.programme.schema import accepts
from dossier.programme.source import Source, load

ROOT = f"{{{NAMESPACE}}}programme"


@dataclass(frozen=True, slots=True, eq=False)
class ReadProgramme:
    """A programme with the file it was read from."""

    programme: Programme
    source: Source


def read(path: Path) -> ReadProgramme:
    """The programme of a file.

    Raises UnreadableFile (nothing can be said of it) or InvalidProgramme (ours, with errors of structure).
    """
    return read_source(load(path))


def read_source(source: Source) -> ReadProgramme:
    """The programme of bytes already scanned; raises as ``read``."""
    root = parse(source)
    places = Places(root, source)
    if not accepts(root) or reference_errors(root, places):
        from dossier.programme.explain import schema_errors

        errors = (*schema_errors(root, places), *reference_errors(root, places))
        ordered = tuple(sorted(errors, key=lambda error: (error.place.line, error.place.column, error.kind)))
        raise InvalidProgramme(source.path, root.get("code", ""), ordered, places(root), source.sha256)
    return ReadProgramme(build(Programme, root, places), source)


def parse(source: Source) -> etree._Element:
    """The tree of a scanned file, without comments; raises UnreadableFile if its root is not ours."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            source.path,
            "un texte ou un attribut dépasse ce que le lecteur accepte (10 Mo)",
            "Raccourcissez-le : un texte de programme n’a jamais cette taille.",
            error.lineno,
            (error.offset or 0) + 1,
        ) from None
    if root.tag != ROOT:
        raise UnreadableFile(
            source.path,
            "ce n’est pas une description de programme",
            f'La première balise doit être <programme xmlns="{NAMESPACE}" …>.',
            *source.positions[0],
        )
    return root


class Places:
    """The place of each element of a tree, made when asked for."""

    def __init__(self, root: etree._Element, source: Source) -> None:
        self._positions = dict(zip(root.iter(), source.positions, strict=True))
        self._made: dict[etree._Element, Place] = {}

    def __call__(self, element: etree._Element) -> Place:
        place = self._made.get(element)
        if place is None:
            parent = element.getparent()
            line, column = self._positions[element]
            place = self._made[element] = Place(
                line,
                column,
                tag_of(element),
                element.get("code"),
                _title(element),
                None if parent is None else self(parent),
            )
        return place


def _title(element: etree._Element) -> str | None:
    first = next(element.iterchildren(), None)
    if first is None or tag_of(first) not in ("intitule", "nom", "nom-legal") or element.get("code"):
        return None
    return tidy(first.text or "") or None

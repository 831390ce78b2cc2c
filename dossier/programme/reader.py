"""Reading a programme: bytes, positions, verdict of the schema, model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from dossier.programme.builder import NAMESPACE, build, tag_of, tidy
from dossier.programme.caracteres import read_plainly
from dossier.programme.errors import ForeignFile, SchemaError, UnreadableFile
from dossier.programme.model import Programme
from dossier.programme.places import Place
from dossier.programme.references import reference_errors
from dossier.programme.schema import accepts, refused
from dossier.programme.source import Source, load

ROOT = f"{{{NAMESPACE}}}programme"
LONGEST_TEXT = 10_000_000  # bytes: the limit of libxml2 for one text or one attribute

_TOO_LONG = (
    "un texte ou un attribut dépasse ce que le lecteur accepte (10 Mo)",
    "Raccourcissez-le : un texte de programme n’a jamais cette taille.",
)
_ODD_NAME = (
    "un nom, un espace de noms ou un attribut xml:id n’est pas écrit comme XML le demande",
    "Écrivez les éléments et les attributs sans préfixe, et supprimez ce qui vient d’un autre outil.",
)


@dataclass(eq=False)
class InvalidProgramme(Exception):
    """The file is XML of ours but not valid: all its errors, in the order of the file."""

    source: Source
    code: str
    errors: tuple[SchemaError, ...]

    def __str__(self) -> str:
        return f"{self.source.path} : {len(self.errors)} erreur(s) de structure"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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
    read_plainly(root, source)
    places = Places(root, source)
    errors = reference_errors(root, places)
    if not accepts(root):
        errors = _explained(root, places, errors)
    if errors:
        raise InvalidProgramme(source, root.get("code", "").strip(), errors)
    return ReadProgramme(build(Programme, root, places), source)


def _explained(root: etree._Element, places: Places, references: tuple[SchemaError, ...]) -> tuple[SchemaError, ...]:
    """Everything wrong with a tree that the schema refuses, in the order of the file."""
    from dossier.programme.explain import schema_errors, unexplained

    errors = (*schema_errors(root, places), *references) or (unexplained(refused(root), places),)
    return tuple(sorted(errors, key=lambda error: (error.place.line, error.place.column)))


def parse(source: Source) -> etree._Element:
    """The tree of a scanned file, without comments; raises UnreadableFile if its root is not ours."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.data, parser)
    except etree.XMLSyntaxError as error:
        reason, hint = _TOO_LONG if len(source.data) > LONGEST_TEXT else _ODD_NAME
        raise UnreadableFile(source.path, reason, hint, *error.position) from None
    if root.tag != ROOT:
        ours = etree.QName(root).localname == "programme"
        raise (UnreadableFile if ours else ForeignFile)(
            source.path,
            "l’espace de noms de <programme> n’est pas le nôtre"
            if ours
            else "ce n’est pas une description de programme",
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


def places_in_order(source: Source) -> tuple[Place, ...]:
    """The place of each element of a file that was read before, in the order of their start tags."""
    root = parse(source)
    read_plainly(root, source)
    places = Places(root, source)
    return tuple(places(element) for element in root.iter())


def _title(element: etree._Element) -> str | None:
    first = next(element.iterchildren(), None)
    if first is None or tag_of(first) not in ("intitule", "nom", "nom-legal") or element.get("code"):
        return None
    return tidy(first.text or "") or None

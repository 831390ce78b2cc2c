"""Rich text: paragraphs and lists with emphasis and links, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from dossier.programme.places import NOWHERE, Place, Texte


@dataclass(frozen=True)
class Fragment:
    """A run of characters; ``style`` is ``""``, ``em``, ``fort`` or ``lien`` (then with an address)."""

    texte: str
    style: str = ""
    href: str | None = None


@dataclass(frozen=True)
class Paragraphe:
    """One paragraph, or one item of a list."""

    fragments: tuple[Fragment, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def texte(self) -> str:
        """The words alone."""
        return "".join(fragment.texte for fragment in self.fragments)


@dataclass(frozen=True)
class Liste:
    """A bulleted list."""

    items: tuple[Paragraphe, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Riche:
    """A text of one or more paragraphs and lists, in one language."""

    contenu: tuple[Paragraphe | Liste, ...]
    langue: str = "fr"
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def paragraphes(self) -> tuple[Paragraphe, ...]:
        """Paragraphs and items, in reading order."""
        found: list[Paragraphe] = []
        for bloc in self.contenu:
            found.extend(bloc.items if isinstance(bloc, Liste) else (bloc,))
        return tuple(found)

    @property
    def texte(self) -> str:
        """The words alone, a line per paragraph."""
        return "\n".join(paragraphe.texte for paragraphe in self.paragraphes)


Traduit = TypeVar("Traduit", Riche, Texte)


def en_langue(textes: tuple[Traduit, ...], langue: str = "fr") -> Traduit | None:
    """The version of a text in a language, if the programme gives one."""
    return next((texte for texte in textes if texte.langue == langue), None)

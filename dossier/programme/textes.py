"""Rich text: paragraphs and lists with emphasis and links, nothing else."""

from __future__ import annotations

import re
import unicodedata
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


_ADDRESS = re.compile(r"\S+(?:@|://)\S+|www\.\S+|\S+\.(?:pdf|docx?|odt|xlsx?|ods)\b")
_SIGNS_OF_ONE = ("@", "://", "www.", ".pdf", ".doc", ".od", ".xls")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[’'·_-]+[^\W\d_]+)*(?!\w)")


def words(text: str) -> list[str]:
    """The words of a text, as written: letters joined by apostrophes, hyphens, middle dots and underscores.

    Codes, which hold figures, addresses and names of files are no words.
    """
    return _WORD.findall(_ADDRESS.sub(" ", text) if any(sign in text for sign in _SIGNS_OF_ONE) else text)


def bare(word: str) -> str:
    """A word without what was elided before it."""
    return word.replace("’", "'").rpartition("'")[2]


_SPACES_FOR = str.maketrans(dict.fromkeys("'’ʼ-‐‑‒–—_·", " "))
_PUNCTUATION = re.compile(r"[^\w\s]")


def fold(text: str) -> str:
    """What two texts that say the same have in common.

    NFKC, lower case; apostrophes, hyphens and underscores become spaces; no punctuation; accents are kept.
    """
    words = _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", text).casefold().translate(_SPACES_FOR))
    return " ".join(words.split())

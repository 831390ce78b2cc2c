"""The formats of others that a programme is written in: a new one is a module of pure functions, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dossier.exchange.copier_coller import page
from dossier.exchange.fiche import fiches, to_flux
from dossier.programme.model import Programme


class Format(NamedTuple):
    """A format: the suffix of its files, what it is in French, and how it is made.

    It is made of the programme, of the most characters that an institution admits by field, and of a mark for drafts.
    """

    suffix: str
    about: str
    make: Callable[[Programme, Mapping[str, int], str], bytes]

    def file(self, name: str, code: str) -> str:
        """What to call the file of a programme in the format of this name."""
        return f"{name}-{code}{self.suffix}"


FORMATS = {
    "fiche": Format(
        ".xml",
        "la fiche, au format du répertoire national",
        lambda programme, _limits, _mark: to_flux(fiches(programme)),
    ),
    "copier-coller": Format(
        ".html",
        "les textes à copier dans le formulaire",
        lambda programme, limits, mark: page(programme, fiches(programme), limits, mark).encode(),
    ),
}

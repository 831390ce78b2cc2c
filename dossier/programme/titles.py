"""What bears a title in French, and maybe in other languages."""

from __future__ import annotations

from dossier.programme.mapping import Element
from dossier.programme.places import Texte


class Titled(Element):
    """An element whose titles, one per language, open with the French one (``references`` sees to it)."""

    intitules: tuple[Texte, ...]

    @property
    def intitule(self) -> Texte:
        """The title in French."""
        return self.intitules[0]

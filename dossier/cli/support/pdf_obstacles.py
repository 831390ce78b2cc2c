"""What can stop a PDF from being made, said to the person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dossier.look.glyphs import drawn
from dossier.look.model import Look
from dossier.programme.caracteres import unusual
from dossier.programme.errors import UnreadableFile
from dossier.programme.source import Source


@contextmanager
def printable(source: Source, look: Look) -> Iterator[None]:
    """While the PDF of a programme is made; raises UnreadableFile when it cannot be."""
    from dossier.render.pdf_engine import MissingLibrary, RenderWarning

    try:
        yield
    except MissingLibrary as error:
        hint = f"Tapez : sudo apt-get install -y {error.package.replace(',', '')}"
        reason = f"le PDF demande la bibliothèque {error.library}, absente de cette machine"
        raise UnreadableFile(source.path, reason, hint) from error
    except RenderWarning as error:
        if sign := next(unusual(source, lambda character: not drawn(character)), None):
            reason = f"le PDF ne peut pas imprimer le caractère U+{ord(sign.character):04X} ; rien n’est écrit"
            hint = "Supprimez-le ou remplacez-le : « dossier check --select TXT-020 » le nomme et en dit chaque place."
            raise UnreadableFile(source.path, reason, hint, sign.line, sign.column) from error
        place = f"la description{', ou une règle d’écran dans charte.css' * bool(look.css)}"
        hint = f"Cherchez un caractère ou un lien inhabituel dans {place}. Détail : {' ; '.join(error.messages)}"
        raise UnreadableFile(source.path, "le PDF ne peut pas tout rendre ; rien n’est écrit", hint) from error

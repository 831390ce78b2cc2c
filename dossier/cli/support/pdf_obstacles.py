"""What can stop a PDF from being made, said to the person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.look.model import Look
from dossier.programme.errors import UnreadableFile


@contextmanager
def printable(file: Path, look: Look) -> Iterator[None]:
    """While the PDF of a programme is made; raises UnreadableFile when it cannot be."""
    from dossier.render.pdf_engine import MissingLibrary, RenderWarning

    try:
        yield
    except MissingLibrary as error:
        hint = f"Tapez : sudo apt-get install -y {error.package.replace(',', '')}"
        reason = f"le PDF demande la bibliothèque {error.library}, absente de cette machine"
        raise UnreadableFile(file, reason, hint) from error
    except RenderWarning as error:
        place = f"la description{', ou une règle d’écran dans charte.css' * bool(look.css)}"
        hint = f"Cherchez un caractère ou un lien inhabituel dans {place}. Détail : {' ; '.join(error.messages)}"
        raise UnreadableFile(file, "le PDF ne peut pas tout rendre ; rien n’est écrit", hint) from error

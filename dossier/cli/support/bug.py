"""A bug of ours: a short apology, and the place of the full trace."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

from dossier import __version__


def apology(error: BaseException) -> str:
    """What to tell the person; the trace goes to a file."""
    details = "".join(traceback.format_exception(error))
    return f"Désolé : c’est une erreur de l’outil (version {__version__}), pas de votre fichier.\n{kept(details)}"


def kept(trace: str) -> str:
    """Keep a trace in a file; the sentence that says where."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="dossier-", suffix=".log", delete=False) as log:
            log.write(trace)
        return f"    Le détail est dans {Path(log.name)} : joignez-le à votre signalement."
    except OSError:
        return trace

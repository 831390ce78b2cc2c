"""The baseline on disk: findings that a school knows already, so that only new ones stop it."""

from __future__ import annotations

from pathlib import Path

from dossier.cli import say
from dossier.cli.support.files import write
from dossier.cli.support.judging import Judged
from dossier.french.sentences import sentence
from dossier.programme.errors import UnreadableFile
from dossier.rules.baseline import Baseline, UnreadableBaseline, dumps, held_against, loads, mended, updated

_AGAIN = "Refaites-la avec « dossier check --write-baseline », ou donnez un autre fichier."


def hold_against(judged: Judged, path: Path) -> None:
    """Mark the findings that the baseline of a file holds; raises UnreadableFile."""
    known = _read(path)
    gone = mended(judged.judgements, known)
    judged.judgements = [held_against(judgement, known) for judgement in judged.judgements]
    if gone:
        told = sentence("{gone:constat} de la référence à retirer, par --write-baseline", {"gone": gone})
        say(f"{path.as_posix()}  {told} : corrigé depuis, ou sans objet.")


def write_reference(judged: Judged, path: Path) -> None:
    """Write today's findings; raises UnreadableFile when one programme could not be judged to the end."""
    if judged.incomplete:
        reason = "la référence n’est pas écrite, un programme n’a pas pu être jugé jusqu’au bout"
        raise UnreadableFile(path, reason, "Corrigez d’abord ce qui est dit ci-dessus.")
    write(path, dumps(updated(_read(path) if path.exists() else {}, judged.judgements)).encode())


def _read(path: Path) -> Baseline:
    try:
        return loads(path.read_text("utf-8"))
    except UnreadableBaseline as error:
        raise UnreadableFile(path, str(error), _AGAIN) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path, "la référence ne peut pas être lue", _AGAIN) from error

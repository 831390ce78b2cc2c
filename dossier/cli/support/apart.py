"""One programme's failure is its own: it is told, and the work goes on with the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dossier.cli import BUG, DONE, UNREADABLE, say, tell
from dossier.programme.errors import UnreadableFile
from dossier.settings import UnreadableSettings


class Apart:
    """Work done for one programme after the other; ``status`` is the highest that any left."""

    def __init__(self) -> None:
        self.status = DONE

    @contextmanager
    def each(self) -> Iterator[None]:
        """Around the work of one programme. What ends the command itself (usage, standard output) goes through."""
        try:
            yield
        except (UnreadableFile, UnreadableSettings) as error:
            tell(error)
            self.status = max(self.status, UNREADABLE)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except OSError as error:
            if error.filename is None:  # the standard output, not a file of the programme
                raise
            reason = f"ce chemin ne peut être ni lu ni écrit (code système {error.errno})"
            tell(
                UnreadableFile(
                    Path(error.filename), reason, "Vérifiez son nom, et le droit d’entrer dans ses dossiers."
                )
            )
            self.status = max(self.status, UNREADABLE)
        except Exception as error:
            from dossier.cli.support.bug import apology

            say(apology(error))
            self.status = BUG

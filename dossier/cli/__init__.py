"""The command line: parse, call, print, exit status. The only room that knows the clock and the terminal.

Exit status: 0 done, 1 findings or refusal, 2 unreadable input, bad usage or undetermined verdict, 3 a bug of ours.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier import __version__

if TYPE_CHECKING:  # imported late: help and versions need none of them
    from dossier.programme.errors import UnreadableFile
    from dossier.settings import UnreadableSettings

# Short commands make few cycles: collecting seldom saves a tenth of their time.
gc.set_threshold(200_000, 20, 100)

DONE, FINDINGS, UNREADABLE, BUG = 0, 1, 2, 3

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""How the standard output refuses what is written to it; a file would be named."""

COMMANDS = {
    "build": "Vérifie, puis écrit les dossiers Word, PDF et HTML.",
    "calendar": "Dit quand chaque enregistrement prend fin, et quand déposer.",
    "check": "Vérifie les programmes et affiche les constats.",
    "export": "Écrit un programme dans un autre format : fiche du répertoire, textes à copier.",
    "look": "Vérifie la charte graphique : couleurs, logo, polices, modèle Word.",
    "new": "Commence une description de programme, vide ou à partir d’une fiche.",
    "package": "Réunit dans une archive tout ce qui se dépose.",
    "register": "Lit le répertoire national (RNCP, RS) et y compare un programme.",
    "rules": "Liste les règles, ou en explique une.",
    "verify": "Dit si une archive de dépôt, un PDF ou le journal a été modifié.",
}


class Listed(click.Group):
    """A group whose help lists its commands, with a sentence each, under a French title."""

    summaries: Mapping[str, str]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        with formatter.section("Commandes"):
            formatter.write_dl(list(self.summaries.items()))


class Commands(Listed):
    """Imports a command when it is called, and lists the others without importing them."""

    summaries = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"dossier.cli.{cmd_name}").command
        return command


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exemple : dossier check sources/lp15301a.xml",
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
    add_help_option=False,
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
@click.version_option(__version__, "--version", prog_name="dossier", help="Affiche la version.")
def group() -> None:
    """Une description de programme en entrée ; en sortie, tout ce que son établissement doit déposer."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its status, at once: taking the interpreter apart costs a tenth of a check."""
    if sys.stdout is None:  # closed by the caller, who wants no report
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for as long as we run)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows its number
            stream.reconfigure(errors="backslashreplace")
    for name in ("SIGTERM", "SIGHUP"):  # those that the system has end the command as Ctrl-C does: with a word
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    status = run(arguments)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(status)


def run(arguments: list[str] | None = None) -> int:
    """Run a command; the status."""
    from dossier.programme.errors import UnreadableFile
    from dossier.settings import UnreadableSettings

    try:
        status = group.main(arguments, prog_name="dossier", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.Abort:
        say("Interrompu.")
        return UNREADABLE
    except click.ClickException as error:
        from dossier.cli.support.usage import complaint

        say(complaint(error))
        return UNREADABLE
    except (UnreadableFile, UnreadableSettings) as error:
        tell(error)
        return UNREADABLE
    except BrokenPipeError:
        # The reader of a pipe (head, less) left: nothing to say, and nothing more may be written.
        sys.stdout = None
        return DONE
    except KeyboardInterrupt:
        say("Interrompu.")
        return UNREADABLE
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and error.filename is None and error.errno in _NO_ROOM:
        sys.stdout = None
        say(f"Le résultat n’a pas pu être écrit en entier (code système {error.errno}).")
        say("    Vérifiez la place qui reste sur le disque, ou dirigez la sortie vers un autre fichier.")
        return UNREADABLE
    if isinstance(error, OSError) and isinstance(error.filename, str | bytes | os.PathLike):
        say(f"{os.fsdecode(error.filename)}  ce chemin ne peut être ni lu ni écrit (code système {error.errno}).")
        say("    Vérifiez la longueur de son nom, et le droit d’entrer dans ses dossiers.")
        return UNREADABLE
    from dossier.cli.support.bug import apology

    say(apology(error))
    return BUG


def say(text: str) -> None:
    """A line for the person, on standard error: standard output carries reports only."""
    from dossier.cli.support.terminal import harmless

    click.echo(harmless(text), err=True)


def tell(error: UnreadableFile | UnreadableSettings) -> None:
    """Why a file cannot be used, and what to do."""
    say(f"{error}.")
    if excerpt := getattr(error, "excerpt", ""):
        for line in _underlined(excerpt, error.line or 1, getattr(error, "column", 1)):
            say(line)
    say(f"    {error.hint}")


def _underlined(line: str, number: int, column: int) -> tuple[str, str]:
    """A line of a file, cut to a screen, and a sign under the character at fault."""
    start = max(column - 61, 0)
    shown = line[start : start + 100].replace("\t", " ").rstrip()
    return f"    {number} │ {shown}", f"    {' ' * len(str(number))} │ {' ' * (column - 1 - start)}^"

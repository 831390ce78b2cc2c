"""``dossier check``: the findings, in one or more formats."""

from __future__ import annotations

from pathlib import Path

import click

from dossier.cli.support.judging import Judged, judge_all, selection, selection_options
from dossier.cli.support.terminal import harmless
from dossier.reports.formats import FORMATS, emit, format_of
from dossier.rules.catalogue import Severity

SCREEN = Path("-")
_FOR_LOGS = ("github", "markdown")


@click.command("check", epilog="Exemple : dossier check sources/ --select ECT,COV --fail-on avertissement")
@selection_options
@click.option("--spelling", is_flag=True, help="Vérifie aussi l’orthographe (règle TXT-007).")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="erreur",
    help="Gravité à partir de laquelle le code de retour est 1 (erreur sans précision).",
)
@click.option(
    "--baseline",
    "reference",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Constats déjà connus : seuls les nouveaux comptent pour le code de retour.",
)
@click.option(
    "--write-baseline",
    "new_reference",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Écrit la liste des constats d’aujourd’hui, pour --baseline.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(tuple(FORMATS)),
    multiple=True,
    help="Format du rapport ; répétable. Sans précision, d’après le nom du fichier.",
)
@click.option(
    "--output-file",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FICHIER",
    help="Fichier du rapport de même rang ; répétable, « - » pour la sortie standard.",
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(
    paths: tuple[Path, ...],
    chosen: str | None,
    ignored: str | None,
    profile: str | None,
    day: object,
    spelling: bool,
    fail_on: str,
    reference: Path | None,
    new_reference: Path | None,
    formats: tuple[str, ...],
    files: tuple[Path, ...],
) -> int:
    """Vérifie des programmes (fichiers ou dossiers ; sources/ sans précision) et affiche les constats."""
    if reference and new_reference:
        raise click.ClickException("Donnez --baseline ou --write-baseline, pas les deux à la fois.")
    reports = _paired(formats or tuple(format_of(file.suffix) for file in files) or ("text",), files)
    judged = judge_all(paths, selection(chosen, ignored, profile, day, spelling))
    held_to = new_reference or reference
    if held_to:
        from dossier.cli.support.baseline import hold_against, write_reference

        if new_reference:
            write_reference(judged, new_reference)
        hold_against(judged, held_to)
    for name, target in reports:
        _write(name, target, judged)
    return judged.status(Severity(fail_on))


def _paired(formats: tuple[str, ...], files: tuple[Path, ...]) -> list[tuple[str, Path]]:
    """Where each report goes; raises click.ClickException when it cannot, or when two would take one place."""
    targets = (*files, *(SCREEN,) * (len(formats) - len(files)))
    if len(files) > len(formats) or targets.count(SCREEN) > 1:
        raise click.ClickException("Donnez un --output-file par --format ; un seul rapport va à l’écran.")
    if len({target.resolve() for target in targets}) < len(targets):
        raise click.ClickException("Le même --output-file est donné deux fois : donnez un fichier à chaque rapport.")
    reports = list(zip(formats, targets, strict=True))
    for name, target in reports:
        if FORMATS[name].binary and target == SCREEN:
            raise click.ClickException(f"Le format {name} ne s’affiche pas : donnez-lui un --output-file.")
    return reports


def _write(name: str, target: Path, judged: Judged) -> None:
    if target != SCREEN:
        from dossier.cli.support.files import write

        write(target, emit(name, judged.judgements, judged.unreadable))
    elif name == "text":
        _print(judged)
    else:
        content = emit(name, judged.judgements, judged.unreadable)
        click.echo(harmless(content.decode()) if name in _FOR_LOGS else content, nl=False)


def _print(judged: Judged) -> None:
    """The text for a terminal; nothing when there is nothing to say."""
    from dossier.reports import text

    if judged.judgements:
        report = text.emit(judged.judgements, colour=_colour(), width=_width())
        click.echo(harmless(report), nl=False, color=True)


def _colour() -> bool:
    import os
    import sys

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width() -> int:
    """The columns of the terminal; none when the report goes elsewhere."""
    import shutil
    import sys

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0

"""``dossier export``: programmes in the formats of others."""

from __future__ import annotations

from pathlib import Path

import click

from dossier.cli import DONE, FINDINGS, UNREADABLE, say, tell
from dossier.cli.support.apart import Apart
from dossier.cli.support.files import write
from dossier.cli.support.form_limits import check_fields, tell_too_long
from dossier.cli.support.reading import SOURCES, Reading, same_codes
from dossier.exchange.fiche import fiches
from dossier.exchange.formats import FORMATS
from dossier.programme.model import Programme
from dossier.settings import read_settings


@click.command("export", epilog="Exemple : dossier export --to fiche sources/exemple-complet.xml -o output")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PROGRAMME]…")
@click.option(
    "--to",
    "form",
    type=click.Choice(list(FORMATS)),
    required=True,
    help=f"{' ; '.join(f'{name} : {each.about}' for name, each in FORMATS.items())}.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    metavar="DOSSIER",
    help="Où écrire (output/).",
)
@click.option(
    "--output-file",
    "file",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Le fichier à écrire, pour un seul programme ; « - » pour la sortie standard.",
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(paths: tuple[Path, ...], form: str, output: Path, file: Path | None) -> int:
    """Écrit des programmes (sources/ sans précision) dans un autre format."""
    reading = Reading(paths or (SOURCES,))
    programmes = list(reading.valid())
    if file and len(programmes) > 1:
        raise click.ClickException(f"--output-file n’écrit qu’un programme, et il y en a {len(programmes)}.")
    if twins := list(same_codes((path, programme.code) for path, programme in programmes)):
        for twin in twins:
            tell(twin)
        return UNREADABLE
    status = UNREADABLE if reading.unreadable else DONE
    apart = Apart()
    for path, programme in programmes:
        with apart.each():
            if not _exported(path, programme, form, file or output / FORMATS[form].file(form, programme.code)):
                status = max(status, FINDINGS)
    return max(status, apart.status)


def _exported(path: Path, programme: Programme, form: str, target: Path) -> bool:
    """Write a programme; does every text fit its field?"""
    settings = read_settings(path.parent)
    check_fields(path.parent, settings)
    data = FORMATS[form].make(programme, settings.caracteres, "")
    if form == "fiche" and not all(sheet.numero for sheet in fiches(programme)):
        say(f"{programme.code} : pas encore de numéro de fiche ; la fiche écrite n’en porte pas.")
    too_long = form == "copier-coller" and tell_too_long(programme, settings)
    _write(target, data)
    return not too_long


def _write(target: Path, data: bytes) -> None:
    if target == Path("-"):
        click.echo(data, nl=False)
        return
    write(target, data)
    click.echo(target.as_posix())

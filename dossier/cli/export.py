"""``dossier export``: programmes in the formats of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click

from dossier.cli import DONE, FINDINGS, UNREADABLE, say
from dossier.cli.support.apart import Apart
from dossier.cli.support.files import write
from dossier.cli.support.form_limits import check_fields, tell_too_long
from dossier.cli.support.reading import SOURCES, Reading, same_codes
from dossier.exchange.copier_coller import page
from dossier.exchange.fiche import fiches, to_flux
from dossier.programme.model import Programme
from dossier.settings import Settings, read_settings


class Format(NamedTuple):
    """A format: the name of its files (``{code}`` is the programme's), how they are made."""

    name: str
    make: Callable[[Programme, Settings], bytes]


def _fiche(programme: Programme, _settings: Settings) -> bytes:
    sheets = fiches(programme)
    if not all(sheet.numero for sheet in sheets):
        say(f"{programme.code} : pas encore de numéro de fiche ; la fiche écrite n’en porte pas.")
    return to_flux(sheets)


def _copier_coller(programme: Programme, settings: Settings) -> bytes:
    return page(programme, fiches(programme), settings.caracteres).encode()


FORMATS = {
    "fiche": Format("fiche-{code}.xml", _fiche),
    "copier-coller": Format("copier-coller-{code}.html", _copier_coller),
}


@click.command("export", epilog="Exemple : dossier export --to fiche sources/exemple-complet.xml -o output")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PROGRAMME]…")
@click.option(
    "--to",
    "form",
    type=click.Choice(list(FORMATS)),
    required=True,
    help="fiche : la fiche au format du répertoire national ; copier-coller : les textes du formulaire de dépôt.",
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
    if same_codes((path, programme.code) for path, programme in programmes):
        return UNREADABLE
    status = UNREADABLE if reading.unreadable else DONE
    apart = Apart()
    for path, programme in programmes:
        with apart.each():
            if not _exported(path, programme, form, file or output / FORMATS[form].name.format(code=programme.code)):
                status = max(status, FINDINGS)
    return max(status, apart.status)


def _exported(path: Path, programme: Programme, form: str, target: Path) -> bool:
    """Write a programme; does every text fit its field?"""
    settings = read_settings(path.parent)
    check_fields(path.parent, settings)
    data = FORMATS[form].make(programme, settings)
    too_long = form == "copier-coller" and tell_too_long(programme, settings)
    _write(target, data)
    return not too_long


def _write(target: Path, data: bytes) -> None:
    if target == Path("-"):
        click.echo(data, nl=False)
        return
    write(target, data)
    click.echo(target.as_posix())

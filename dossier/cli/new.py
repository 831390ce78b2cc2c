"""``dossier new``: the first file of a programme."""

from __future__ import annotations

import shlex
from importlib import resources
from pathlib import Path

import click

from dossier.cli import DONE, FINDINGS, say
from dossier.cli.support.files import write
from dossier.cli.support.reading import named_as_programme
from dossier.programme.errors import UnreadableFile
from dossier.programme.references import CODE

DEFAULT = Path("sources/nouveau-programme.xml")
INDEX = Path("sources/referentiel/rncp.sqlite")


@click.command("new", epilog="Exemple : dossier new --fiche RNCP37873 -o sources/mon-titre.xml")
@click.option("--fiche", "number", metavar="NUMÉRO", help="Reprend ce que dit cette fiche du répertoire national.")
@click.option(
    "-o",
    "--output-file",
    "file",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Le fichier à écrire (sources/nouveau-programme.xml, ou sources/ et le numéro de la fiche).",
)
@click.option(
    "--index",
    type=click.Path(path_type=Path, dir_okay=False),
    default=INDEX,
    metavar="FICHIER",
    help=f"Index du répertoire ({INDEX.as_posix()} sans précision).",
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(number: str | None, file: Path | None, index: Path) -> int:
    """Commence une description de programme : vide, ou à partir d’une fiche. N’écrase jamais un fichier."""
    if number is None:
        return _start(file or DEFAULT, _empty((file or DEFAULT).stem))
    from dossier.cli.register import the_number
    from dossier.exchange.depuis_fiche import programme_from
    from dossier.register.index import Index

    with Index(index) as register:
        numero = the_number(register, number)
        fiche = register.fiche(numero) if numero else None
        if fiche is None:
            return FINDINGS
        target = file or DEFAULT.with_name(f"{fiche.numero.lower()}.xml")
        return _start(target, programme_from(fiche, register.jour))


def _empty(name: str) -> bytes:
    """A description to complete, whose code is the name of its file, in capitals, when a code may be so written."""
    start = resources.files("dossier.exchange").joinpath("depart.xml").read_bytes()
    return start.replace(b"A-COMPLETER", name.upper().encode(), 1) if CODE.fullmatch(name) else start


def _start(target: Path, data: bytes) -> int:
    if not named_as_programme(target):
        hint = "Choisissez un nom qui finit par .xml, et ne commence ni par un point ni par « ~$ »."
        raise UnreadableFile(target, "ce n’est pas un nom de programme", hint)
    if target.exists():
        hint = "Choisissez un autre nom avec -o FICHIER, ou déplacez d’abord ce fichier."
        raise UnreadableFile(target, "ce fichier existe déjà ; il n’est pas remplacé", hint)
    write(target, data)
    click.echo(target.as_posix())
    say(f"À compléter ; « dossier check {shlex.quote(target.as_posix())} » dit ce qui manque.")
    return DONE

"""``dossier look``: is the institution's look one that dossiers can wear?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dossier.cli import DONE, FINDINGS, UNREADABLE, Listed, say
from dossier.cli.support.looks import COMMON, whole_look
from dossier.cli.support.reading import SOURCES, Reading
from dossier.document.tree import Document
from dossier.look.contrast import french, meetings
from dossier.look.faults import Fault, UnusableLook
from dossier.look.model import Look
from dossier.programme.reader import InvalidProgramme
from dossier.settings import NAME, Settings, read_settings

_HELP = {"check": "Vérifie la charte commune et celle de chaque programme qui a la sienne."}


class _Group(Listed):
    summaries = _HELP


@click.group(
    "look",
    cls=_Group,
    epilog="Exemple : dossier look check sources",
    subcommand_metavar="COMMANDE …",
    options_metavar="",
    add_help_option=False,
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command() -> None:
    """La charte graphique : couleurs, logo, polices, textes d’en-tête, feuille de style, modèle Word."""


@command.command("check", epilog="Exemple : dossier look check sources", options_metavar="", add_help_option=False)
@click.argument("path", type=click.Path(path_type=Path), default=SOURCES, metavar="[CHEMIN]")
@click.help_option("-h", "--help", help="Affiche cette aide.")
def check(path: Path) -> int:
    """Vérifie la charte commune et celle de chaque programme qui a la sienne.

    CHEMIN est le dossier des programmes (sources/), ou l’un d’eux.
    """
    folder = path if path.is_dir() else path.parent
    if not path.exists():
        say(f"{path.as_posix()}  n’existe pas.")
        say("    Donnez le dossier qui contient dossier.toml et les programmes.")
        return UNREADABLE
    settings = read_settings(folder)
    said: set[str] = set()
    verdicts = [_checked(settings, code, folder, said) for code in (COMMON, *sorted(settings.looks))]
    reading = Reading([folder], needed=False)
    codes = {each.code if isinstance(each, InvalidProgramme) else each.programme.code for each in reading}
    if reading.unreadable:  # its code may be one of those below
        return UNREADABLE
    strangers = sorted(set(settings.looks) - codes)
    for code in strangers:
        click.echo(f"{(folder / NAME).as_posix()}  [programmes.{code}] : aucun programme du dossier ne porte ce code.")
        click.echo("    Corrigez le code, ou retirez ces réglages.")
    return FINDINGS if strangers or not all(verdicts) else DONE


def _checked(settings: Settings, code: str, folder: Path, said: set[str]) -> bool:
    """Say what a look is, or what is wrong with it and was not ``said`` yet; is all well?"""
    place = f"programmes.{code}.charte" if code else "charte"
    try:
        look = whole_look(settings, code, folder)
        faults = tuple(_tried(look))
    except UnusableLook as refused:
        faults = refused.faults
    for fault in (fault for fault in faults if str(fault) not in said):
        said.add(str(fault))
        click.echo(f"{(folder / NAME).as_posix()}  [{place}] {fault}.")
        click.echo(f"    {fault.hint}")
    if not faults:
        click.echo(f"{code or 'Charte commune'} : {_summary(look)}")
    return not faults


def _summary(look: Look) -> str:
    pairs = meetings(look.palette)
    worst = min(pairs, key=lambda meeting: meeting.ratio / meeting.least)
    families = dict.fromkeys((look.fonts.texte, look.fonts.titres, look.fonts.code))
    said = (
        f"{len(pairs)} contrastes suffisants (le plus faible : {french(worst.ratio)}, {worst.ink} sur {worst.ground})",
        f"polices {', '.join(families)} ; {look.fonts.word} dans Word",
        f"logo « {look.logo.alternative} »" if look.logo else "sans logo",
        "feuille de style" if look.css else "",
        "modèle Word" if look.template else "",
    )
    return "conforme – " + " ; ".join(filter(None, said)) + "."


def _tried(look: Look) -> Iterator[Fault]:
    """A page printed with the look: what the engine cannot do shows here, before a dossier needs it."""
    from dossier.filing.same_text import docx_text, pdf_text, same
    from dossier.render.docx import to_docx
    from dossier.render.pdf import to_pdf
    from dossier.render.pdf_engine import MissingLibrary, RenderWarning

    page = Document("Essai", "Essai", "ESSAI", "1", "Essai", "Essai", cover=(), sections=())
    try:
        printed = to_pdf(page, look)
        if look.css and not same(pdf_text(printed), docx_text(to_docx(page, look))):
            hint = "Retirez display, visibility, content… ou placez-les dans « @media screen { … } »."
            yield Fault("charte.css", "la feuille de style cache ou ajoute du texte dans le PDF", hint)
    except MissingLibrary as error:
        say(f"La feuille de style n’est pas essayée : {error.library} est absente de cette machine.")
    except RenderWarning as error:
        hint = (
            "Retirez ce que le moteur du PDF ne connaît pas, ou placez-le dans « @media screen { … } » s’il ne sert "
            f"qu’à l’écran. Détail : {' ; '.join(error.messages)}"
        )
        yield Fault("charte.css ou logo", "une page d’essai ne peut pas être imprimée comme demandé", hint)

"""``dossier calendar``: when registrations end, and when to file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dossier.cli import DONE, UNREADABLE, say
from dossier.cli.support.files import write
from dossier.cli.support.judging import Selection, judge_all
from dossier.filing.calendar import as_ics, as_text, due


@click.command("calendar", epilog="Exemple : dossier calendar --format ics --output-file output/calendrier.ics")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[CHEMIN]…")
@click.option("--format", "form", type=click.Choice(["text", "ics"]), default="text", help="Texte, ou agenda (ICS).")
@click.option(
    "--output-file", "target", type=click.Path(path_type=Path), metavar="FICHIER", help="Où écrire (l’écran, ou -)."
)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-JJ", help="Vu de ce jour (aujourd’hui)."
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(paths: tuple[Path, ...], form: str, target: Path | None, day: Any) -> int:
    """Dit, pour chaque programme, quand l’enregistrement prend fin et quand déposer le renouvellement."""
    judged = judge_all(paths, Selection(chosen=("STR",)))
    for judgement in judged.judgements:
        if judgement.programme is None:
            say(f"{judgement.file.as_posix()}  ne respecte pas le schéma ; « dossier check » dit où.")
    programmes = [judgement.programme for judgement in judged.judgements if judgement.programme]
    found = due(programmes)
    if form == "ics":
        content = as_ics(found)
    else:
        today = day.date() if day else date.today()
        ending = {each.code for each in found}
        content = as_text(found, (p.code for p in programmes if p.code not in ending), today).encode()
    if target and target != Path("-"):
        write(target, content)
    else:
        click.echo(content, nl=False)
    whole = len(programmes) == len(judged.judgements) and not judged.unreadable
    return DONE if whole else UNREADABLE

"""``dossier package``: the bundle to file, and its line in the journal."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from dossier.cli import DONE, FINDINGS, UNREADABLE, say
from dossier.cli.support.files import locked, sweep, write, written_aside
from dossier.cli.support.form_limits import check_fields, tell_too_long
from dossier.cli.support.judging import Selection, judge_all
from dossier.cli.support.looks import look_of
from dossier.cli.support.pdf_obstacles import printable
from dossier.cli.support.plans import plan_of
from dossier.filing.archive import Altered
from dossier.filing.bundle import Filing, entry, members, packed
from dossier.filing.journal import NAME as JOURNAL
from dossier.filing.journal import START, AlteredJournal, appended, head
from dossier.filing.obstacles import obstacles, warnings
from dossier.filing.pieces import read_attachments
from dossier.filing.verification import examined, open_bundle
from dossier.french.numbers import count
from dossier.programme.errors import UnreadableFile
from dossier.programme.model import Programme
from dossier.programme.reader import ReadProgramme
from dossier.rules.readiness import Obstacle, by_section, readiness
from dossier.rules.runner import Judgement, Verdict, judge
from dossier.settings import settings_files

_LONGEST_NAME = 200
_KEEP = "Reprenez le journal d’une sauvegarde : « dossier verify --journal » dit où il s’interrompt."


def _name(_context: click.Context, _option: click.Parameter, by: str | None) -> str | None:
    """A name that can be printed in the bundle."""
    name = by and " ".join(by.split())
    if name is not None and not (name.isprintable() and 0 < len(name) <= _LONGEST_NAME):
        raise click.BadParameter(f"un nom, de {_LONGEST_NAME} caractères au plus", param_hint="fr")
    return name


@click.command(
    "package", epilog='Exemple : dossier package sources/exemple-complet.xml -o output --by "Camille Exemple"'
)
@click.argument("path", type=click.Path(path_type=Path), metavar="PROGRAMME")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    metavar="DOSSIER",
    help="Où écrire (output/).",
)
@click.option("--draft", is_flag=True, help="Fait un projet, à ne pas déposer, malgré ce qui manque.")
@click.option(
    "--by", callback=_name, metavar="NOM", help="Qui dépose (sans précision : le premier contact du certificateur)."
)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-JJ", help="Jour du dépôt (aujourd’hui)."
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(path: Path, output: Path, draft: bool, by: str | None, day: Any) -> int:
    """Réunit dans une archive tout ce qui se dépose : dossier, rapports, description, pièces.

    Refuse tant qu’il reste des erreurs, et les nomme.
    """
    if path.is_dir():
        raise UnreadableFile(path, "c’est un dossier, pas un programme", "Donnez le fichier .xml d’un programme.")
    if path.is_symlink() and Path(os.path.realpath(path)).parent != Path(os.path.realpath(path.parent)):
        hint = "Donnez le fichier lui-même : ce qu’un lien montre d’ailleurs n’entre pas dans un dépôt."
        raise UnreadableFile(path, "ce lien mène hors de son dossier", hint)
    judged = judge_all([path], Selection(filing=True))
    if not judged.judgements:
        return UNREADABLE
    judgement = judged.judgements[0]
    programme = judgement.programme
    if programme is None:
        return _invalid(judgement)
    settings, rules = judged.schools[path.parent]
    check_fields(path.parent, settings)
    attachments = read_attachments(programme, path.parent, settings.limites)
    against = obstacles(judgement, attachments.problems)
    if against and not draft:
        _tell(against)
        say(f"{programme.code} : refusé, {readiness(judgement).words} (--draft fait un projet).")
        return UNREADABLE if judgement.verdict is Verdict.INDETERMINE else FINDINGS
    today = day.date() if day else date.today()
    cautions = warnings(judgement, programme, attachments.problems, today)
    _tell(cautions, "Rappel : ")
    tell_too_long(programme, settings)
    look = look_of(path, programme.code)
    register = judged.registers.beside(path)
    filing = Filing(
        judgement=judgement,
        alone=judge(ReadProgramme(programme, judgement.source), rules, settings, filing=True),
        programme=programme,
        attachments=attachments,
        remarks=(*against, *cautions),
        settings=settings_files(path.parent),
        look=look,
        register=register.jour if register else None,
        draft=draft,
        today=today,
        by=by or _signatory(programme),
        plan=plan_of(path, programme),
    )
    with printable(judgement.source, look):
        files = members(filing)
    _check(filing, files, path)
    status = _write(filing, files, output, path.with_name(JOURNAL), settings.limites)
    _tell_what_remains(judgement)
    return status


def _tell_what_remains(judgement: Judgement) -> None:
    """The verdict, then what it counts, by section."""
    asked = readiness(judgement)
    say(f"{judgement.code} : {asked.words}.")
    for found in (asked.points, asked.warnings):
        for section, number in by_section(found).items():
            say(f"    {section} : {count(number, 'point' if found is asked.points else 'avertissement')}")


def _invalid(judgement: Judgement) -> int:
    for finding in judgement.findings:
        where = f"{finding.file.as_posix()}:{finding.place.line}:{finding.place.column}"
        say(f"{where}  {finding.rule.id}  {finding.message}")
    say("Le programme ne respecte pas le schéma : rien n’est écrit.")
    return FINDINGS


def _tell(found: tuple[Obstacle, ...], head: str = "") -> None:
    for each in found:
        say(f"{head}{each.rule}  {each.message}" + (f"\n    {each.hint}" if each.hint else ""))


def _signatory(programme: Programme) -> str:
    """The first contact of the awarding bodies, else the first body: what the source confirms."""
    contacts = (contact.nom for each in programme.certificateurs for contact in each.contacts)
    return str(next(contacts, programme.certificateurs[0].nom_legal))


def _written(journal: Path) -> bytes:
    """The journal as it stands, empty when there is none yet; a link would be replaced by a file, and its chain cut."""
    if journal.is_symlink() or (journal.exists() and not journal.is_file()):
        hint = "Mettez le journal lui-même à cet endroit, à côté des programmes."
        raise UnreadableFile(journal, "le journal n’est pas un fichier ordinaire", hint)
    try:
        return journal.read_bytes() if journal.exists() else b""
    except OSError:
        raise UnreadableFile(journal, "le journal ne peut pas être lu", "Demandez le droit de le lire.") from None


def _check(filing: Filing, files: Mapping[str, bytes], path: Path) -> None:
    """Run what ``dossier verify`` will run; raises UnreadableFile rather than write what it would call altered."""
    try:
        for _ in examined(open_bundle(packed(filing, files, START))):
            pass
    except Altered as error:
        reason = f"rien n’est écrit, car « dossier verify » refuserait l’archive : {error}"
        hint = "Signalez-le : l’outil ne devrait pas produire une telle archive."
        if filing.look.css:
            hint = (
                "La feuille de style charte.css cache ou ajoute du texte dans le PDF : retirez-en display, visibility, "
                "content… ou placez-les dans « @media screen { … } »."
            )
        raise UnreadableFile(path, reason, hint) from error


def _write(filing: Filing, files: Mapping[str, bytes], output: Path, journal: Path, limits: Mapping[str, int]) -> int:
    """The journal first: a bundle that stands has its line, and a line without bundle is a packing cut short."""
    target = output / filing.name
    with locked(journal.parent):
        written = _written(journal)
        try:
            bundle = packed(filing, files, head(written))
            again = appended(written, entry(filing, bundle))
        except AlteredJournal as error:
            raise UnreadableFile(journal, str(error), _KEEP) from error
        limit = limits.get("depot")
        if limit is not None and len(bundle) > limit and not filing.draft:
            say(f"{filing.name} : refusé, {len(bundle)} octets pour {limit} admis (dossier.toml, [limites] depot).")
            return FINDINGS
        for file in (journal, target):
            sweep(file)
        with written_aside(target, bundle):
            write(journal, again)
    click.echo(target.as_posix())
    say(f"{len(files) + 1} fichiers, {len(bundle)} octets ; inscrit dans {journal.as_posix()}.")
    return DONE

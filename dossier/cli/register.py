"""``dossier register``: the national register, imported once and asked as often as needed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from dossier.cli import DONE, FINDINGS, UNREADABLE, Listed, say
from dossier.cli.support.reading import SOURCES, Reading, read_valid
from dossier.french.dates import short_day
from dossier.register.changes import Changes
from dossier.register.errors import FutureExport
from dossier.register.index import DEFAULT, LIMIT, Index, Provenance
from dossier.register.reader import Export, Progress, open_exports
from dossier.register.search import bloc_code
from dossier.reports import register_json, register_text

_HELP = {
    "import": "Fait l’index à partir d’exports téléchargés.",
    "show": "Affiche une fiche.",
    "search": "Cherche des fiches par leurs mots.",
    "compare": "Compare un programme à sa fiche officielle.",
    "diff": "Compare deux fiches, bloc par bloc.",
    "stats": "Compte les fiches.",
    "nomenclature": "Ajoute une nomenclature officielle à l’index.",
}

MOST = 10_000
"""The most sheets that a search prints."""

_Command = Callable[..., Any]


class _Group(Listed):
    summaries = _HELP


@click.group(
    "register",
    cls=_Group,
    epilog='Exemple : dossier register search "médiation scientifique" --level 6 --active',
    subcommand_metavar="COMMANDE …",
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command() -> None:
    """Le répertoire national (RNCP et RS) : le lire, y chercher, y comparer un programme."""


def _common(function: _Command) -> _Command:
    for option in (
        click.help_option("-h", "--help", help="Affiche cette aide."),
        click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Format."),
        click.option(
            "--index",
            type=click.Path(path_type=Path, dir_okay=False),
            default=DEFAULT,
            metavar="FICHIER",
            help=f"Index du répertoire ({DEFAULT.as_posix()} sans précision).",
        ),
    ):
        function = option(function)
    return function


@command.command("import", epilog="Exemple : dossier register import export-fiches-rncp-v4-1-2026-08-16.zip")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-JJ", help="Jour des données.")
@click.option("--force", is_flag=True, help="Importe même ce qui retire quelque chose à l’index.")
@click.option(
    "--programmes",
    type=click.Path(path_type=Path),
    default=SOURCES,
    metavar="DOSSIER",
    help="Vos programmes, pour dire lesquels sont concernés (sources/ sans précision).",
)
@_common
def import_(
    files: tuple[Path, ...], day: datetime | None, force: bool, programmes: Path, index: Path, form: str
) -> int:
    """Fait l’index à partir d’exports XML ou CSV, compressés ou non ; dit ce qui a changé."""
    from dossier.register.build import import_exports

    exports = open_exports(files)
    jour = _told_day(exports, day.date() if day else None)
    with _progress(sum(export.size for export in exports)) as progress:
        done = import_exports(index, exports, jour, progress, force)
    reading = Reading([programmes] if done.changes and programmes.is_dir() else [], needed=False)
    ours = _touched(reading, done.changes) if done.changes else {}
    with Index(index) as register:
        if form == "json":
            _json("import", {"resultat": done, "programmes": ours}, register.provenance)
        else:
            _text(register_text.imported(done, ours), register.provenance)
    return UNREADABLE if reading.unreadable else DONE


def _told_day(exports: Iterable[Export], jour: date | None) -> date | None:
    """The day given, once it is said whose name tells another; raises FutureExport."""
    if jour and jour > datetime.now().astimezone().date():
        first = next(iter(exports)).path
        reason = f"--date {jour.isoformat()} n’est pas encore arrivé"
        raise FutureExport(first, reason, "Donnez le jour auquel l’export a été fait.")
    for export in exports:
        if jour and export.jour and export.jour != jour:
            path = export.path.as_posix()
            say(
                f"{path} : son nom dit le {short_day(export.jour)} ; --date l’emporte, l’export est daté du "
                f"{short_day(jour)}."
            )
    return jour


@command.command("show", epilog="Exemple : dossier register show RNCP30109")
@click.argument("number", metavar="NUMÉRO")
@_common
def show(number: str, index: Path, form: str) -> int:
    """Affiche une fiche, d’après son numéro (RNCP30109, RS5000), ou un bloc (RNCP30109BC01)."""
    with Index(index) as register:
        if (named := bloc_code(number)) is not None:
            return _show_bloc(register, *named, form)
        numero = the_number(register, number)
        fiche = register.fiche(numero) if numero else None
        if fiche is None:
            return FINDINGS
        if form == "json":
            _json("fiche", fiche, register.provenance)
        else:
            _text(register_text.show(fiche), register.provenance)
    return DONE


def _show_bloc(register: Index, numero: str, code: str, form: str) -> int:
    if not (sheet := the_number(register, numero)):
        return FINDINGS
    fiche = register.fiche(sheet)
    bloc = fiche.bloc(code) if fiche else None
    if fiche is None or bloc is None:
        held = ", ".join(bloc.code for bloc in fiche.blocs) if fiche else ""
        say(f"La fiche {numero} n’a pas de bloc {code} (export du {short_day(register.jour)}).")
        say(f"    Ses blocs : {held or 'aucun'}.")
        return FINDINGS
    if form == "json":
        _json("bloc", bloc, register.provenance)
    else:
        _text(register_text.show_bloc(fiche, bloc), register.provenance)
    return DONE


@command.command("search", epilog='Exemple : dossier register search "médiation scientifique" --level 6 --active')
@click.argument("words", nargs=-1, required=True, metavar="MOTS")
@click.option("--level", type=click.IntRange(1, 8), metavar="NIVEAU", help="Un niveau seulement (1 à 8).")
@click.option("--active", is_flag=True, help="Les fiches actives seulement.")
@click.option("--limit", type=click.IntRange(1, MOST), default=LIMIT, metavar="NOMBRE", help=f"Au plus ({LIMIT}).")
@_common
def search(words: tuple[str, ...], level: int | None, active: bool, limit: int, index: Path, form: str) -> int:
    """Cherche dans les intitulés, emplois, blocs, certificateurs et codes ; accents et casse sont sans effet."""
    with Index(index) as register:
        answer = register.search(" ".join(words), level, active, limit)
        if form == "json":
            _json("recherche", answer, register.provenance)
        else:
            _text(register_text.found(answer), register.provenance)
    return DONE


@command.command("compare", epilog="Exemple : dossier register compare sources/lp15301a.xml")
@click.argument("path", type=click.Path(path_type=Path), metavar="PROGRAMME")
@click.option("--fiche", "asked", metavar="NUMÉRO", help="Une autre fiche que celle du programme.")
@_common
def compare(path: Path, asked: str | None, index: Path, form: str) -> int:
    """Compare un programme à sa fiche : intitulé, niveau, codes, voies, certificateurs, blocs."""
    from dossier.register.compare import compare as held_against

    programme = read_valid(path)
    with Index(index) as register:
        answers, missing = [], False
        for enregistrement in programme.enregistrements:
            if not (asked or enregistrement.fiche):
                say("Le programme ne cite aucune fiche : donnez-la avec --fiche NUMÉRO.")
                missing = True
                continue
            numero = the_number(register, asked or enregistrement.fiche or "")
            fiche = register.fiche(numero) if numero else None
            missing = missing or fiche is None
            answers += [held_against(programme, enregistrement, fiche)] if fiche else []
        if not programme.enregistrements:
            say("Le programme n’a pas d’élément <enregistrement> : il n’y a pas de fiche à comparer.")
        if form == "json":
            _json("comparaisons", answers, register.provenance)
        elif answers:
            _text((line for answer in answers for line in register_text.comparison(answer)), register.provenance)
    if missing or not answers:
        return UNREADABLE
    return FINDINGS if any(answer.ecarts for answer in answers) else DONE


@command.command("diff", epilog="Exemple : dossier register diff RNCP34762 RNCP39568")
@click.argument("before", metavar="ANCIENNE")
@click.argument("after", metavar="NOUVELLE")
@_common
def diff(before: str, after: str, index: Path, form: str) -> int:
    """Compare deux fiches de l’index (une ancienne, sa remplaçante) ; propose les <correspondance> à coller."""
    from dossier.register.difference import difference

    with Index(index) as register:
        numeros = [the_number(register, typed) for typed in (before, after)]
        found = [register.fiche(numero) for numero in numeros if numero]
        if len(found) < len(numeros) or found[0] is None or found[1] is None:
            return UNREADABLE
        answer = difference(found[0], found[1])
        if form == "json":
            _json("difference", answer, register.provenance)
        else:
            _text(register_text.difference(found[0], found[1], answer), register.provenance)
    return FINDINGS if answer.champs or answer.retires or answer.ajoutes else DONE


@command.command("stats", epilog="Exemple : dossier register stats --format json")
@_common
def stats(index: Path, form: str) -> int:
    """Compte les fiches par répertoire, par statut et par niveau."""
    with Index(index) as register:
        if form == "json":
            _json("stats", register.stats(), register.provenance)
        else:
            _text(register_text.statistics(register.stats()), register.provenance)
    return DONE


@command.command("nomenclature", epilog="Exemple : dossier register nomenclature rome.csv")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
@_common
def nomenclature(file: Path, index: Path, form: str) -> int:
    """Ajoute à l’index une nomenclature officielle (NSF, ROME ou Formacode) au format CSV."""
    from dossier.register.nomenclature import add_nomenclature

    answer = add_nomenclature(index, file)
    with Index(index) as register:
        if form == "json":
            _json("nomenclature", answer, register.provenance)
        else:
            _text(register_text.added(answer), register.provenance)
    return DONE


def _text(lines: Iterable[str], provenance: tuple[Provenance, ...]) -> None:
    click.echo(register_text.sourced(lines, provenance), nl=False)


def _json(name: str, answer: Any, provenance: tuple[Provenance, ...]) -> None:
    click.echo(register_json.emit(name, answer, provenance), nl=False)


def the_number(register: Index, typed: str) -> str | None:
    """The one sheet that is meant; otherwise says why not."""
    if not typed.strip():
        say("Il manque le numéro de la fiche : RNCP30109, par exemple.")
        return None
    found = register.numeros(typed)
    if len(found) == 1:
        return found[0]
    if found:
        say(f"{typed} désigne plusieurs fiches : {', '.join(found)}. Donnez le numéro entier.")
    else:
        say(f"La fiche {typed} n’est pas dans l’index (export du {short_day(register.jour)}).")
        kind = "RS" if typed.strip().upper().startswith("RS") else "RNCP"
        whole = register.complet(kind)
        say(
            f"    Le {kind} y est entier : vérifiez le numéro, ou importez un export plus récent."
            if whole
            else f"    L’index n’a pas tout le {kind} : vérifiez le numéro, ou importez l’export qui contient la fiche."
        )
    return None


def _touched(reading: Reading, changes: Changes) -> dict[str, Changes]:
    """What changed for each programme of ours."""
    touched = {}
    for _, programme in reading.valid():
        concerned = changes.of(found.fiche for found in programme.enregistrements if found.fiche)
        if concerned:
            touched[programme.code] = concerned
    return touched


@contextmanager
def _progress(size: int) -> Iterator[Progress]:
    """A progress bar, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    with click.progressbar(length=size, label="Import", file=sys.stderr) as bar:
        yield bar.update

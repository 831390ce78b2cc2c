"""``dossier verify``: is what was filed still what was made?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dossier.cli import DONE, FINDINGS, UNREADABLE, say, tell
from dossier.filing.archive import Altered, Foreign, shown
from dossier.filing.journal import NAME as JOURNAL
from dossier.filing.journal import AlteredJournal, Entry, entries
from dossier.filing.manifest import NAME as MANIFEST
from dossier.french.sentences import capital
from dossier.programme.errors import UnreadableFile

MOST_BYTES = 1024 * 1024 * 1024


@click.command("verify", epilog="Exemple : dossier verify output/depot-TFP00001A-2026.1.zip --journal")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[FICHIER]…")
@click.option(
    "--journal", is_flag=True, help="Vérifie aussi sources/journal.jsonl, et que les archives y sont inscrites."
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(files: tuple[Path, ...], journal: bool) -> int:
    """Dit si une archive de dépôt, un PDF seul ou un journal (.jsonl) a été modifié, et ce qui l’a été."""
    journals = [path for path in files if path.suffix == ".jsonl"] or ([Path("sources", JOURNAL)] if journal else [])
    others = [path for path in files if path.suffix != ".jsonl"]
    if not journals and not others:
        raise click.ClickException("Donnez une archive de dépôt, un PDF ou un journal à vérifier.")
    if len(journals) > 1 and others:
        raise click.ClickException("Une archive est inscrite dans un seul journal : n’en donnez qu’un avec elle.")
    status = DONE
    known: list[Entry] = []
    for path in journals:
        status = max(status, _verify_journal(path, known))
    kept = known if journals else None
    return max([status, *(_verify(path, kept if status == DONE else None) for path in others)])


def _verify_journal(path: Path, known: list[Entry]) -> int:
    try:
        known += entries(_read(path))
    except AlteredJournal as error:
        click.echo(f"{path.as_posix()} : modifié. {capital(str(error))}.")
        return FINDINGS
    except UnreadableFile as error:
        return _unreadable(error)
    click.echo(f"{path.as_posix()} : intact ; lignes qui se suivent : {len(known)}.")
    return DONE


def _verify(path: Path, journal: list[Entry] | None) -> int:
    name = path.as_posix()
    try:
        data = _read(path)
        told = list(_told(data, journal))
    except Altered as error:
        click.echo(f"{name} : modifié. {capital(str(error))}.")
        return FINDINGS
    except Foreign as error:
        say(f"{name} : vérification impossible. {capital(str(error))}.")
        return UNREADABLE
    except UnreadableFile as error:
        return _unreadable(error)
    click.echo(f"{name} : intact.")
    for sentence in told:
        click.echo(f"    {capital(sentence)}.")
    return DONE


def _told(data: bytes, journal: list[Entry] | None) -> Iterator[str]:
    from dossier.filing.attachment_kinds import kind_of
    from dossier.render.seal import NAMESPACE

    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK"):
        if MANIFEST.encode() not in data and (kind := kind_of(data)):
            raise Foreign(f"c’est un {kind} : seuls une archive de dépôt, un PDF ou le journal se vérifient")
        return _bundle(data, journal)
    if NAMESPACE in data:
        raise Altered("les premiers octets du fichier ont été modifiés, ou d’autres ont été ajoutés avant eux")
    raise Foreign("ce n’est ni une archive de dépôt, ni un PDF")


def _bundle(data: bytes, journal: list[Entry] | None) -> Iterator[str]:
    from dossier.filing.verification import examined, in_journal, open_bundle

    bundle = open_bundle(data)
    manifest = bundle.manifest
    kind = "projet, à ne pas déposer" if manifest.draft else "dépôt"
    code, version, day, by = map(shown, (manifest.code, manifest.version, manifest.day, manifest.by))
    yield f"{kind} : {code}, version {version}, préparé le {day} par {by}"
    yield from examined(bundle)
    if journal is not None:
        yield in_journal(bundle, journal)


def _pdf(data: bytes) -> Iterator[str]:
    from dossier.render.seal import intact

    match intact(data):
        case None:
            raise Foreign("ce PDF ne porte pas de sceau : il ne vient pas de Dossier, ou le sceau en a été ôté")
        case False:
            raise Altered("un octet au moins du PDF a changé depuis qu’il a été produit")
    yield "le sceau du PDF correspond à chacun de ses octets"


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except PermissionError:
        raise UnreadableFile(path, "le droit de lire ce fichier manque", "Demandez ce droit.") from None
    except (OSError, ValueError):
        reason = "le fichier ne peut pas être lu" if path.exists() else "le fichier n’existe pas"
        raise UnreadableFile(path, reason, "Vérifiez le nom et le dossier.") from None
    if len(data) > MOST_BYTES:
        raise UnreadableFile(path, "le fichier dépasse 1 Gio", "Une archive de dépôt est bien plus petite.")
    return data


def _unreadable(error: UnreadableFile) -> int:
    tell(error)
    return UNREADABLE

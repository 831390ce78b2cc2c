"""``dossier build``: the dossiers of the programmes, their reports, and the page that leads to them."""

from __future__ import annotations

import contextlib
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from dossier.cli import FINDINGS, UNREADABLE, say
from dossier.cli.support.apart import Apart
from dossier.cli.support.files import write, write_folder
from dossier.cli.support.judging import Judged, Selection, judge_all, selection, selection_options
from dossier.cli.support.pdf_obstacles import printable
from dossier.cli.support.side_by_side import Died, cores, each_in_order
from dossier.cli.support.standing import ORIGIN, REPORT, Origins, Standing, record
from dossier.document.joined_documents import JOINED
from dossier.look.model import Palette
from dossier.programme.errors import UnreadableFile
from dossier.programme.model import Programme
from dossier.programme.references import CODE
from dossier.reports.formats import BESIDE
from dossier.reports.formats import emit as report
from dossier.reports.index import ForeignReport, Listed, listed
from dossier.reports.index import emit as index_page
from dossier.rules.catalogue import ERREUR
from dossier.rules.runner import Judgement, Verdict
from dossier.settings import UnreadableSettings

OUTPUT = Path("output")


def _joined_options(command: Callable[..., int]) -> Callable[..., int]:
    """One flag for each document that may be joined."""
    for name, joined in reversed(JOINED.items()):
        command = click.option(joined.option, name, is_flag=True, help=f"Écrit aussi {joined.about}.")(command)
    return command


@click.command("build", epilog="Exemple : dossier build sources/lp15301a.xml -o output/")
@selection_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=OUTPUT, metavar="DOSSIER", help="Où écrire (output/)."
)
@click.option("--strict", is_flag=True, help="Refuse d’écrire le dossier d’un programme qui a des erreurs.")
@_joined_options
@click.option(
    "--prove",
    "proven",
    is_flag=True,
    help="Fait juger ce qui est écrit par veraPDF, qpdf, poppler, openxml-audit et le SDK Open XML.",
)
@click.option(
    "-j",
    "jobs",
    type=click.IntRange(1),
    default=cores,
    metavar="N",
    help="Écrit N programmes à la fois.",
)
@click.help_option("-h", "--help", help="Affiche cette aide.")
def command(
    paths: tuple[Path, ...],
    chosen: str | None,
    ignored: str | None,
    profile: str | None,
    day: object,
    output: Path,
    strict: bool,
    proven: bool,
    jobs: int,
    **joined: bool,
) -> int:
    """Vérifie des programmes, puis écrit leurs dossiers Word, PDF et HTML et leurs rapports.

    Un programme qui a des constats est écrit quand même, marqué « PROJET » avec l’état de ce qui manque.
    """
    asked = tuple(name for name in JOINED if joined[name])
    options = Options(selection(chosen, ignored, profile, day, spelling=True), output, strict, asked)
    origins = Origins(output, options.entering)
    judged, rows = _surveyed(paths, options, origins)
    refused, written, status = False, list[Path](), 0
    alone = _of_one_code(rows)
    missing = [*(error.path for error in judged.unreadable), *(row.file for row in rows if row not in alone)]
    for row, built in zip(alone, _watched(_each(alone, options, origins, jobs), len(alone)), strict=True):
        say(built.said)
        refused, status = refused or built.refused, max(status, built.status)
        written += built.files
        missing += [row.file] if built.status else []
    if missing and alone:
        say(f"Ce qui n’a pas été écrit : {', '.join(sorted({path.as_posix() for path in missing}))}.")
    apart = Apart()
    if rows:
        with apart.each():
            _write_index(output, rows, judged.unreadable)
    ended = max(judged.status(ERREUR), status, apart.status)
    ended = max(ended if ended != FINDINGS else 0, FINDINGS if refused else 0)
    return max(ended, _proven(written) if proven else 0)


@dataclass(frozen=True)
class Options:
    """How programmes are built; ``joined`` names the documents to make beside the dossier."""

    selection: Selection
    output: Path
    strict: bool
    joined: tuple[str, ...]

    @property
    def entering(self) -> dict[str, object]:
        """What of it shows in the documents."""
        chosen = self.selection
        return {
            "select": chosen.chosen,
            "ignore": chosen.ignored,
            "profile": chosen.profile,
            "date": chosen.day,
            "strict": self.strict,
            "joined": self.joined,
        }


class Row(NamedTuple):
    """A programme, the folder of its documents, and what was judged of it; nothing when what stands is up to date."""

    file: Path
    folder: str
    judgement: Judgement | None
    standing: Standing | None


class Built(NamedTuple):
    """What was written of a programme, and said; without a final newline."""

    files: list[Path]
    said: str
    status: int = 0
    refused: bool = False


def _surveyed(paths: Sequence[Path], options: Options, origins: Origins) -> tuple[Judged, list[Row]]:
    """Every programme in order, those to build again judged."""
    seen = list[tuple[Path, Standing | None]]()

    def stands(path: Path) -> bool:
        seen.append((path, origins.standing(path)))
        return seen[-1][1] is not None

    judged = judge_all(paths, options.selection, stands)
    rows, judgements = list[Row](), iter(judged.judgements)
    judgement = next(judgements, None)
    for path, standing in seen:
        if standing:
            rows.append(Row(path, standing.folder, None, standing))
        elif judgement and judgement.file == path:
            rows.append(Row(path, _folder(judgement), judgement, None))
            judgement = next(judgements, None)
    if len({row.folder for row in rows}) < len(rows) and any(row.standing for row in rows):
        return _surveyed(paths, options, Origins(Path(), {}))  # judged together, so that it is told as ever
    return judged, rows


def _of_one_code(rows: Sequence[Row]) -> list[Row]:
    """Those that no other would overwrite; says which are left out."""
    times = Counter(row.folder for row in rows)
    for name in sorted(name for name, files in times.items() if files > 1):
        say(f"{name} : rien n’est écrit tant que plusieurs programmes portent ce code.")
    return [row for row in rows if times[row.folder] == 1]


def _each(rows: Sequence[Row], options: Options, origins: Origins, jobs: int) -> Iterator[Built]:
    """What becomes of each programme, in order."""
    stale = [(row.judgement, _origin(row.judgement, origins)) for row in rows if row.judgement]
    if min(jobs, len(stale)) > 1:
        tasks = [(judgement.file, origin) for judgement, origin in stale]
        done = each_in_order(partial(_built_again, options), tasks, jobs)
    else:
        done = (_built(options, *each) for each in stale)
    for row in rows:
        if row.standing:
            yield _up_to_date(row.standing, options)
        elif isinstance(result := next(done), Died):
            reason = "le processus qui écrivait ce programme a été arrêté par la machine : rien n’en est écrit."
            hint = "Libérez de la mémoire, puis relancez la commande avec -j 1."
            yield Built([], f"{row.file.as_posix()}  {reason}\n    {hint}", UNREADABLE)
        else:
            yield result


def _watched(results: Iterator[Built], count: int) -> Iterator[Built]:
    """On a terminal, with a bar that says how much is left."""
    if count < 2 or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, count, show_eta=True, show_pos=True, file=sys.stderr) as bar:
        for each in bar:
            click.echo("\r\033[K", nl=False, err=True)
            yield each


def _origin(judgement: Judgement, origins: Origins) -> dict[str, object]:
    pieces = judgement.programme.pieces.pieces if judgement.programme else ()
    return origins.of(judgement.file, judgement.source.data, [piece.fichier for piece in pieces])


def _up_to_date(standing: Standing, options: Options) -> Built:
    place = options.output / standing.folder
    refused = options.strict and standing.verdict != Verdict.CONFORME.value
    return Built([place / name for name in standing.files], f"{standing.said}{place.as_posix()}/  à jour", 0, refused)


def _built_again(options: Options, task: tuple[Path, Mapping[str, object]]) -> Built:
    """In a process of its own: the programme is judged there too, in silence, since all was told when it was chosen."""
    file, origin = task
    with contextlib.redirect_stderr(io.StringIO()):
        (judgement,) = judge_all((file,), options.selection).judgements
    return _built(options, judgement, origin)


def _built(options: Options, judgement: Judgement, origin: Mapping[str, object]) -> Built:
    blocked = options.strict and judgement.verdict is not Verdict.CONFORME
    apart, files = Apart(), list[Path]()
    with contextlib.redirect_stderr(io.StringIO()) as said, apart.each():
        files = _build(judgement, options, blocked, origin, said.getvalue)
    return Built(files, said.getvalue().removesuffix("\n"), apart.status, blocked)


def _proven(files: list[Path]) -> int:
    from dossier.cli.support.proofs import prove

    return prove(files)


def _build(
    judgement: Judgement,
    options: Options,
    blocked: bool,
    origin: Mapping[str, object],
    said: Callable[[], str],
) -> list[Path]:
    """The files written, and beside them what they are made from."""
    files = {file: report(name, [judgement]) for file, name in BESIDE.items()}
    name, verdict = _folder(judgement), judgement.verdict
    if judgement.programme is None:
        say(f"{judgement.file.as_posix()}  ne respecte pas le schéma : seuls les rapports sont écrits.")
    elif blocked:
        say(f"{name} : refusé, le programme est {verdict.value} (--strict) ; seuls les rapports sont écrits.")
    else:
        files |= _documents(judgement, judgement.programme, options.joined)
    place = options.output / name
    kept = {} if verdict is Verdict.INDETERMINE else {ORIGIN: record(origin, verdict.value, said(), files)}
    write_folder(place, files | kept, _names(judgement.code).__contains__)
    say(f"{place.as_posix()}/  {', '.join(sorted(files))}")
    return [place / file for file in sorted(files)]


def _folder(judgement: Judgement) -> str:
    return judgement.code if CODE.fullmatch(judgement.code) else judgement.file.stem


def _names(code: str) -> frozenset[str]:
    """Every name that a file of ours may have in the folder of a programme."""
    return frozenset((*(form.replace("*", code) for form in _labels()), *BESIDE, ORIGIN))


def _labels() -> dict[str, str]:
    """What links call each document, by the form of its name."""
    from dossier.render.formats import FORMATS

    dossiers = {f"dossier-*.{kind}": each.label for kind, each in FORMATS.items()}
    dossiers |= {f"controle-*.{kind}": f"Contrôle ({each.label})" for kind, each in FORMATS.items() if each.controle}
    kinds = {kind: each.label for kind, each in FORMATS.items() if each.joined}
    return dossiers | {
        f"{name}-*.{kind}": f"{joined.label} ({label})"
        for name, joined in JOINED.items()
        for kind, label in kinds.items()
    }


def _documents(judgement: Judgement, programme: Programme, joined: tuple[str, ...]) -> dict[str, bytes]:
    from dossier.cli.support.looks import look_of
    from dossier.cli.support.plans import plan_of
    from dossier.document.compose import compose
    from dossier.document.controle.compose import compose_controle
    from dossier.filing.embedded import inside
    from dossier.render.formats import FORMATS

    code, look = judgement.code, look_of(judgement.file, judgement.code)
    dossier = compose(judgement, plan_of(judgement.file, programme))
    controle, attached = compose_controle(judgement), inside(judgement, programme)
    others = {name: JOINED[name].compose(judgement, programme) for name in joined}
    with printable(judgement.source, look):
        files = {f"dossier-{code}.{kind}": each.write(dossier, look, attached) for kind, each in FORMATS.items()}
        files |= {
            f"controle-{code}.{kind}": each.write(controle, look, ()) for kind, each in FORMATS.items() if each.controle
        }
        return files | {
            f"{name}-{code}.{kind}": each.write(other, look, ())
            for name, other in others.items()
            for kind, each in FORMATS.items()
            if each.joined
        }


def _write_index(output: Path, rows: Sequence[Row], unreadable: Sequence[UnreadableFile]) -> None:
    """The page is made of the reports that stand in the folder, so that a partial build keeps the others.

    Its colours are those common to the programmes beside the first.
    """
    from dossier.cli.support.looks import COMMON, look_of

    built = {row.file.resolve(): row.folder for row in rows}
    programmes = {name: each for name, each in _standing(output) if not _gone(output / name, each, built)}
    files = {name: sorted(path.name for path in (output / name).iterdir()) for name in programmes}
    try:
        palette = look_of(rows[0].file, COMMON).palette
    except UnreadableSettings:  # told for each programme; the page is written all the same
        palette = Palette()
    told = [f"{error.path.as_posix()} : {error.reason}. {error.hint}" for error in unreadable]
    page, target = index_page(programmes, files, _labels(), palette, told).encode(), output / "index.html"
    if not target.is_file() or target.read_bytes() != page:
        write(target, page)


def _gone(folder: Path, listed: Listed, built: Mapping[Path, str]) -> bool:
    """Was the description taken away from beside those that were built, or does it bear another code now?"""
    file = Path(listed.file).resolve()
    removed = file.parent in {each.parent for each in built} and not file.exists()
    if removed or built.get(file, folder.name) != folder.name:
        reason = "n’est plus là" if removed else f"est maintenant écrit dans {built[file]}/"
        say(f"{folder.as_posix()}/  {listed.file} {reason} : index.html n’y mène plus.")
        say("    Ce dossier n’est pas touché : supprimez-le s’il ne sert plus.")
        return True
    return False


def _standing(output: Path) -> Iterator[tuple[str, Listed]]:
    """Folder name and report of each programme written; what is hidden is a build cut short, or none of ours."""
    known = Origins(output, {})
    for path in sorted(output.glob(f"[!.]*/{REPORT}")):
        try:
            yield path.parent.name, known.listed(path.parent.name) or listed(path.read_bytes())
        except (OSError, ForeignReport):
            say(f"{path.as_posix()}  n’est pas un rapport de cette version de l’outil : index.html n’y mène pas.")
            say("    Refaites-le avec « dossier build », ou déplacez-le s’il n’a rien à faire là.")

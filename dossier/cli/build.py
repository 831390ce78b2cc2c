"""``dossier build``: the dossiers of the programmes, their reports, and the page that leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from dossier.cli import FINDINGS, say
from dossier.cli.support.apart import Apart
from dossier.cli.support.files import write, write_folder
from dossier.cli.support.judging import judge_all, selection, selection_options
from dossier.cli.support.pdf_obstacles import printable
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
    **joined: bool,
) -> int:
    """Vérifie des programmes, puis écrit leurs dossiers Word, PDF et HTML et leurs rapports.

    Un programme qui a des constats est écrit quand même, marqué « PROJET » avec l’état de ce qui manque.
    """
    judged = judge_all(paths, selection(chosen, ignored, profile, day, spelling=True))
    asked = tuple(name for name in JOINED if joined[name])
    refused, written, apart = False, list[Path](), Apart()
    for judgement in _of_one_code(judged.judgements):
        blocked = strict and judgement.verdict is not Verdict.CONFORME
        refused = refused or blocked
        with apart.each():
            written += _build(judgement, output, blocked, asked)
    if judged.judgements:
        with apart.each():
            _write_index(output, judged.judgements, judged.unreadable)
    status = judged.status(ERREUR)
    ended = max(status if status != FINDINGS else 0, FINDINGS if refused else 0, apart.status)
    return max(ended, _proven(written) if proven else 0)


def _of_one_code(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Those that no other would overwrite; says which are left out."""
    times = Counter(map(_folder, judgements))
    for name in sorted(name for name, files in times.items() if files > 1):
        say(f"{name} : rien n’est écrit tant que plusieurs programmes portent ce code.")
    return [judgement for judgement in judgements if times[_folder(judgement)] == 1]


def _proven(files: list[Path]) -> int:
    from dossier.cli.support.proofs import prove

    return prove(files)


def _build(judgement: Judgement, output: Path, blocked: bool, joined: tuple[str, ...]) -> list[Path]:
    """The files written; ``joined`` names the documents to make beside the dossier."""
    files = {file: report(name, [judgement]) for file, name in BESIDE.items()}
    name = _folder(judgement)
    if judgement.programme is None:
        say(f"{judgement.file.as_posix()}  ne respecte pas le schéma : seuls les rapports sont écrits.")
    elif blocked:
        say(f"{name} : refusé, le programme est {judgement.verdict.value} (--strict) ; seuls les rapports sont écrits.")
    else:
        files |= _documents(judgement, judgement.programme, joined)
    write_folder(output / name, files, _names(judgement.code).__contains__)
    say(f"{(output / name).as_posix()}/  {', '.join(sorted(files))}")
    return [output / name / file for file in sorted(files)]


def _folder(judgement: Judgement) -> str:
    return judgement.code if CODE.fullmatch(judgement.code) else judgement.file.stem


def _names(code: str) -> frozenset[str]:
    """Every name that a file of ours may have in the folder of a programme."""
    return frozenset((*(form.replace("*", code) for form in _labels()), *BESIDE))


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


def _write_index(output: Path, judgements: Sequence[Judgement], unreadable: Sequence[UnreadableFile]) -> None:
    """The page is made of the reports that stand in the folder, so that a partial build keeps the others.

    Its colours are those common to the programmes beside the first.
    """
    from dossier.cli.support.looks import COMMON, look_of

    built = {judgement.file.resolve(): _folder(judgement) for judgement in judgements}
    programmes = {name: each for name, each in _standing(output) if not _gone(output / name, each, built)}
    files = {name: sorted(path.name for path in (output / name).iterdir()) for name in programmes}
    try:
        palette = look_of(judgements[0].file, COMMON).palette
    except UnreadableSettings:  # told for each programme; the page is written all the same
        palette = Palette()
    told = [f"{error.path.as_posix()} : {error.reason}. {error.hint}" for error in unreadable]
    write(output / "index.html", index_page(programmes, files, _labels(), palette, told).encode())


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
    for path in sorted(output.glob("[!.]*/rapport.json")):
        try:
            yield path.parent.name, listed(path.read_bytes())
        except (OSError, ForeignReport):
            say(f"{path.as_posix()}  n’est pas un rapport de cette version de l’outil : index.html n’y mène pas.")
            say("    Refaites-le avec « dossier build », ou déplacez-le s’il n’a rien à faire là.")

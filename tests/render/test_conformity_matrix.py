"""The judges of others on every size and both looks: a tiny programme to 300 units, the shipped look and a school's."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest
from pypdf import PdfReader

from bench.programmes import programme
from dossier.cli.support.looks import look_of
from dossier.cli.support.proofs import PROOFS, Proof
from dossier.look.model import DEFAULT
from tests.programme.specimens import CORPUS, SOURCES
from tests.render.axe import installed_axe

EXEMPLE, LP = SOURCES
UNITS = 300
SIZES = ("tout-petit", LP.stem, EXEMPLE.stem, f"{UNITS}-unites")
SHIPPED, SCHOOL = LOOKS = ("livree", "ecole")
CASES = tuple(f"{size}-{look}" for size, look in product(SIZES, LOOKS))
pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def _judges() -> None:
    """Programs of others: the tests skip, visibly, where they are not."""
    absent = [proof.norm for proof in PROOFS if not proof.available()]
    if absent:
        pytest.skip(f"judges are absent: {', '.join(absent)} (.ci/run provides them)")


@pytest.fixture(scope="module")
def written(_judges: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three formats of each case, and the source of each size."""
    folder = tmp_path_factory.mktemp("matrice")
    smallest = min(CORPUS.glob("valides/*.xml"), key=lambda path: path.stat().st_size)
    for size, source in zip(SIZES, (smallest, LP, EXEMPLE), strict=False):
        (folder / f"{size}.xml").write_bytes(source.read_bytes())
    (folder / f"{SIZES[-1]}.xml").write_text(programme(UNITS), "utf-8")
    with ProcessPoolExecutor(2) as pool:  # the longest first
        list(pool.map(_write, [(folder, size, look) for size, look in product(reversed(SIZES), LOOKS)]))
    return folder


def _write(case: tuple[Path, str, str]) -> None:
    from dossier.document.compose import compose
    from dossier.filing.embedded import inside
    from dossier.programme.reader import read
    from dossier.render.docx import to_docx
    from dossier.render.html import to_html
    from dossier.render.pdf import to_pdf
    from dossier.rules.families import catalogue
    from dossier.rules.runner import judge
    from dossier.settings import read_settings

    folder, size, name = case
    description = read(folder / f"{size}.xml")
    judgement = judge(description, catalogue(), read_settings(EXEMPLE.parent))
    document, look = compose(judgement), DEFAULT if name == SHIPPED else look_of(EXEMPLE, "TFP00001A")
    file = folder / f"{size}-{name}"
    file.with_suffix(".pdf").write_bytes(to_pdf(document, look, inside(judgement, description.programme)))
    file.with_suffix(".docx").write_bytes(to_docx(document, look))
    file.with_suffix(".html").write_text(to_html(document, look), "utf-8")


def test_no_judge_finds_anything_in_any_file(written: Path) -> None:
    """Each judge once for all files, so that Java starts once for each norm; two at a time."""

    def said(proof: Proof) -> list[str]:
        files = sorted(written.glob(f"*{proof.suffix}"))
        assert [file.stem for file in files] == sorted(CASES)
        return [f"{proof.norm} : {failure.file.name} {failure.said}" for failure in proof.judge(files)]

    with ThreadPoolExecutor(2) as pool:
        assert [words for found in pool.map(said, PROOFS) for words in found] == []


@pytest.mark.parametrize("case", CASES)
def test_the_source_comes_out_of_each_file_as_it_is_on_disk(case: str, written: Path) -> None:
    source = written / f"{case.rpartition('-')[0]}.xml"
    assert PdfReader(written / f"{case}.pdf").attachments[source.name] == [source.read_bytes()]


@pytest.mark.parametrize("case", CASES)
def test_axe_finds_no_violation_in_any_page(case: str, written: Path, tmp_path: Path) -> None:
    assert installed_axe().violations(written / f"{case}.html", tmp_path) == []


def test_the_long_programme_is_long(written: Path) -> None:
    assert len(PdfReader(written / f"{SIZES[-1]}-{SHIPPED}.pdf").pages) > UNITS // 2

"""What travels inside a PDF comes out as it went in, and says what it is."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dossier.document.compose import compose
from dossier.filing.embedded import inside
from dossier.programme.reader import read
from dossier.render.attached import Attachment
from dossier.render.pdf import to_pdf
from dossier.rules.runner import Judgement, judge
from dossier.settings import Settings
from tests.render.specimen import specimen


def reader(*attachments: Attachment) -> PdfReader:
    """A one-section PDF that holds these files."""
    return PdfReader(io.BytesIO(to_pdf(replace(specimen(), cover=(), sections=()), attachments=attachments)))


def judged(path: Path) -> Judgement:
    return judge(read(path), (), Settings())


def files(path: Path) -> tuple[Attachment, ...]:
    return inside(judged(path), read(path).programme)


@pytest.mark.parametrize("name", ["lp15301a", "exemple-complet"])
def test_the_source_comes_out_as_it_is_on_disk(root: Path, name: str) -> None:
    path = root / "sources" / f"{name}.xml"
    judgement = judged(path)
    document = replace(compose(judgement), sections=())
    pdf = PdfReader(io.BytesIO(to_pdf(document, attachments=files(path))))
    assert pdf.attachments[path.name] == [path.read_bytes()]
    assert set(pdf.attachments) == {path.name, f"{name}-rapport.json", f"{name}-fiche.xml"}
    (sheet,) = pdf.attachments[f"{name}-fiche.xml"]
    assert b"<VERSION_FLUX>4.1</VERSION_FLUX>" in sheet
    metadata: Any = pdf.root_object["/Metadata"]
    assert f"<dossier:sha256>{judgement.sha256}</dossier:sha256>".encode() in metadata.get_data()


def test_what_travels_inside_does_not_tell_where_the_file_stood(root: Path, tmp_path: Path) -> None:
    path = root / "sources" / "lp15301a.xml"
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert files(path) == files(copy)


def test_each_file_says_its_relation_its_media_type_and_what_it_is() -> None:
    same = b"<a/>"
    pdf: Any = reader(
        Attachment("un.xml", same, "Source", "Le premier", "text/xml"),
        Attachment("deux.bin", same, "Supplement", "Le second", "application/x-essai"),
    ).root_object
    told = [
        (each["/UF"], each["/AFRelationship"], each["/Desc"], each["/EF"]["/F"]["/Subtype"])
        for each in (entry.get_object() for entry in pdf["/AF"])
    ]
    assert told == [
        ("un.xml", "/Source", "Le premier", "/text/xml"),
        ("deux.bin", "/Supplement", "Le second", "/application/x-essai"),
    ]


def test_without_a_date_the_clock_stays_out() -> None:
    document = replace(specimen(), cover=(), sections=(), date=None)
    attachment = Attachment("un.xml", b"<a/>", "Source", "Le premier", "text/xml")
    pdf: Any = PdfReader(io.BytesIO(to_pdf(document, attachments=[attachment]))).root_object
    assert pdf["/AF"][0]["/EF"]["/F"]["/Params"]["/ModDate"].startswith("D:2000")

"""The Word file as a package: what it holds, the same bytes everywhere, nothing to repair."""

from __future__ import annotations

import io
import os
import posixpath
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from lxml import etree

from dossier.document.tree import Table
from dossier.render.docx import to_docx
from tests.render.specimen import cell, head, paragraph, specimen
from tests.render.word import R, body, one_section, opened, part, words

ROOT = Path(__file__).parents[2]


def test_the_properties_tell_the_dossier(content: bytes, word: WordDocument) -> None:
    core, document = word.core_properties, specimen()
    assert (core.title, core.subject, core.author) == (document.title, document.subject, document.author)
    assert (core.keywords, core.language, core.revision) == ("LP15301A, version 2026.1", "fr-FR", 1)
    assert {core.created.isoformat()[:10], core.modified.isoformat()[:10]} == {"2026-09-01"}
    custom = {each.get("name"): each[0].text for each in part(content, "docProps/custom.xml")}
    assert custom == {"Code": "LP15301A", "Version": "2026.1", **dict(document.properties)}


def test_without_a_date_the_file_tells_none() -> None:
    core = opened(replace(specimen(), date=None)).core_properties
    assert (core.created, core.modified) == (None, None)


def test_what_xml_cannot_hold_does_not_break_the_file() -> None:
    document = one_section(paragraph('a\x00b\x0bc <&> "d" ]]> \ud800e'), title='Un "titre" <&>')
    main = body(document)
    assert 'abc <&> "d" ]]> e' in words(main)


def test_the_same_document_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.render.specimen import specimen; from dossier.render.docx import to_docx;"
        "sys.stdout.buffer.write(to_docx(specimen()))"
    )
    outputs = set()
    for rank, (zone, language) in enumerate((("Pacific/Kiritimati", "fr_FR.UTF-8"), ("America/Adak", "C"))):
        folder = tmp_path / str(rank)
        folder.mkdir()
        surroundings = {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": str(rank + 1)}
        environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, check=True
        )
        outputs.add(run.stdout)
    assert outputs == {to_docx(specimen())}


def test_the_package_holds_what_it_refers_to_and_nothing_else(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in package.infolist()} == {(2026, 9, 1, 0, 0, 0)}  # the day of the document
        reached = {"[Content_Types].xml"}
        for rels in (name for name in names if name.endswith(".rels")):
            reached.add(rels)
            folder, _, file = rels.partition("_rels/")
            relations = list(etree.fromstring(package.read(rels)))
            inner = [each.get("Target", "") for each in relations if each.get("TargetMode") != "External"]
            reached |= {posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for target in inner}
            if source := file.removesuffix(".rels"):
                used = {
                    value
                    for node in etree.fromstring(package.read(folder + source)).iter()
                    for key, value in node.items()
                    if str(key).startswith(R)
                }
                assert used <= {each.get("Id") for each in relations}
        assert reached == set(names)
        assert not any("thumbnail" in name or "stylesWithEffects" in name for name in names)


def test_the_audit_finds_nothing(content: bytes, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    for name, file in (("projet", content), ("final", to_docx(specimen(draft=False)))):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(file)
        result = audit.OpenXmlValidator().validate(str(path))
        assert [error.description for error in result.errors] == []


def test_the_work_grows_as_the_document() -> None:
    """Twice the rows, twice the calls: a table is never searched again for each of its cells."""

    def calls(rows: int) -> int:
        table = Table("Rangs", (1, 1, 1), head("A", "B", "C"), ((cell("a"), cell("b"), cell("c")),) * rows)
        document, count = one_section(table), 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            to_docx(document)
        finally:
            sys.setprofile(None)
        return count

    calls(1)  # what is done once
    assert calls(800) < 2.2 * calls(400)

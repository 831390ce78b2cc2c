"""What is in a bundle that Dossier did not put there is told, even when the manifest announces it."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from dossier.filing import manifest as manifests
from dossier.filing.archive import Altered, opened, zipped
from dossier.filing.attachment_kinds import dangers
from dossier.filing.manifest import parse, sha256
from dossier.filing.verification import examined, open_bundle
from tests.filing.conftest import Filed


def forged(filed: Filed, changed: dict[str, bytes], **facts: object) -> bytes:
    """The bundle with these members and facts, and a manifest that announces them."""
    members = {**opened(filed.bundle), **changed}
    manifest = parse(members.pop(manifests.NAME))
    told = replace(manifest, files={name: sha256(data) for name, data in members.items()}, **facts)  # type: ignore[arg-type]
    return zipped({**members, manifests.NAME: manifests.emit(told)})


def _said(bundle: bytes) -> str:
    with pytest.raises(Altered) as altered:
        list(examined(open_bundle(bundle)))
    return str(altered.value)


@pytest.mark.parametrize("name", ["source/installer.exe", "dossier/lisez.html", "source/x.py", "autorun.inf"])
def test_a_member_that_no_manifest_of_ours_has_is_told(example: Filed, name: str) -> None:
    assert _said(forged(example, {name: b"MZ"})) == f"« {name} » n’est pas un fichier que Dossier met dans un dépôt"


@pytest.mark.parametrize(
    "added",
    [
        b"<script>alert(1)</script>",
        b'<p onclick="x()">',
        b'<a href="javascript:x()">',
        b'<iframe src="https://example.org"></iframe>',
        b'<form action="https://example.org">',
    ],
)
def test_a_page_that_runs_something_of_others_is_told(example: Filed, added: bytes) -> None:
    name = next(name for name in example.files if name.startswith("dossier/") and name.endswith(".html"))
    page = example.files[name].replace(b"</main>", added + b"</main>")
    assert "contient un programme que Dossier n’y met pas" in _said(forged(example, {name: page}))


def test_pages_of_a_draft_under_the_manifest_of_a_filing_are_told(draft: Filed) -> None:
    assert "portent « PROJET »" in _said(forged(draft, {}, draft=False))


def _pdf(javascript: bool = False, attached: bool = False) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if javascript:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if attached:
        writer.add_attachment("a.txt", b"a")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_what_an_attachment_could_do_is_told() -> None:
    assert dangers(_pdf()) == ()
    assert "un programme (JavaScript)" in dangers(_pdf(javascript=True))
    assert dangers(_pdf(attached=True)) == ("d’autres fichiers",)
    assert dangers(b"%PDF-1.7 rien") == dangers(b"") == ()


def test_the_bundles_of_the_tool_are_whole(example: Filed, draft: Filed) -> None:
    for filed in (example, draft):
        assert json.loads(opened(filed.bundle)[manifests.NAME])
        assert list(examined(open_bundle(filed.bundle)))

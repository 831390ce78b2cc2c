"""Verifying a bundle: what was packed passes, and nothing that was touched does."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.filing import manifest as manifests
from dossier.filing.archive import Altered, Foreign, unzipped, zipped
from dossier.filing.journal import appended, entries
from dossier.filing.manifest import sha256
from dossier.filing.verification import examined, in_journal, open_bundle
from tests.filing.conftest import Filed, filed, filing_of
from tests.rules.cases import OneSheet

POSITIONS = int(os.environ.get("DOSSIER_POSITIONS", "2000"))


def repacked(example: Filed, changes: dict[str, bytes | None], **facts: object) -> bytes:
    """The bundle of a careful forger: files changed, and the manifest made to agree."""
    members = unzipped(example.bundle)
    for name, data in changes.items():
        members.pop(name) if data is None else members.update({name: data})
    manifest = json.loads(members.pop(manifests.NAME))
    manifest["fichiers"] = {name: sha256(data) for name, data in members.items()}
    manifest |= facts
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return zipped({**members, manifests.NAME: text.encode()})


def verified(data: bytes) -> list[str]:
    return list(examined(open_bundle(data)))


def test_a_filing_of_the_complete_example_is_whole(example: Filed) -> None:
    told = verified(example.bundle)
    assert "les PDF et leurs documents Word portent le même texte" in told
    assert any("règles rejouées donnent le même résultat" in sentence for sentence in told)


def test_a_draft_is_whole_too(draft: Filed) -> None:
    assert len(verified(draft.bundle)) == 4
    assert open_bundle(draft.bundle).manifest.draft


@pytest.mark.proof
def test_any_changed_byte_is_seen(example: Filed) -> None:
    """All of the first and last bytes, where the envelope is thickest, and many at random."""
    chance = random.Random(2026)
    data = bytearray(example.bundle)
    ends = [*range(60), *range(len(data) - 400, len(data))]
    for at in [*ends, *(chance.randrange(len(data)) for _ in range(POSITIONS))]:
        kept = data[at]
        data[at] ^= chance.randrange(1, 256)
        with pytest.raises((Altered, Foreign)):
            open_bundle(bytes(data))
        data[at] = kept


def test_any_truncation_and_any_addition_is_seen(example: Filed) -> None:
    for tampered in (example.bundle[:-1], example.bundle[:1000], example.bundle[1:], b"\0" + example.bundle):
        with pytest.raises((Altered, Foreign)):
            open_bundle(tampered)
    with pytest.raises(Altered, match="3 octets ont été ajoutés à la fin"):
        open_bundle(example.bundle + b"fin")


def test_the_sentence_names_the_file_that_changed(example: Filed) -> None:
    with pytest.raises(Altered, match=r"« LISEZMOI\.txt » a été modifié"):
        open_bundle(zipped({**unzipped(example.bundle), "LISEZMOI.txt": b"autre"}))
    with pytest.raises(Altered, match=r"« note\.txt », que MANIFESTE\.json n’annonce pas"):
        open_bundle(zipped({**unzipped(example.bundle), "note.txt": b"autre"}))
    with pytest.raises(Altered, match="a été retiré"):
        open_bundle(zipped({k: v for k, v in unzipped(example.bundle).items() if k != "LISEZMOI.txt"}))


def test_a_source_changed_with_its_manifest_is_seen_in_the_documents(example: Filed) -> None:
    name = "source/exemple-complet.xml"
    with pytest.raises(Altered, match="ne vient pas de la description"):
        verified(repacked(example, {name: example.files[name] + b"\n"}))


def test_a_document_of_another_programme_is_seen(example: Filed, draft: Filed) -> None:
    for kind in ("pdf", "docx", "html"):
        other = draft.files[f"dossier/dossier-LP15301A.{kind}"]
        with pytest.raises(Altered, match="ne vient pas de la description"):
            verified(repacked(example, {f"dossier/dossier-TFP00001A.{kind}": other}))


@pytest.mark.parametrize(
    ("name", "word"),
    [("dossier/dossier-TFP00001A.docx", b"dossier"), ("annexes/supplement-TFP00001A.docx", b"Holder")],
)
def test_a_word_file_with_other_words_is_seen(example: Filed, name: str, word: bytes) -> None:
    written, again = zipfile.ZipFile(io.BytesIO(example.files[name])), io.BytesIO()
    with zipfile.ZipFile(again, "w") as target:
        for part in written.namelist():
            target.writestr(part, written.read(part).replace(word, word[::-1]))
    with pytest.raises(Altered, match="ne portent plus le même texte"):
        verified(repacked(example, {name: again.getvalue()}))


def test_the_rules_of_the_register_are_not_asked_again(root: Path) -> None:
    made = filed(filing_of(root / "tests/data/lp-propre.xml", draft=True, register=OneSheet()))
    manifest = open_bundle(made.bundle).manifest
    assert manifest.register == "2026-08-16"
    assert "DAT-004" in manifest.unverifiable and "ECT-002" not in manifest.unverifiable
    assert any("règles rejouées" in sentence for sentence in verified(made.bundle))


def test_a_softened_report_is_seen(draft: Filed) -> None:
    name = "rapports/rapport.json"
    report = json.loads(draft.files[name])
    found = report["programmes"][0]
    found["findings"] = [each for each in found["findings"] if each["rule"] != "ECT-002"]
    with pytest.raises(Altered, match="la règle ECT-002, rejouée"):
        verified(repacked(draft, {name: json.dumps(report).encode()}))
    with pytest.raises(Altered, match="le verdict"):
        verified(repacked(draft, {}, verdict="conforme"))
    del found["verdict"]
    found["findings"] = json.loads(draft.files[name])["programmes"][0]["findings"]
    with pytest.raises(Altered, match="le verdict"):
        verified(repacked(draft, {name: json.dumps(report).encode()}))


@pytest.mark.parametrize("report", [b"", b"[]", b"{}", b'{"programmes": [{"rules": 3}]}', b"[" * 100_000])
def test_a_report_that_is_none_is_said(example: Filed, report: bytes) -> None:
    with pytest.raises(Altered, match="n’est pas un rapport"):
        verified(repacked(example, {"rapports/rapport.json": report}))


def test_a_newer_format_is_said_not_misread(example: Filed) -> None:
    with pytest.raises(Foreign, match=r"format 2 .* prenez une version plus récente"):
        open_bundle(repacked(example, {}, format=2))


def test_rules_of_another_year_are_not_run_again(example: Filed) -> None:
    told = verified(repacked(example, {}, regles="2031.1"))
    assert told[-1].startswith("jugé par les règles 2031.1")


def test_rules_that_were_mended_since_accuse_nobody(draft: Filed) -> None:
    name = "rapports/rapport.json"
    report = json.loads(draft.files[name])
    for finding in report["programmes"][0]["findings"]:
        if finding["rule"] == "ECT-002":
            finding["message"] = "Ce que cette règle disait alors."
    older = repacked(draft, {name: json.dumps(report).encode()}, **{"edition-des-regles": "0" * 64})
    assert verified(older)[-1].endswith("donnent le même résultat ; ECT-002 : un autre, car l’outil a changé depuis")


def test_a_bundle_older_than_editions_is_still_whole(draft: Filed) -> None:
    members = unzipped(draft.bundle)
    manifest = json.loads(members[manifests.NAME])
    del manifest["edition-des-regles"]
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert verified(zipped({**members, manifests.NAME: text.encode()}))


def test_a_word_file_that_swells_is_refused_unread(example: Filed) -> None:
    name = "dossier/dossier-TFP00001A.docx"
    again = io.BytesIO()
    written = zipfile.ZipFile(io.BytesIO(example.files[name]))
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for part in written.namelist():
            target.writestr(part, written.read(part) + b" " * (60_000_000 if part == "word/document.xml" else 0))
    with pytest.raises(Altered, match="son texte ne se lit pas"):
        verified(repacked(example, {name: again.getvalue()}))


def _hostile(fill: Callable[[zipfile.ZipFile], None]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        fill(archive)
    return packed.getvalue()


def _bomb(archive: zipfile.ZipFile) -> None:
    archive.writestr("bombe", bytes(10_000_000), zipfile.ZIP_DEFLATED)


def _many(archive: zipfile.ZipFile) -> None:
    for rank in range(2100):
        archive.writestr(str(rank), b"")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("fill", "said"),
    [
        (_bomb, "compressé"),
        (_many, "plus de 2000 fichiers"),
        (lambda archive: [archive.writestr("a", b"1"), archive.writestr("a", b"2")], "deux fois"),
        (lambda archive: archive.writestr("../dehors", b"1"), "interdit"),
        (lambda archive: archive.writestr("/etc/passwd", b"1"), "interdit"),
        (lambda archive: archive.writestr("C:\\windows", b"1"), "interdit"),
        (lambda archive: archive.writestr("a/./b", b"1"), "interdit"),
        (lambda archive: archive.writestr("a", b"1"), "ne contient pas MANIFESTE"),
        (lambda archive: archive.writestr("MANIFESTE.json", b"[]"), "n’est pas celui d’un dépôt"),
        (lambda archive: archive.writestr("MANIFESTE.json", b'{"format": 1e999}'), "n’est pas celui d’un dépôt"),
    ],
)
def test_a_hostile_archive_gets_a_sentence(fill: Callable[[zipfile.ZipFile], None], said: str) -> None:
    with pytest.raises(Foreign, match=said):
        open_bundle(_hostile(fill))


@pytest.mark.parametrize("manifest", [b'{"format": 1}', b'{"format": 1, "fichiers": [], "projet": "\\ud800"}'])
def test_a_manifest_of_another_shape_gets_a_sentence(manifest: bytes) -> None:
    with pytest.raises(Altered, match="n’est pas écrit comme"):
        open_bundle(zipped({manifests.NAME: manifest}))


def test_a_bundle_stands_in_its_journal_and_nowhere_else(example: Filed) -> None:
    bundle = open_bundle(example.bundle)
    longer = appended(example.journal, {"fichier": "autre.zip", "sha256": "0" * 64})
    assert in_journal(bundle, entries(longer)) == "inscrit à la ligne 1 du journal"
    with pytest.raises(Altered, match="coupé"):
        in_journal(bundle, ())


def test_a_journal_cut_before_a_bundle_shows_against_it(example: Filed) -> None:
    before = appended(b"", {"fichier": "ancien.zip", "sha256": "0" * 64})
    later = open_bundle(repacked(example, {}, journal=entries(before)[0].hash))
    with pytest.raises(Altered, match="ne contient plus la ligne qui précédait"):
        in_journal(later, ())
    with pytest.raises(Altered, match="ne contient pas la ligne de cette archive"):
        in_journal(later, entries(before))

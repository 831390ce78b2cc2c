"""Hostile and damaged inputs get a sentence and a status of 1 or 2, soon; never 3, and nothing is obeyed or ignored."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from dossier.cli.support.terminal import harmless
from dossier.render.seal import DESCRIPTION, intact, seal
from tests.cli.conftest import Dossier
from tests.programme.specimens import programme


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources" / "charte").mkdir(parents=True)
    (tmp_path / "sources" / "p.xml").write_text(programme(), "utf-8")
    return tmp_path / "sources"


@pytest.mark.parametrize(
    "text",
    [
        "[limites]\npiece = nan",
        "[limites]\ndepot = inf",
        "[limites]\ndepot = -inf",
        "[limites]\npiece = 1e300",
        "[seuils.ECT-010]\nx = nan",
        "x = " + "9" * 5000,
        "x = " + "[" * 2000,
        "x = " + "{a=" * 2000,
        "[etablissements.1.codes]\nprogramme = 'a{99999999999}'",
        "[etablissements.1.codes]\nprogramme = '" + "(" * 5000 + ")" * 5000 + "'",
        "[plan]\nx = nan",
    ],
)
def test_settings_beyond_measure_are_told(dossier: Dossier, sources: Path, text: str) -> None:
    (sources / "dossier.toml").write_text(text, "utf-8")
    seen = dossier("check")
    assert seen.status == 2 and "dossier.toml" in seen.err and "erreur de l’outil" not in seen.err


def test_a_byte_order_mark_before_settings_is_no_fault(dossier: Dossier, sources: Path) -> None:
    (sources / "dossier.toml").write_bytes(b"\xef\xbb\xbf[limites]\npiece = 2\n")
    assert dossier("check", "--select", "STR-001").status == 0


@pytest.mark.parametrize("name", ["dossier.toml", "lexique.txt", "regles", "regles/x.sch"])
def test_settings_that_lead_nowhere_are_never_taken_as_absent(dossier: Dossier, sources: Path, name: str) -> None:
    (sources / name).parent.mkdir(exist_ok=True)
    (sources / name).symlink_to("rien")
    seen = dossier("check")
    assert seen.status == 2 and name.partition("/")[0] in seen.err


@pytest.mark.parametrize("name", ["dossier.toml", "lexique.txt", "regles/x.sch"])
def test_settings_are_files_of_the_folder(dossier: Dossier, sources: Path, name: str) -> None:
    (sources / name).parent.mkdir(exist_ok=True)
    (sources.parent / "dehors").write_text("secret", "utf-8")
    (sources / name).symlink_to(sources.parent / "dehors")
    assert "ce lien mène hors du dossier" in dossier("check").err
    (sources / name).unlink()
    (sources / name).mkdir()
    assert dossier("check").status == 2


def test_rules_in_capitals_are_read(dossier: Dossier, sources: Path) -> None:
    (sources / "regles").mkdir()
    (sources / "regles" / "ECOLE.SCH").write_text("<rien/>", "utf-8")
    seen = dossier("check")
    assert seen.status == 2 and "ECOLE.SCH" in seen.err


def test_abstract_rules_that_multiply_are_refused(dossier: Dossier, sources: Path) -> None:
    def sheet(levels: int) -> str:
        twice = "".join(
            f'<rule abstract="true" id="r{level}"><extends rule="r{level + 1}"/><extends rule="r{level + 1}"/></rule>'
            for level in range(levels)
        )
        last = f'<rule abstract="true" id="r{levels}"><assert id="ETA-001" test="true()">x</assert></rule>'
        used = '<rule context="p:programme"><extends rule="r0"/></rule>'
        return (
            '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">'
            '<ns prefix="p" uri="urn:dossier-certification:programme:1"/>'
            f"<pattern>{twice}{last}{used}</pattern></schema>"
        )

    (sources / "regles").mkdir()
    (sources / "regles" / "r.sch").write_text(sheet(40), "utf-8")
    assert "plus de 1000 fois" in dossier("check").err
    (sources / "regles" / "r.sch").write_text(sheet(0), "utf-8")
    assert dossier("check", "--select", "STR,ETA").status == 0


def _svg(inside: str, box: str = "0 0 10 10") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'.encode()


_DOUBLED = "".join(f'<g id="g{n}"><use href="#g{n + 1}"/><use href="#g{n + 1}"/></g>' for n in range(30))


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (_svg("", "nan nan 10 10"), "un nombre impossible"),
        (_svg("", "inf 0 10 10"), "un nombre impossible"),
        (_svg('<path d="M0 0 L1e999 3"/>'), "un nombre impossible"),
        (_svg('<rect width="nan" height="2"/>'), "un nombre impossible"),
        (_svg(_DOUBLED + '<g id="g30"/>'), "copies comprises"),
        (_svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "copies comprises"),
    ],
)
def test_a_drawing_that_never_ends_is_refused(dossier: Dossier, sources: Path, drawing: bytes, said: str) -> None:
    (sources / "charte" / "l.svg").write_bytes(drawing)
    (sources / "charte" / "l.png").write_bytes(_png())
    (sources / "dossier.toml").write_text('[charte.logo]\nfichier="charte/l.svg"\nalternative="x"\n', "utf-8")
    seen = dossier("look", "check")
    assert seen.status == 1 and said in seen.out


def _png(data: bytes | None = None, width: int = 3) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, 3, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0\0\0" * 3)) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "picture", [_png(b""), _png()[:60], _png(width=100_000), b"\xff\xd8\xff\xc0\0\x11\x08\0\3\0\3" * 9]
)
def test_a_picture_without_its_data_is_refused(dossier: Dossier, sources: Path, picture: bytes) -> None:
    (sources / "charte" / "l.png").write_bytes(picture)
    (sources / "dossier.toml").write_text('[charte.logo]\nfichier="charte/l.png"\nalternative="x"\n', "utf-8")
    seen = dossier("look", "check")
    assert seen.status == 1 and "l.png" in seen.out


@pytest.mark.parametrize("folder", ["a" * 300, "a\0b"])
def test_a_path_that_cannot_be_asked_is_told(dossier: Dossier, sources: Path, folder: str) -> None:
    (sources / "dossier.toml").write_text(f'[charte]\ndossier = "{folder}"\n'.replace("\0", "\\u0000"), "utf-8")
    assert dossier("look", "check").status in (1, 2)


def test_a_text_that_looks_like_the_seal_is_a_text() -> None:
    words = b'dossier:sceau="' + b"0" * 64 + b'"'
    sealed = seal(b"%PDF-" + words + DESCRIPTION + words)
    assert intact(sealed) is True
    assert intact(sealed.replace(b"%PDF-", b"%PDF+")) is False


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a\x1b]0;titre\x07b", "a\\x1b]0;titre\\x07b"),
        ("a\rb\u0085c\u009b2J", "a\\rb\\x85c\\x9b2J"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\x1b[31merreur\x1b[0m\n\tla suite", "\x1b[31merreur\x1b[0m\n\tla suite"),
        ("\x1b[2J", "\\x1b[2J"),
    ],
)
def test_control_characters_are_shown_never_sent(sent: str, shown: str) -> None:
    assert harmless(sent) == shown


@pytest.mark.parametrize("form", ["text", "github", "markdown"])
def test_no_field_writes_a_line_of_its_own_in_a_log(dossier: Dossier, sources: Path, form: str) -> None:
    text = programme().replace("Essai", "Essai essai&#13;::error::forgé &#x9B;2J")
    (sources / "p.xml").write_text(text, "utf-8")
    seen = dossier("check", "--format", form)
    assert not any(line.startswith("::error::forgé") for line in seen.out.splitlines())
    assert not set("\r\x9b\x85\x1b") & set(seen.out)


def test_a_programme_with_one_extension_too_many_is_told(dossier: Dossier, sources: Path) -> None:
    (sources / "autre.xml.txt").write_text(programme(), "utf-8")
    seen = dossier("check", "--select", "STR-001")
    assert seen.status == 0
    assert "autre.xml.txt  n’est pas lu : son nom finit par .txt." in seen.err


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{}.xml"),
        ("check", "sources", "--baseline", "{}"),
        ("check", "sources", "--format", "json", "--output-file", "{}"),
        ("verify", "{}"),
        ("look", "check", "{}"),
        ("calendar", "{}"),
        ("export", "--to", "fiche", "{}"),
        ("package", "{}"),
        ("register", "stats", "--index", "{}"),
    ],
)
def test_a_name_too_long_is_told_by_every_command(dossier: Dossier, sources: Path, command: tuple[str, ...]) -> None:
    seen = dossier(*(part.format("a" * 300) for part in command))
    assert seen.status == 2 and "erreur de l’outil" not in seen.err and seen.err


@pytest.mark.parametrize("text", ["[" * 100_000, '{"x": Infinity}', '{"a": ' + "9" * 5000 + "}", ""])
def test_a_baseline_of_somebody_else_is_told(dossier: Dossier, sources: Path, text: str) -> None:
    Path("reference.json").write_text(text)
    seen = dossier("check", "--baseline", "reference.json")
    assert seen.status == 2 and "reference.json" in seen.err


@pytest.mark.parametrize(("css", "status"), [("p { display: none }", 1), ("p { text-transform: uppercase }", 0)])
def test_a_style_sheet_that_hides_text_is_told(dossier: Dossier, sources: Path, css: str, status: int) -> None:
    (sources / "charte" / "charte.css").write_text(css, "utf-8")
    seen = dossier("look", "check")
    assert seen.status == status and ("cache ou ajoute du texte" in seen.out) is bool(status)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_command_with_a_word(sources: Path, root: Path, name: str) -> None:
    os.mkfifo(sources / "dossier.fifo")
    command = [sys.executable, "-m", "dossier", "verify", "sources/dossier.fifo"]
    waiting = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
        # A job in the background ignores SIGINT, and its children too; no thread runs here.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    with (sources / "dossier.fifo").open("wb"):  # opened on both sides: the command is reading
        waiting.send_signal(getattr(signal, name))
        _, said = waiting.communicate(timeout=30)
    assert waiting.returncode == 2 and "Interrompu." in said.decode()

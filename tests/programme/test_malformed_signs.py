"""What is not XML because of one sign: the sign, its place and what to type, one sentence a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.programme.errors import UnreadableFile
from dossier.programme.source import scan
from tests.programme.specimens import programme


def _refused(text: str | bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        scan(Path("p.xml"), text if isinstance(text, bytes) else text.encode())
    return refused.value


@pytest.mark.parametrize(
    ("part", "said", "sign"),
    [
        ("<p>Recherche & développement</p>", "un signe & est écrit seul", "&"),
        ("<p>R&D et plus</p>", "un signe & est écrit seul", "&"),
        ("<p>Q&R</p>", "un signe & est écrit seul", "&"),
        ('<p lien="a?b=1&c=2">x</p>', "un signe & est écrit seul", "&"),
        ("<p>moins de < 5 ans</p>", "un signe < est écrit seul", "< 5"),
        ("<p>x <5 ans</p>", "un signe < est écrit seul", "<5"),
        ('<p a="1"\u00a0b="2">x</p>', "une espace insécable (U+00A0) sépare les attributs", "\u00a0"),
        ('<p\u202fa="1">x</p>', "une espace fine insécable (U+202F) sépare les attributs", "\u202f"),
        ('<p a="1 b="2">x</p>', "le guillemet qui ferme la valeur de a est oublié", 'a="1'),
        ('<p a="1>x</p>', "le guillemet qui ferme la valeur de a est oublié", 'a="1'),
    ],
)
def test_a_sign_out_of_place_is_named_and_underlined(part: str, said: str, sign: str) -> None:
    error = _refused(programme(parts=part))
    assert error.reason == said
    assert error.line == 4 and error.column
    assert error.excerpt == part
    assert error.excerpt[error.column - 1 :].startswith(sign)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "un document Word"),
        (b"\xd0\xcf\x11\xe0rest", "un ancien document Word"),
        (b"{\\rtf1\\ansi rest}", "un document RTF"),
        (b"%PDF-1.7", "un PDF"),
    ],
)
def test_a_renamed_file_is_called_by_its_kind(data: bytes, kind: str) -> None:
    assert _refused(data).reason.startswith(f"c’est {kind}")

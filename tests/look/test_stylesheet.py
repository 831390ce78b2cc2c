"""The institution's sheet: whole in itself, or refused with the line."""

from __future__ import annotations

import pytest

from dossier.look.faults import Fault
from dossier.look.stylesheet import standalone


def settled(css: str) -> str:
    return standalone("charte.css", css, lambda name: f"<{name}>".encode())


def test_a_sheet_that_fetches_nothing_is_left_as_it_is() -> None:
    css = '/* note */ h1 > p::before { content: "}"; color: var(--accent) }\n@media screen { a { color: red } }\n'
    assert settled(css) == css


@pytest.mark.parametrize("address", ["url(fond.png)", "url('fond.png')", 'url("fond.png?v=2#x")', "URL( fond.png )"])
def test_files_are_put_inside(address: str) -> None:
    css = settled(f"@page {{ @top-left {{ background: {address} }} }}")
    assert "data:image/png;base64,PGZvbmQucG5nPg==" in css
    assert "fond.png" not in css


def test_what_is_already_inside_stays() -> None:
    css = "p { background: url(data:image/png;base64,AAAA); fill: url(#motif) }"
    assert settled(css) == css


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("\n@import url(autre.css);", "charte.css:2 : @import n’est pas admis"),
        ('@\\69mport "autre.css";', "@import n’est pas admis"),
        ("p { background: url(https://exemple.org/a.png) }", "https://exemple.org/a.png est hors du dossier"),
        ("p { background: url(//exemple.org/a.png) }", "est hors du dossier"),
        ("p { background: \\75rl(file:///etc/passwd) }", "est hors du dossier"),
        ("@media screen { p { background: url('http://exemple.org/a.png') } }", "est hors du dossier"),
        ("p { background: url(notes.txt) }", "n’est ni une image ni une police"),
        ("p { background: image-set('a.png' 1x) }", "image-set() n’est pas admis"),
        ("@font-face { src: local('Arial') }", "local() n’est pas admis"),
        ("p { color: red } }", "mal écrite"),
        ('p { content: "sans fin\n }', "mal écrite"),
        ("</style><script>alert(1)</script>", "</style"),
    ],
)
def test_what_goes_outside_or_breaks_the_page_is_refused(css: str, said: str) -> None:
    with pytest.raises(Fault) as caught:
        settled(css)
    assert said in str(caught.value)

"""How several things are named in one sentence."""

from __future__ import annotations

import pytest

from dossier.french.lists import both, either, enumeration


def test_enumerations_are_never_cut() -> None:
    assert both("abcdefghijk") == "a, b, c, d, e, f, g, h, i, j et k"
    assert both(["B1", "B2"], "ou") == "B1 ou B2"
    assert both([]) == ""


@pytest.mark.parametrize(
    ("most", "words", "ways"),
    [
        (0, "", ""),
        (1, "a", "a"),
        (2, "a et b", "a ou b"),
        (3, "a, b et c", "a, b ou c"),
        (4, "a, b, c et 1 autres", "a, b, c, …"),
        (5, "a, b, c et 2 autres", "a, b, c, …"),
    ],
)
def test_a_long_list_is_cut_and_says_so(most: int, words: str, ways: str) -> None:
    assert enumeration("abcde"[:most], 3) == words
    assert either("abcde"[:most], 3) == ways

"""The edition of the rules: whatever changes a finding changes it."""

from __future__ import annotations

from importlib import resources

import pytest

from dossier.rules import edition as module
from dossier.rules.edition import edition


@pytest.mark.parametrize(
    "file", ["programme.xsd", "infinitifs.txt", "nsf.py", "settings.py", "runner.py", "choices.py"], ids=str
)
def test_a_file_that_judges_counts(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, plain = edition(), module._files

    def without(place: resources.abc.Traversable, name: str) -> object:
        return ((each, found) for each, found in plain(place, name) if not each.endswith(f"/{file}") and each != file)

    monkeypatch.setattr(module, "_files", without)
    assert edition() != before


def test_it_is_the_same_each_time() -> None:
    assert edition() == edition()
    assert len(edition()) == 64

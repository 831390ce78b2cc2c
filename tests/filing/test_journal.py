"""The journal: whatever is changed in it is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.filing.journal import START, AlteredJournal, appended, entries, head

FACTS = [{"fichier": f"depot-{rank}.zip", "par": "Élise d’Exemple", "projet": rank % 2 == 0} for rank in range(6)]


def journal() -> bytes:
    written = b""
    for facts in FACTS:
        written = appended(written, facts)
    return written


JOURNAL = journal()


def test_each_line_is_read_back_with_its_hash() -> None:
    found = entries(JOURNAL)
    assert [dict(entry.facts) for entry in found] == FACTS
    assert head(JOURNAL) == found[-1].hash
    assert head(b"") == START


@given(at=st.integers(0, len(JOURNAL) - 1), other=st.integers(1, 255))
def test_any_changed_byte_is_seen_at_its_line(at: int, other: int) -> None:
    changed = bytearray(JOURNAL)
    changed[at] ^= other
    with pytest.raises(AlteredJournal) as seen:
        entries(bytes(changed))
    assert seen.value.line <= JOURNAL[:at].count(b"\n") + 1


def test_every_byte_of_the_journal_counts() -> None:
    for at in range(len(JOURNAL)):
        changed = bytearray(JOURNAL)
        changed[at] ^= 1
        with pytest.raises(AlteredJournal):
            entries(bytes(changed))


@given(st.data())
def test_a_line_taken_out_doubled_or_moved_is_seen(data: st.DataObject) -> None:
    lines = JOURNAL.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 2))
    for tampered in (lines[:at] + lines[at + 1 :], [lines[at], *lines], lines[::-1]):
        with pytest.raises(AlteredJournal):
            entries(b"".join(tampered))


@given(st.integers(1, len(JOURNAL) - 1))
def test_a_journal_cut_in_a_line_is_seen(length: int) -> None:
    if JOURNAL[length - 1 : length] != b"\n":
        with pytest.raises(AlteredJournal):
            entries(JOURNAL[:length])


@pytest.mark.parametrize("line", [b"", b"[]", b"null", b'{"a": 1}', b'{"empreinte": 3}', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_line_of_ours_is_said_not_crashed_on(line: bytes) -> None:
    with pytest.raises(AlteredJournal):
        entries(line + b"\n")


def test_a_broken_journal_is_not_continued() -> None:
    with pytest.raises(AlteredJournal):
        appended(JOURNAL[:-1], {"fichier": "autre.zip"})

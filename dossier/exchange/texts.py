"""Texts of a programme as the register holds them: characters alone, a line per paragraph, a dash per item."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.programme.textes import Liste, Riche, en_langue

TO_COMPLETE = "À compléter"
"""What a draft says where the schema wants a text that nobody gave yet: no fact."""


def plain(*texts: Riche | str | None) -> str:
    """These texts one after the other; what is absent is left out."""
    return lines(text if isinstance(text, str) else _rich(text) for text in texts if text is not None)


def french_of(texts: tuple[Riche, ...]) -> str:
    """The French version of a text, empty if there is none."""
    return plain(en_langue(texts))


def lines(texts: Iterable[str]) -> str:
    """A line each, those that say something."""
    return "\n".join(text for text in texts if text)


def items(texts: Iterable[str]) -> str:
    """A dash before each."""
    return lines(f"- {text}" for text in texts if text)


def _rich(text: Riche) -> str:
    return lines(
        items(item.texte for item in part.items) if isinstance(part, Liste) else part.texte for part in text.contenu
    )

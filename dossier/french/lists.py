"""How several things are named in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def both(items: Iterable[str], word: str = "et") -> str:
    """« a, b et c », never cut; ``word`` joins the last two."""
    found = list(items)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def enumeration(items: Sequence[str], limit: int = 8) -> str:
    """The same, but a long list is cut, and says so: « a, b et 7 autres »."""
    if len(items) > limit:
        return f"{', '.join(items[:limit])} et {len(items) - limit} autres"
    return both(items)


def either(items: Sequence[str], limit: int = 8) -> str:
    """« a, b ou c »; the end of a long list is left out."""
    if len(items) > limit:
        return ", ".join([*items[:limit], "…"])
    return both(items, "ou")

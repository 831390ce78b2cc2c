"""What a terminal or a log is sent: control characters are shown, never obeyed."""

from __future__ import annotations

import re

_OBEYED = re.compile(
    r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\x1b(?!\[(?:0|1|3[1-6])m)"
)
"""Everything but line feeds, tabs, and the colours of our own reports."""


def harmless(text: str) -> str:
    """The same text, each control character as « \\x9b »."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)

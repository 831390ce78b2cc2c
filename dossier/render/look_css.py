"""The look as CSS: properties that ``dossier.css`` reads, the institution's fonts, and its own sheet last."""

from __future__ import annotations

from dossier.look.model import Fonts, Look
from dossier.look.stylesheet import data_url, properties

_SCREEN = '"Source Sans 3", "Source Sans Pro", system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_SCREEN_CODE = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'
_HEAD = 120  # characters that the running head holds on one line of a portrait page, in a wide font
_GAP = 4  # between the two texts that may share it
_PAPER = '"Source Sans 3", "DejaVu Sans"'
_PAPER_CODE = '"Source Code Pro", "DejaVu Sans"'


def look_css(look: Look, shape: str) -> str:
    """The whole style sheet: what the look sets, the ``shape`` of dossiers, what the institution adds."""
    faces = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {"bold" if face.bold else "normal"}; '
        f'font-style: {"italic" if face.italic else "normal"}; src: url("{data_url(face.media, face.data)}") }}\n'
        for face in look.fonts.faces
    )
    screen = _families(look.fonts, _SCREEN, _SCREEN_CODE)
    paper = f"@media print {{ {_families(look.fonts, _PAPER, _PAPER_CODE)} }}\n"
    head = _shared_head(look) if look.entete else ""
    own = f"\n{look.css.rstrip()}\n" if look.css else ""
    return f"{properties(look.palette)}{screen}\n{paper}{faces}\n{shape}{head}{own}"


def room_for_title(look: Look) -> int:
    """Characters of the running head that the institution's words, at its right, leave to the title."""
    return _HEAD - (len(look.entete) + _GAP if look.entete else 0)


def _shared_head(look: Look) -> str:
    left = round(100 * room_for_title(look) / _HEAD)
    return (
        f"@page {{ @top-left {{ width: {left}% }} @top-right {{ content: string(entete); width: {100 - left}% }} }}\n"
    )


def _families(fonts: Fonts, text: str, code: str) -> str:
    return (
        f':root {{ --police: "{fonts.texte}", {text}; --police-titres: "{fonts.titres}", {text}; '
        f'--police-code: "{fonts.code}", {code}; }}'
    )

"""The look as CSS: properties that ``dossier.css`` reads, the institution's fonts, and its own sheet last."""

from __future__ import annotations

from dossier.look.model import Fonts, Look
from dossier.look.stylesheet import data_url, properties

_SCREEN = '"Source Sans 3", "Source Sans Pro", system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_SCREEN_CODE = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'
# The institution's words stand at the right of the running head, which its title then shares.
_SHARED_HEAD = "@page { @top-left { width: 55% } @top-right { content: string(entete); width: 45% } }\n"
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
    head = _SHARED_HEAD if look.entete else ""
    own = f"\n{look.css.rstrip()}\n" if look.css else ""
    return f"{properties(look.palette)}{screen}\n{paper}{faces}\n{shape}{head}{own}"


def _families(fonts: Fonts, text: str, code: str) -> str:
    return (
        f':root {{ --police: "{fonts.texte}", {text}; --police-titres: "{fonts.titres}", {text}; '
        f'--police-code: "{fonts.code}", {code}; }}'
    )

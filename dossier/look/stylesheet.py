"""Style sheets: the colours as properties, and the institution's own, where what it fetches is inside or refused."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from dossier.look.faults import Fault
from dossier.look.model import Palette

_MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
_FETCHERS = ("image-set", "-webkit-image-set", "src", "local")


def data_url(media: str, data: bytes) -> str:
    """``data`` as an address that needs no other file."""
    return f"data:{media};base64,{b64encode(data).decode('ascii')}"


def properties(palette: Palette) -> str:
    """The colours, as properties of the page."""
    return f":root {{ {' '.join(f'--{name}: {colour};' for name, colour in palette)} }}\n"


def standalone(place: str, css: str, read: Callable[[str], bytes]) -> str:
    """The same sheet, every file it names put inside; ``read`` gives the bytes of a file beside it.

    Raises Fault.
    """
    import tinycss2

    if "</style" in css.lower():
        raise Fault(place, "la feuille de style contient « </style »", "Retirez cette balise : ce n’est pas du CSS.")
    tokens = tinycss2.parse_component_value_list(css)
    for token in _flat(tokens):
        _settle(place, token, read)
    return str(tinycss2.serialize(tokens))


def _flat(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _flat(getattr(token, "content", None) or getattr(token, "arguments", None) or ())


def _settle(place: str, token: Any, read: Callable[[str], bytes]) -> None:
    where = f"{place}:{token.source_line}"
    match token.type:
        case "error":
            hint = "Cherchez un guillemet, une parenthèse ou une accolade qui manque."
            raise Fault(where, "la feuille de style est mal écrite", hint)
        case "at-keyword" if token.lower_value == "import":
            raise Fault(
                where, "@import n’est pas admis", "Copiez dans ce fichier les règles que vous vouliez importer."
            )
        case "function" if token.lower_name in _FETCHERS:
            raise Fault(where, f"{token.lower_name}() n’est pas admis", "Écrivez url(), avec un fichier de ce dossier.")
        case "function" if token.lower_name == "url":
            for argument in token.arguments:
                if argument.type == "string":
                    _inline(where, argument, read, '"{}"')
        case "url":
            _inline(where, token, read, 'url("{}")')


def _inline(where: str, token: Any, read: Callable[[str], bytes], form: str) -> None:
    address = token.value.strip()
    if address.startswith("#") or address.lower().startswith("data:"):
        return
    if urlsplit(address).scheme or address.startswith("//"):
        hint = "Rien n’est pris sur le réseau : enregistrez ce fichier à côté de la feuille de style, et nommez-le."
        raise Fault(where, f"l’adresse {address[:80]} est hors du dossier", hint)
    name = unquote(address.partition("#")[0].partition("?")[0])
    media = _MEDIA.get(PurePosixPath(name).suffix.lower())
    if media is None:
        hint = f"Une feuille de style peut prendre : {', '.join(sorted(_MEDIA))}."
        raise Fault(where, f"le fichier {name[:80]} n’est ni une image ni une police", hint)
    token.representation = form.format(data_url(media, read(name)))

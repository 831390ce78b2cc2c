"""Font files of the institution: what they are, told by themselves, and whether they may enter a dossier."""

from __future__ import annotations

import io
import re
from typing import Any

from dossier.look.faults import Fault
from dossier.look.model import Face

_MEDIA = {b"wOF2": "font/woff2", b"wOFF": "font/woff", b"OTTO": "font/otf", b"\x00\x01\x00\x00": "font/ttf"}
_FRENCH = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ÀÂÇÉÈÊËÎÏÔŒÙÛÜàâçéèêëîïôœùûüÿ«»’“”–—…€•·"
_FAMILY = re.compile(r"[^\W_][\w .-]{0,60}")
_NO_EMBEDDING = 0x0002  # OS/2, fsType


def read_face(place: str, data: bytes) -> Face:
    """The face that a font file holds; raises Fault."""
    from fontTools.ttLib import TTFont

    media = _MEDIA.get(data[:4])
    try:
        if media is None:
            raise ValueError
        font = TTFont(io.BytesIO(data), lazy=True)
        family = str(font["name"].getBestFamilyName() or "")
        face = Face(family, font["OS/2"].usWeightClass >= 600, bool(font["OS/2"].fsSelection & 1), media, data)
        characters = font.getBestCmap() or {}
    except Exception:  # fontTools raises whatever a broken table leads to
        hint = "Donnez un fichier WOFF2, WOFF, TTF ou OTF."
        raise Fault(place, "le fichier n’est pas une police lisible", hint) from None
    _refuse(place, font, face.family, "".join(char for char in _FRENCH if ord(char) not in characters))
    return face


def _refuse(place: str, font: Any, family: str, lacking: str) -> None:
    if not _FAMILY.fullmatch(family):
        raise Fault(place, "le nom de la police est vide ou inhabituel", "Choisissez une autre police.")
    if "fvar" in font:
        hint = "Donnez un fichier par style : normal, italique, gras, gras italique."
        raise Fault(place, f"« {family} » est une police variable", hint)
    if font["OS/2"].fsType & 0xF == _NO_EMBEDDING:
        hint = "Choisissez une police libre, ou demandez une autre licence à son éditeur."
        raise Fault(place, f"la licence de « {family} » interdit de la joindre à un document", hint)
    if lacking:
        hint = "Prenez la version complète de la police, ou une autre."
        raise Fault(place, f"« {family} » n’a pas tous les caractères du français : {lacking[:20]}", hint)

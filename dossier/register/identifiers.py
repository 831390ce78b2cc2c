"""The identifiers of the register and of institutions: their shape and their check digits. No file is read."""

from __future__ import annotations

import re

_LA_POSTE = "356000000"
_UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_BLOC = re.compile(r"(RNCP\d{1,6})BC(\d{2})", re.ASCII)
_NUMERO = re.compile(r"(?:RNCP|RS)\d{1,6}", re.ASCII)


def is_numero(text: str) -> bool:
    """RNCP or RS, then one to six digits."""
    return _NUMERO.fullmatch(text) is not None


def as_numero(text: str) -> str:
    """A number as the register writes it: in capitals, without spaces."""
    return "".join(text.split()).upper()


def is_siret_shape(siret: str) -> bool:
    """Fourteen digits, no space (help pages of the certification portal)."""
    return re.fullmatch(r"\d{14}", siret, re.ASCII) is not None


def is_siret_key(siret: str) -> bool:
    """Luhn's key over the fourteen digits; La Poste counts otherwise (sum of its digits a multiple of 5)."""
    if siret.startswith(_LA_POSTE) and sum(map(int, siret)) % 5 == 0:
        return True
    doubled = [int(digit) * (2 if rank % 2 else 1) for rank, digit in enumerate(reversed(siret))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_uai_shape(uai: str) -> bool:
    """Seven digits and a capital letter."""
    return re.fullmatch(r"\d{7}[A-Z]", uai, re.ASCII) is not None


def uai_letter(digits: str) -> str:
    """The check letter of the seven digits of a UAI: their remainder by 23 (no I, O, Q)."""
    return _UAI_LETTERS[int(digits) % 23]


def bloc_parts(code: str) -> tuple[str, int] | None:
    """The sheet and the rank of a block code of the register (``RNCP30109BC01``), None if it is not one."""
    match = _BLOC.fullmatch(code)
    return (match[1], int(match[2])) if match else None

"""The short names that the register gives to kinds of diploma, as data: ours for each, and its level where it has one.

Table of the register in 2020, completed with those of the sheets of 2026 (DipViGrL, Grade_Licence, Grade_Master, BUT).
"""

from __future__ import annotations

from typing import NamedTuple


class Abrege(NamedTuple):
    """Our type of diploma (``autre``: the vocabulary has no closer one), the level that the kind itself sets."""

    type: str
    niveau: int | None = None


ABREGES: dict[str, Abrege] = {
    "LICENCE PROFESSIONNELLE": Abrege("licence-professionnelle", 6),
    "LICENCE": Abrege("licence", 6),
    "BUT": Abrege("but", 6),
    "DEUST": Abrege("deust", 5),
    "DUT": Abrege("dut", 5),
    "MASTER": Abrege("master", 7),
    "TITRE INGENIEUR": Abrege("ingenieur", 7),
    "DOCTORAT": Abrege("doctorat", 8),
    "BTS": Abrege("bts", 5),
    "BTSA": Abrege("btsa", 5),
    "BTSMARIT": Abrege("autre", 5),
    "TP": Abrege("titre-professionnel"),
    "CQP": Abrege("cqp"),
    "CS": Abrege("certificat-specialisation"),
    "DIPLOVIS": Abrege("diplome-vise"),
    "DIPVIGRM": Abrege("diplome-vise", 7),
    "DIPVIGRL": Abrege("diplome-vise", 6),
    "GRADE_MASTER": Abrege("autre", 7),
    "GRADE_LICENCE": Abrege("autre", 6),
    "DGE_GM": Abrege("autre", 7),
    "CAP": Abrege("autre", 3),
    "CAPA": Abrege("autre", 3),
    "BEP": Abrege("autre", 3),
    "BEPA": Abrege("autre", 3),
    "BPA": Abrege("autre", 3),
    "MC5": Abrege("autre", 3),
    "BAC PRO": Abrege("autre", 4),
    "BTN": Abrege("autre", 4),
    "BP": Abrege("autre", 4),
    "BT": Abrege("autre", 4),
    "BTA": Abrege("autre", 4),
    "BMA": Abrege("autre", 4),
    "MC4": Abrege("autre", 4),
    "CAPD": Abrege("autre", 4),
    "DMA": Abrege("autre", 5),
    "DE": Abrege("autre"),
    "DEA": Abrege("autre", 7),
    "DEEA": Abrege("autre", 6),
    "AUTRE": Abrege("autre"),
}
"""By the short name in capitals, without accents."""

"""The documents that are joined to a dossier, by the name of their files; one more is one line of ``JOINED``."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dossier.document.modeles import compose_modeles
from dossier.document.supplement import compose_supplement
from dossier.document.tree import Document
from dossier.programme.model import Programme
from dossier.rules.runner import Judgement


class Joined(NamedTuple):
    """A document beside the dossier.

    What it is, in French; how it is made; the option of ``dossier build`` that asks for it; what links call it.
    """

    about: str
    compose: Callable[[Judgement, Programme], Document]
    option: str
    label: str


JOINED = {
    "supplement": Joined(
        "l’annexe descriptive au diplôme, en français et en anglais",
        compose_supplement,
        option="--supplement",
        label="Annexe descriptive",
    ),
    "modeles": Joined(
        "les modèles de parchemins et de procès-verbal de jury",
        compose_modeles,
        option="--models",
        label="Modèles",
    ),
}

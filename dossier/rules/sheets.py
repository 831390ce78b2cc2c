"""The official sheets that a programme cites, for the rules that need the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from dossier.french.dates import day
from dossier.programme.identite import Enregistrement
from dossier.programme.model import Programme
from dossier.rules.catalogue import NotEvaluated

if TYPE_CHECKING:
    from dossier.register.fiche import Fiche  # late: a check without an index does not need it
    from dossier.register.index import CodeEnUsage


class Register(Protocol):
    """What rules ask of the national register; ``jour`` is the day of its data."""

    @property
    def jour(self) -> date:
        """The day of the data."""

    def fiche(self, numero: str, /) -> Fiche | None:
        """The sheet of this number, if the register has it."""

    def codes(self, kind: str, /, *only: str) -> Mapping[str, CodeEnUsage]:
        """A nomenclature (``nsf``, ``rome``, ``formacode``) by code, whole or some codes of it."""

    def fiches_avec_blocs(self, libelles: tuple[str, ...], /) -> tuple[str, ...]:
        """The numbers of the active sheets that have a block so titled."""


def required(register: Register | None) -> Register:
    """The register; raises NotEvaluated when there is none."""
    if register is None:
        raise NotEvaluated(
            "l’index du répertoire national n’est pas chargé", "docs/referentiel.md dit comment le faire"
        )
    return register


def cited_sheets(programme: Programme, register: Register | None) -> Iterator[tuple[Enregistrement, Fiche]]:
    """The sheets cited, with the registration that cites them; raises NotEvaluated when none is in the register."""
    register, missing, found = required(register), [], 0
    for enregistrement in programme.enregistrements:
        if not enregistrement.fiche:
            continue
        fiche = register.fiche(enregistrement.fiche)
        if fiche is None:
            missing.append(enregistrement.fiche)
        else:
            found += 1
            yield enregistrement, fiche
    if missing and not found:
        raise NotEvaluated(f"la fiche {', '.join(missing)} n’est pas dans l’index du {day(register.jour)}")

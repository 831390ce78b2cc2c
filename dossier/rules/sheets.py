"""The official sheets that a programme cites, for the rules that need the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

    def complet(self, repertoire: str, /) -> bool:
        """Was this register (RNCP, RS) imported whole?"""

    def sait(self, champ: str, /) -> bool:
        """Does the index hold this field for the whole of the RNCP?"""

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


def does_not_exist(register: Register, numero: str) -> bool:
    """Is a sheet missing from a register that was imported whole?"""
    return register.fiche(numero) is None and register.complet("RS" if numero.startswith("RS") else "RNCP")


def unknown(register: Register, numeros: Iterable[str]) -> NotEvaluated:
    """Why nothing is said of sheets that the index lacks without their register being whole."""
    return NotEvaluated(
        f"l’index du {day(register.jour)} n’a pas la fiche {', '.join(dict.fromkeys(numeros))}, et n’a pas tout ce "
        "répertoire",
        "importez l’export entier de ce répertoire",
    )


def known(fiche: Fiche, champ: str, quoi: str) -> None:
    """Raises NotEvaluated when the export that the sheet comes from does not hold a field."""
    if champ in fiche.inconnus:
        raise NotEvaluated(f"{quoi} de la fiche {fiche.numero} : inconnu, l’export importé ne le contient pas")


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

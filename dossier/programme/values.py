"""Why a value is refused: xmlschema says by which facet of which type, and this is what that type admits, in French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from xmlschema.validators import XsdFacet, XsdList, XsdSimpleType

from dossier.french.lists import either
from dossier.french.nearest import nearest

# What the values of a type of the schema look like, when a list or bounds do not say it.
WORDS = {
    "adresse-https": "une adresse complète, sans espace, qui commence par https://",
    "adresse-internet": "une adresse complète, sans espace, qui commence par https:// ou http://",
    "annee": "une année en quatre chiffres",
    "chemin": "un chemin à partir du dossier de ce fichier, sans \\ ni « : », qui ne commence pas par /",
    "code": "au plus 40 lettres sans accent, chiffres ou tirets, sans espace ni tiret au début",
    "code-interne": "au plus 40 lettres, chiffres, points ou tirets, sans espace, point ni tiret au début",
    "code-bloc-rncp": "un code de bloc : 2 à 40 lettres sans accent ou chiffres",
    "code-langue": "un code de langue de deux ou trois lettres minuscules",
    "courriel": "une adresse électronique, avec le signe @",
    "duree-epreuve": "une durée écrite en heures (2h, 1h30) ou en minutes (20min)",
    "entier": "un nombre entier, en chiffres",
    "entier-positif": "un nombre entier à partir de 1, en chiffres",
    "jour": "un jour qui existe, de 1900 à 2199, écrit année-mois-jour en chiffres",
    "language": "un code de langue",
    "nombre-credits": "un nombre de crédits, par demis, avec un point (6 ou 4.5)",
    "nombre-decimal": "un nombre, avec un point et quatre décimales au plus",
    "nombre-heures": "un nombre d’heures, avec un point et deux décimales au plus (30 ou 7.5)",
    "note-sur-20": "une note de 0 à 20, avec un point et deux décimales au plus",
    "numero-fiche": "RNCP ou RS, suivi de 1 à 6 chiffres, sans espace",
    "numero-regle": "trois majuscules, un tiret et trois chiffres",
    "pourcentage": "un nombre de 0 à 100, sans le signe %",
    "version": "au plus 40 lettres sans accent, chiffres, points, tirets ou soulignés, sans espace",
}
_OTHERWISE = "sa forme n’est pas celle qui est attendue"

_FOREIGN_SPACE = re.compile(r"[^\S \t\r\n]")
_STAND_IN = "¤"
_XML_SPACES = " \t\r\n"
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBERS = ("nombre-credits", "nombre-decimal", "nombre-heures", "note-sur-20", "pourcentage")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value that its type refuses: the part at fault, what the type admits, and one more piece of advice."""

    value: str
    admitted: str
    advice: str = ""

    @property
    def empty(self) -> bool:
        """Is there nothing to show?"""
        return not self.value.strip(_XML_SPACES)


def refusal(declared: XsdSimpleType, value: str) -> Refusal | None:
    """Why a type refuses a value, or None if it takes it; of a list, the first item at fault.

    Spaces that XML does not know as such are hidden from xmlschema, which would strip them where libxml2 refuses them.
    """
    seen = _FOREIGN_SPACE.sub(_STAND_IN, value)
    several = getattr(declared, "primitive_type", None)  # itself for a list, its base for a restricted one
    if not isinstance(several, XsdList) or not seen.strip(_XML_SPACES):
        return _refused(declared, seen)
    return next((found for token in seen.split() if (found := _refused(several.item_type, token))), None)


def _refused(declared: XsdSimpleType, value: str) -> Refusal | None:
    error = next(iter(declared.iter_errors(value)), None)
    if error is None:
        return None
    facet = error.validator
    at_fault = facet.parent if isinstance(facet, XsdFacet) else declared
    assert isinstance(at_fault, XsdSimpleType)
    return Refusal(value.replace(_STAND_IN, "␣"), admitted(at_fault), _advice(at_fault, value))


def admitted(declared: XsdSimpleType) -> str:
    """What a type takes, in words."""
    if declared.enumeration:
        return either([str(value) for value in declared.enumeration], limit=20)
    if declared.local_name in WORDS:
        return f"on attend {WORDS[declared.local_name]}"
    if declared.min_value is not None and declared.max_value is not None:
        return f"on attend un nombre entier de {declared.min_value!s} à {declared.max_value!s}"
    return _OTHERWISE


def _advice(declared: XsdSimpleType, value: str) -> str:
    if _STAND_IN in value:
        return "Une espace insécable s’y cache : effacez-la, ou tapez une espace ordinaire."
    if declared.enumeration and (close := nearest(value, [str(each) for each in declared.enumeration])):
        return f"Vouliez-vous dire {close} ?"
    if "," in value and declared.local_name in _NUMBERS:
        return f"Écrivez un point au lieu de la virgule : {value.strip().replace(',', '.')}"
    if declared.local_name == "jour" and (day := _french_day(value.strip())):
        return f"Écrivez {day}."
    return ""


def _french_day(text: str) -> date | None:
    """A day that exists, written day/month/year."""
    found = _FRENCH_DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None

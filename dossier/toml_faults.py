"""Why a settings file is not TOML, in French: tomllib gives no codes, only sentences that begin in known ways."""

from __future__ import annotations

import re

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_QUOTES = 'Un texte se met entre guillemets droits " ; un nombre s’écrit avec un point : 2.5.'

# How a sentence of tomllib begins → the reason, what to do.
_SENTENCES = (
    ("Invalid value", "la valeur est incorrecte", _QUOTES),
    (
        ("Illegal character", "Unterminated string", 'Expected "\'"', "Expected '\"'"),
        "un guillemet manque, ou n’est pas droit",
        'Entourez le texte de deux guillemets droits ", sur une seule ligne.',
    ),
    (
        ("Unescaped", "Invalid hex", "Escaped character"),
        "le signe \\ n’est pas admis dans un texte",
        'Écrivez les chemins avec / : "charte/logo.svg".',
    ),
    (
        ("Expected '='", "Invalid statement", "Invalid initial character"),
        "le nom du réglage est mal écrit",
        "Écrivez un nom sans accent ni espace, puis le signe = et la valeur.",
    ),
    (
        "Expected ']'",
        "le nom de la section est mal écrit",
        "Écrivez-le sans accent ni espace, entre crochets, seul sur sa ligne : [seuils.ECT-010].",
    ),
    ("Expected newline", "quelque chose suit la valeur", f"Écrivez un réglage par ligne. {_QUOTES}"),
    (
        ("Unclosed array", "Unclosed inline table"),
        "une liste n’est pas fermée",
        'Séparez ses valeurs par des virgules, et fermez-la : ["a", "b"].',
    ),
)
_OTHERWISE = ("la ligne est mal écrite", "Comparez-la avec les exemples de docs/reglages.md.")


def explained(sentence: str, text: str) -> tuple[str, str, int]:
    """The reason, what to do and the line of a fault that tomllib tells of a text."""
    found = _PLACE.search(sentence)
    lines = text.split("\n")
    number = int(found[1]) if found else len(text.rstrip().split("\n"))
    line = lines[number - 1].strip() if number <= len(lines) else ""
    if sentence.startswith(("Cannot", "Duplicate inline")):
        return *_twice(line), number
    if sentence.startswith("Invalid initial character") and line.startswith("["):
        sentence = "Expected ']'"
    told = ((reason, hint) for starts, reason, hint in _SENTENCES if sentence.startswith(starts))
    return *next(told, _OTHERWISE), number


def _twice(line: str) -> tuple[str, str]:
    if line.startswith("["):
        section = line.partition("#")[0].strip()
        return f"la section {section} est écrite deux fois", "Gardez-en une : réunissez-y les réglages des deux."
    name = line.partition("=")[0].strip()
    return f"le réglage {name} est écrit deux fois dans cette section", "Gardez-en un seul."

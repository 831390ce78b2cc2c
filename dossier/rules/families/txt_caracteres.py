"""Characters: those that print nothing, those that our fonts lack, and accents written apart from their letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from dossier.look.glyphs import drawn
from dossier.programme.caracteres import Signe, decomposed, may_be_decomposed, unusual
from dossier.programme.model import Programme
from dossier.programme.places import Place
from dossier.programme.reader import parse, places_in_order
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, INFO, Hit, rule
from dossier.rules.families.txt_typographie import AT_MOST
from dossier.rules.runner import Context

_BULLET, _SCRIPT, _SILENT, _BREAK, _DIRECTION, _PICTURE = "puce", "ecriture", "muet", "saut", "sens", "image"

_NAMES = {
    0x85: (_BREAK, "un saut de ligne d’un ancien système"),
    0xAD: (_SILENT, "un trait d’union conditionnel"),
    0x34F: (_SILENT, "un caractère invisible"),
    0x61C: (_DIRECTION, "une marque de sens d’écriture"),
    0x200B: (_SILENT, "une espace de largeur nulle"),
    0x200C: (_SILENT, "un antiliant invisible"),
    0x200D: (_SILENT, "un liant invisible"),
    0x200E: (_DIRECTION, "une marque de sens d’écriture"),
    0x200F: (_DIRECTION, "une marque de sens d’écriture"),
    0x2028: (_BREAK, "un saut de ligne de traitement de texte"),
    0x2029: (_BREAK, "une fin de paragraphe de traitement de texte"),
    0x2060: (_SILENT, "un gluon invisible entre deux mots"),
    0xFEFF: (_SILENT, "une marque invisible de début de fichier (BOM)"),
    0xFFFC: (_BULLET, "la place d’un objet perdu au collage"),
    0xFFFD: (_BULLET, "un caractère perdu à la conversion"),
    0xF06E: (_BULLET, "une puce carrée de Word"),
    0xF076: (_BULLET, "une puce en losange de Word"),
    0xF0A7: (_BULLET, "une puce carrée de Word"),
    0xF0A8: (_BULLET, "une case à cocher de Word"),
    0xF0B7: (_BULLET, "une puce de Word"),
    0xF0D8: (_BULLET, "une puce en flèche de Word"),
    0xF0E0: (_BULLET, "une flèche de Word"),
    0xF0E8: (_BULLET, "une flèche de Word"),
    0xF0FC: (_BULLET, "une coche de Word"),
}
_RANGES = (
    (0x80, 0x9F, _SILENT, "un caractère de commande invisible"),
    (0x202A, 0x202E, _DIRECTION, "une marque de sens d’écriture"),
    (0x2061, 0x2064, _SILENT, "un caractère invisible"),
    (0x2066, 0x2069, _DIRECTION, "une marque de sens d’écriture"),
    (0x20E3, 0x20E3, _PICTURE, "un émoji"),
    (0xF000, 0xF0FF, _BULLET, "un signe d’une police de Word (Symbol, Wingdings)"),
    (0xE000, 0xF8FF, _BULLET, "un signe propre à une police"),
    (0xFE00, 0xFE0F, _PICTURE, "une variante d’émoji"),
    (0xFFF9, 0xFFFB, _SILENT, "un caractère invisible"),
    (0x1F000, 0x1FAFF, _PICTURE, "un émoji"),
    (0xE0000, 0xE0FFF, _SILENT, "un caractère invisible"),
    (0xF0000, 0x10FFFF, _BULLET, "un signe propre à une police"),
)
_SCRIPTS = {
    "CJK": "un caractère chinois ou japonais",
    "IDEOGRAPHIC": "un signe chinois ou japonais",
    "KANGXI": "un caractère chinois ou japonais",
    "FULLWIDTH": "un caractère de pleine chasse, d’Extrême-Orient",
    "HALFWIDTH": "un caractère de demi-chasse, d’Extrême-Orient",
    "HIRAGANA": "un caractère japonais",
    "KATAKANA": "un caractère japonais",
    "KATAKANA-HIRAGANA": "un caractère japonais",
    "BOPOMOFO": "un caractère chinois",
    "HANGUL": "un caractère coréen",
    "THAI": "un caractère thaï",
    "LAO": "un caractère lao",
    "KHMER": "un caractère khmer",
    "TIBETAN": "un caractère tibétain",
    "DEVANAGARI": "un caractère hindi (dévanagari)",
    "BENGALI": "un caractère bengali",
    "TAMIL": "un caractère tamoul",
    "ETHIOPIC": "un caractère éthiopien",
    "MYANMAR": "un caractère birman",
    "SYRIAC": "un caractère syriaque",
    "ARABIC": "un caractère arabe",
    "HEBREW": "un caractère hébreu",
}


def _kind(character: str) -> tuple[str, str] | None:
    """What is wrong with a character and what people call it; None when it prints."""
    code = ord(character)
    if code in _NAMES:
        return _NAMES[code]
    found = next(((kind, name) for first, last, kind, name in _RANGES if first <= code <= last), None)
    if found or drawn(character):
        return found
    if unicodedata.category(character) in ("Cf", "Mn") and not unicodedata.name(character, ""):
        return _SILENT, "un caractère invisible"
    script = unicodedata.name(character, "").partition(" ")[0]
    return (
        (_PICTURE, "un pictogramme")
        if unicodedata.category(character) == "So" and script not in _SCRIPTS
        else (_SCRIPT, _SCRIPTS.get(script, "un caractère que les polices des documents n’ont pas"))
    )


def _part_of_a_word(signe: Signe) -> bool:
    """Joiners and directions are how some scripts are spelt, and emoji put together."""
    around = signe.before[-1:] + signe.after[:1]
    if signe.character in "\u200c\u200d":
        return any(ord(each) >= 0x590 for each in around)
    line = signe.before + signe.after
    return _kind(signe.character) == _NAMES[0x200E] and any(
        unicodedata.bidirectional(each) in ("R", "AL") for each in line
    )


@rule(
    "TXT-020",
    title="Chaque caractère s’imprime",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une puce collée depuis Word, un émoji ou un caractère invisible manque sur le papier, ou empêche de produire "
    "le PDF ; dans un mot, il le rend introuvable.",
    message={
        "puce": "{nom} ({code}) ne s’imprime pas : « {extrait} ».",
        "image": "{nom} ({code}) n’a pas sa place dans un dossier : « {extrait} ».",
        "ecriture": "{nom} ({code}) manque aux polices des documents : « {extrait} ».",
        "muet": "{nom} ({code}) se cache dans « {extrait} ».",
        "sens": "{nom} ({code}) se cache dans « {extrait} ».",
        "saut": "{nom} ({code}) se cache dans « {extrait} ».",
        "partout": "{nom} ({code}) se trouve dans {nombre} textes (lignes {lignes}).",
    },
    hint={
        "puce": "Supprimez-le. Pour une liste, écrivez <liste><item>…</item></liste> ; pour une flèche, tapez →.",
        "image": "Supprimez-le, ou remplacez-le par un mot.",
        "ecriture": "Écrivez-le en lettres latines, ou donnez dans charte/ une police qui l’a (docs/reglages.md).",
        "muet": "Supprimez-le : effacez et retapez les lettres qui l’entourent. Les documents l’ignorent.",
        "sens": "Supprimez-le : effacez et retapez les lettres qui l’entourent. Les documents l’ignorent.",
        "saut": "Supprimez-le ; pour un nouveau paragraphe, fermez celui-ci (</p>) et ouvrez-en un autre (<p>).",
        "partout": "Cherchez-le et supprimez-le partout avec votre éditeur.",
    },
    context=True,
)
def every_character_prints(_programme: Programme, context: Context) -> Iterator[Hit]:
    """At its line and column in the file; once for each text and character, once in all when it is everywhere."""
    signes = [
        signe
        for signe in unusual(context.source, lambda character: _kind(character) is not None)
        if not _part_of_a_word(signe)
    ]
    places = places_in_order(context.source) if signes else ()
    found: dict[str, dict[int, Signe]] = {}
    for signe in signes:
        kind, name = _kind(signe.character) or ("", "")
        key = name if kind in (_SCRIPT, _PICTURE) else signe.character
        found.setdefault(key, {}).setdefault(signe.element, signe)
    for firsts in found.values():
        yield from _told(list(firsts.values()), places)


class _Spot(NamedTuple):
    """Where a finding on a character points."""

    place: Place


def _told(firsts: list[Signe], places: tuple[Place, ...]) -> Iterator[Hit]:
    """One character, or one script: the first in each text where it stands."""
    kind, name = _kind(firsts[0].character) or ("", "")
    for signe in firsts[:1] if len(firsts) > AT_MOST else firsts:
        around = places[signe.element]
        node = _Spot(replace(around, line=signe.line, column=signe.column, width=signe.width))
        nom, code = name[:1].upper() + name[1:], f"U+{ord(signe.character):04X}"
        if len(firsts) > AT_MOST:
            yield Hit(node, "partout", nom=nom, code=code, nombre=len(firsts), lignes=[each.line for each in firsts])
        else:
            excerpt = f"{signe.before.rpartition('>')[2]}⟨⟩{signe.after.partition('<')[0]}"
            yield Hit(node, kind, nom=nom, code=code, extrait=" ".join(excerpt.split()))


@rule(
    "TXT-021",
    title="Les lettres accentuées sont écrites d’un seul caractère",
    severity=INFO,
    source=CONVENTION,
    why="Un texte copié depuis un Mac ou un PDF garde parfois la lettre et l’accent séparés. L’outil les réunit pour "
    "lire, chercher et imprimer ; le fichier n’est pas changé.",
    message="{nombre:texte a ses|textes ont leurs} accents séparés des lettres (forme décomposée, NFD) ; "
    "ils sont lus réunis.",
    hint="Rien à faire : les documents et les contrôles les lisent comme les autres.",
    context=True,
)
def accents_are_one_with_their_letter(programme: Programme, context: Context) -> Iterator[Hit]:
    """One info for the whole file."""
    nombre = decomposed(parse(context.source)) if may_be_decomposed(context.source) else 0
    if nombre:
        yield Hit(programme, nombre=nombre)

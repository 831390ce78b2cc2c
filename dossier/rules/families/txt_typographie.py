"""Typography: brackets, quotes, spaces, and what is left of other formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from dossier.programme.model import Programme
from dossier.programme.places import Texte
from dossier.programme.textes import Paragraphe
from dossier.programme.walk import texts
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, Hit, Source, rule
from dossier.rules.families.txt_textes import excerpt

_OPENED_BY = {")": "(", "]": "[", "»": "«"}
_SIGN = re.compile(r"[()\[\]«»]")
_MARKER = re.compile(r"(?:^|[\s;,:])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)$")
"""The mark of an item, as in « a) » or « 2) »."""
_STRAIGHT = re.compile(r'(?<!\d)"')
_SPACES = {
    "double": re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)"),
    "avant-point": re.compile(r"(?<=[^\s.])[ \u00a0\u202f](?:,|\.(?!\.))(?=\s|$)"),
    "manque": re.compile(r"(?<=[^\W_])[;:?!](?=\s|$)|«(?=\S)|(?<=\S)»"),
    "apres-virgule": re.compile(r"(?<![^\s(«’'])[a-zà-öø-ÿœ]+,(?=[a-zà-öø-ÿœ])", re.IGNORECASE),
}
AT_MOST = 5
"""Beyond this number of places, a habit: it is told once."""
_RESIDUE = re.compile(
    r"[ÃÂ][\u0080-\u00bf]|â€|Å“|ï»¿|\ufffd"
    r"|&(?:nbsp|amp|lt|gt|quot|apos|[a-zA-Z]{1,2}(?:acute|grave|circ|cedil|uml|lig)|#x?[0-9a-fA-F]+);"
    r"|</?(?:br|p|b|i|u|em|strong|span|div|ul|ol|li|a|font|h\d)\b[^>]*>|\\u[0-9a-fA-F]{4}"
)


@rule(
    "TXT-002",
    title="Les parenthèses, les crochets et les guillemets sont appariés",
    severity=ERREUR,
    source=CONVENTION,
    why="Un signe ouvert et jamais refermé, ou l’inverse, rend la phrase ambiguë.",
    message={
        "ouvert": "Le signe {signe} n’est pas refermé : {extrait}",
        "ferme": "Le signe {signe} n’a pas été ouvert : {extrait}",
        "droit": "Les guillemets droits sont en nombre impair : {extrait}",
    },
    hint="Ajoutez le signe qui manque, ou supprimez celui qui est en trop.",
)
def signs_go_by_pairs(programme: Programme) -> Iterator[Hit]:
    """One hit per text, on the first sign at fault."""
    for node, text in programme.textes:
        fault = _unpaired(text)
        straight = list(_STRAIGHT.finditer(text))
        if fault:
            variant, at = fault
            yield Hit(node, variant, signe=text[at], extrait=excerpt(text, at, at + 1))
        elif len(straight) % 2:
            at = straight[-1].start()
            yield Hit(node, "droit", extrait=excerpt(text, at, at + 1))


def _unpaired(text: str) -> tuple[str, int] | None:
    """The first sign at fault: its fault and its place."""
    opened: list[int] = []
    for found in _SIGN.finditer(text):
        sign, at = found[0], found.start()
        if sign not in _OPENED_BY:
            opened.append(at)
        elif opened and text[opened[-1]] == _OPENED_BY[sign]:
            opened.pop()
        elif not (sign == ")" and _MARKER.search(text, 0, at + 1)):
            return ("ouvert", opened[-1]) if opened else ("ferme", at)
    return ("ouvert", opened[-1]) if opened else None


@rule(
    "TXT-003",
    title="Les espaces sont à leur place",
    severity=AVERTISSEMENT,
    source=Source("typographie française", status="K"),
    why="Une espace en trop ou en moins se voit à l’impression. L’espace insécable, elle, est posée par l’outil.",
    message={
        "double": "Deux espaces se suivent : « {extrait} ».",
        "avant-point": "Une espace précède la virgule ou le point : « {extrait} ».",
        "manque": "Il manque une espace avant ou après « {signe} » : « {extrait} ».",
        "apres-virgule": "Il manque une espace après la virgule : « {extrait} ».",
        "double-partout": "Deux espaces se suivent à {nombre} endroits (lignes {lignes}).",
        "avant-point-partout": "Une espace précède la virgule ou le point à {nombre} endroits (lignes {lignes}).",
        "manque-partout": "Il manque une espace avant ; : ? ! » ou après « à {nombre} endroits (lignes {lignes}).",
        "apres-virgule-partout": "Il manque une espace après la virgule à {nombre} endroits (lignes {lignes}).",
    },
    hint="En français, une espace suit la virgule et le point, et entoure ; : ? ! « ».",
)
def spaces_are_in_their_place(programme: Programme) -> Iterator[Hit]:
    """A fault repeated everywhere is told once, at its first place."""
    found: dict[str, list[tuple[Texte | Paragraphe, str, re.Match[str]]]] = {}
    for node, text in programme.textes:
        for kind, pattern in _SPACES.items():
            match = pattern.search(text)
            if match:
                found.setdefault(kind, []).append((node, text, match))
    for kind, places in found.items():
        if len(places) > AT_MOST:
            lignes = [node.place.line for node, _, _ in places]
            yield Hit(places[0][0], f"{kind}-partout", nombre=len(places), lignes=lignes)
            continue
        for node, text, match in places:
            extrait = excerpt(text, match.start(), match.end())
            yield Hit(node, kind, signe=match[0], extrait=extrait)


@rule(
    "TXT-004",
    title="Aucun texte ne garde de résidu d’un autre format",
    severity=ERREUR,
    source=CONVENTION,
    why="Un accent mal décodé ou une balise affichée vient d’un copier-coller et s’imprime tel quel.",
    message={
        "": "Résidu d’encodage ou de balisage « {residu} » : « {extrait} ».",
        "tiret-bas": "Un tiret bas (_) tient la place d’un trait d’union ou d’une espace : « {mot} ».",
    },
    hint={"": "Retapez ce passage.", "tiret-bas": "Remplacez-le par un trait d’union ou une espace."},
)
def no_residue_is_left(programme: Programme) -> Iterator[Hit]:
    """In every language; one hit per text, and one per word for the underscore."""
    for node, text in chain(programme.textes, texts(programme, "en")):
        match = _RESIDUE.search(text)
        if match:
            yield Hit(node, residu=match[0], extrait=excerpt(text, match.start(), match.end()))
    for mot, places in programme.mots.items():
        if "_" in mot:
            yield from (Hit(node, "tiret-bas", mot=mot) for node, _ in places)

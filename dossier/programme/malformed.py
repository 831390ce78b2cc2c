"""Why a text is not XML: the stable error codes of expat, in French."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.parsers.expat import errors

from dossier.french.nearest import nearest

_SENTENCES = {
    errors.XML_ERROR_TAG_MISMATCH: (
        "la balise fermée ici n’est pas la dernière ouverte",
        "Fermez les balises dans l’ordre inverse de leur ouverture.",
    ),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: (
        "le même attribut est écrit deux fois dans la balise",
        "Gardez-en un seul.",
    ),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (
        "quelque chose suit la fin du document",
        "Supprimez ce qui suit la dernière balise fermante.",
    ),
    errors.XML_ERROR_UNCLOSED_TOKEN: (
        "une balise ou un commentaire commencé ici n’est pas terminé",
        "Ajoutez le signe > ou --> qui manque, ou écrivez &lt; si c’est un signe « inférieur ».",
    ),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: (
        "une section <![CDATA[ n’est pas terminée",
        "Ajoutez les signes ]]> qui la ferment.",
    ),
    errors.XML_ERROR_NO_ELEMENTS: (
        "le fichier ne contient aucune balise",
        "Vérifiez que c’est bien le fichier voulu, ou reprenez la dernière version enregistrée.",
    ),
    errors.XML_ERROR_UNDEFINED_ENTITY: (
        "une entité inconnue est utilisée (comme &nbsp;)",
        "Écrivez le caractère lui-même ; seuls &amp;, &lt;, &gt;, &quot; et &apos; existent.",
    ),
    errors.XML_ERROR_BAD_CHAR_REF: (
        "cette écriture &#…; ne désigne aucun caractère permis",
        "Écrivez le caractère lui-même.",
    ),
    errors.XML_ERROR_UNBOUND_PREFIX: (
        "un préfixe n’est pas déclaré",
        "Écrivez les éléments sans préfixe.",
    ),
    errors.XML_ERROR_MISPLACED_XML_PI: (
        "la déclaration <?xml …?> n’est pas au tout début du fichier",
        "Supprimez ce qui la précède, espaces et lignes vides compris, ou la seconde déclaration.",
    ),
    errors.XML_ERROR_XML_DECL: (
        "la déclaration <?xml …?> est mal écrite",
        'Écrivez : <?xml version="1.0" encoding="UTF-8"?>',
    ),
}
_BY_CODE = {errors.codes[text]: sentences for text, sentences in _SENTENCES.items()}

_MISMATCH = errors.codes[errors.XML_ERROR_TAG_MISMATCH]
_ENDED_EARLY = errors.codes[errors.XML_ERROR_NO_ELEMENTS]
_INVALID_TOKEN = errors.codes[errors.XML_ERROR_INVALID_TOKEN]
_UNDEFINED = errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]
_UNCLOSED = errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]
_BAD_REFERENCE = errors.codes[errors.XML_ERROR_BAD_CHAR_REF]

_ANYTHING_ELSE = (
    "le texte n’est pas du XML bien formé à cet endroit",
    "Cherchez juste avant : un signe & ou < isolé (écrire &amp; ou &lt;), un guillemet ou un > oublié.",
)


_CURLY = "“”„‟«»‘’‚‹›"
_RUNS_ON = re.compile(r"""=\s*(?:"[^"<]*?([“”„«»])|'[^'<]*?([‘’]))\s*(?:/?>|[\w:.-]+\s*=\s*["'“”«])""")
"""A value opened by a straight quote and closed by a curly one: XML reads on, and stumbles over what follows."""

_HTML = ("br", "hr", "img")
"""What web pages leave open, and programmes do not have."""


class Malformed(NamedTuple):
    """Why a text is not XML, what to do, and the index of the byte to look at."""

    reason: str
    hint: str
    at: int


def explanation(code: int, data: bytes, index: int, opened: Sequence[tuple[str, int]]) -> Malformed:
    """What is wrong: the byte where expat stopped, the elements open there (name, line)."""
    following = data[index : index + 1]
    if code == _INVALID_TOKEN and following and following < b" " and following not in b"\t\r\n":
        return Malformed(
            f"un caractère de contrôle invisible (U+{following[0]:04X}) est dans le texte",
            "Supprimez-le : effacez et retapez les quelques signes autour de cet endroit.",
            index,
        )
    if code == _INVALID_TOKEN and (found := _in_a_tag(data, index)):
        return found
    if code in (_INVALID_TOKEN, _UNDEFINED, _UNCLOSED, _BAD_REFERENCE) and (found := _stray(data, index)):
        return found
    if opened and code in (_MISMATCH, _ENDED_EARLY):
        return Malformed(*_unclosed(code, data, index, opened), index)
    return Malformed(*_BY_CODE.get(code, _ANYTHING_ELSE), index)


_REFERENCE = re.compile(rb"&(?:[A-Za-z_][\w.-]*|#[0-9]+|#x[0-9A-Fa-f]+);")
_SPACES = {"\u00a0": "insécable", "\u202f": "fine insécable", "\u2007": "de chiffre", "\u3000": "d’Extrême-Orient"}
_TAG_START = re.compile(rb"<(?:[A-Za-z_/!?])")
_NAME_AHEAD = re.compile(r"\s[\w:.-]+\s*=\s*\"[^\"=<>]*\s[\w:.-]+\s*=\s*\"?$")


def _stray(data: bytes, index: int) -> Malformed | None:
    """A sign that means something to XML, and was typed for itself; a foreign space or a missing quote in a tag."""
    amp = data.rfind(b"&", 0, index + 1)
    if 0 <= index - amp <= 40 and amp >= 0 and not _REFERENCE.match(data, amp) and b"<" not in data[amp:index]:
        hint = "Écrivez &amp; à sa place : « Recherche &amp; développement »."
        return Malformed("un signe & est écrit seul", hint, amp)
    start = data.rfind(b"<", 0, index)
    if data[index : index + 1] == b"<" and data.count(b'"', max(start, 0), index) % 2:
        if _TAG_START.match(data, index):
            return _missing_quote(data, start, data[start:index].decode(errors="ignore"), index)
        start = index
    else:
        start = data.rfind(b"<", 0, index + 1)
    if start < 0 or b">" in data[start:index]:
        return None
    if not _TAG_START.match(data, start):
        return Malformed("un signe < est écrit seul", "Écrivez &lt; à sa place : « moins de &lt; 5 ans ».", start)
    tag = data[start:index].decode(errors="ignore")
    sign = data[index : index + 4].decode(errors="ignore")[:1]
    if sign in _SPACES and tag.count('"') % 2 == 0:
        return Malformed(
            f"une espace {_SPACES[sign]} (U+{ord(sign):04X}) sépare les attributs",
            "Effacez-la, et tapez une espace ordinaire.",
            index,
        )
    return _missing_quote(data, start, tag, index)


def _missing_quote(data: bytes, start: int, tag: str, index: int) -> Malformed | None:
    """A value that swallowed the next attribute, or the next tag, for want of a closing quote."""
    swallowed = _NAME_AHEAD.search(tag)
    if swallowed:
        name = swallowed[0].strip().partition("=")[0].strip()
        at = start + len(tag[: swallowed.start() + 1].encode())
        return Malformed(
            f"le guillemet qui ferme la valeur de {name} est oublié",
            f'Ajoutez le signe " à la fin de la valeur : {name}="…".',
            at,
        )
    if data[index : index + 1] == b"<" and tag.count('"') % 2:
        name = re.split(r"\s", tag[: tag.rfind('"')].rstrip("= "))[-1]
        at = start + len(tag[: tag.rfind('"')].rstrip("= ").removesuffix(name).encode())
        return Malformed(
            f"le guillemet qui ferme la valeur de {name} est oublié",
            f'Ajoutez le signe " à la fin de la valeur : {name}="…".',
            at,
        )
    return None


def _in_a_tag(data: bytes, index: int) -> Malformed | None:
    """What a word processor does to quotes and dashes."""
    before = data[:index]
    comment = before.rfind(b"<!--")
    if comment > before.rfind(b"-->") and before.endswith(b"--"):
        return Malformed(
            "deux tirets -- ne s’écrivent pas dans un commentaire",
            "Écrivez-en un seul, ou un tiret long (—) ; --> ferme le commentaire.",
            index - 2,
        )
    start = max(before.rfind(b"<"), 0)
    tag = before[start:].decode()
    found = _RUNS_ON.search(f"{tag}{data[index : index + 1].decode('ascii', 'ignore')}")
    if found:
        end = found.start(found.lastindex or 0)
        return _curly(tag[end], start + len(tag[:end].encode()))
    sign = data[index : index + 4].decode(errors="ignore")[:1]
    if sign and sign in _CURLY and ">" not in tag:
        return _curly(sign, index)
    if re.search(r"[\w-]\s*=\s*$", tag) and ">" not in tag:
        return Malformed(
            "la valeur d’un attribut n’est pas entre guillemets", 'Écrivez par exemple niveau="6", avec ".', index
        )
    return None


def _curly(sign: str, index: int) -> Malformed:
    return Malformed(
        f"ce guillemet ({sign}) n’est pas admis ici",
        'Tapez le guillemet droit " au début et à la fin de la valeur : type="licence".',
        index,
    )


def _unclosed(code: int, data: bytes, index: int, opened: Sequence[tuple[str, int]]) -> tuple[str, str]:
    names = [name.rpartition(" ")[2] for name, _ in opened]
    tag, line = names[-1], opened[-1][1]
    where = f"la balise <{tag}> ouverte à la ligne {line} n’est pas fermée"
    if code == _ENDED_EARLY:
        return f"le fichier s’arrête avant la fin : {where}", f"Ajoutez </{tag}>, ou reprenez la dernière version."
    if tag.lower() in _HTML:
        return (
            f"{where}, et n’existe pas dans une description de programme",
            "Supprimez-la ; pour aller à la ligne, fermez le paragraphe (</p>) et ouvrez-en un autre (<p>).",
        )
    closed = re.split(rb"[\s>]", data[index : index + 200], maxsplit=1)[0].decode(errors="replace")
    if closed not in names:
        other = f"corrigez-la en </{tag}>" if nearest(closed, [tag]) else f"ouvrez <{closed}> avant"
        return (
            f"</{closed}> ne ferme rien : la balise ouverte est <{tag}>, à la ligne {line}",
            f"Supprimez-la, ou {other}.",
        )
    return f"{where}, une autre est fermée ici", f"Écrivez d’abord </{tag}>, ou corrigez la balise fermante."

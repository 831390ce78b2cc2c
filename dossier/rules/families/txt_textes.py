"""Wording and typography of every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier.french.folding import fold
from dossier.programme.model import Programme
from dossier.programme.places import Place
from dossier.programme.textes import Paragraphe
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, ERREUR, INFO, Hit, Source, rule
from dossier.rules.texts import CODE_DU_TRAVAIL

_LATER = r"à (?:compléter|définir|préciser|renseigner|rédiger|venir|confirmer|remplir)"
_PART = "(?i:tâche|activité|compétence|bloc|unité|critère|épreuve)"
_PROVISIONAL = re.compile(
    rf"\bTODO\b|\bFIXME\b|\bTBD\b|\b[Xx]{{3,}}\b|\?{{3,}}|(?i:lorem ipsum)|(?i:[\[(<]\s*{_LATER}\s*[\])>])"
    rf"|^{_PART} \d+ d(?:u |e l[’']|e la ){_PART} ?\w+$|^(?i:tâche|activité|compétence|critère) \d+$"
    rf"|(?i:^\W*{_LATER}\W*$)|(?i:[\[<]\s*(?:insérer|indiquer|compléter|texte|nom|date)\b[^\])>]*[\]>])"
)
_EXAMPLE = "TFP00001A"
_OF_THE_EXAMPLE = frozenset(
    {"École d’exemple", "12345678200010", "98765432400019", "55555555600029", "Dominique Fictif"}
)
"""The school, the numbers and the person of the complete example: whoever copies it replaces them."""

_OBSOLETE = (
    ("CNCP", r"\bCNCP\b", "France compétences"),
    ("Commission nationale", "Commission nationale de la certification professionnelle", "France compétences"),
    ("AERES", r"\bAERES\b", "le Hcéres"),
    ("ole", r"\b[Pp]ole[ -][Ee]mploi\b", "France Travail"),
    ("ôle", r"\b[Pp]ôle[ -][Ee]mploi\b", "France Travail"),
    ("LE", r"\bP[ÔO]LE[ -]EMPLOI\b", "France Travail"),
    ("OPCA", r"\bOPCA\b", "un opérateur de compétences (OPCO)"),
    ("VAP", r"\bVAP ?85\b", "la VAPP"),
    ("DIF", r"\bDIF\b", "le compte personnel de formation (CPF)"),
    ("France Télé", r"France Télé-?enseignement", "le nom actuel de l’organisme"),
)
"""What tells at once that a text may hold a name, the name, and what to write instead."""
_FORMER = re.compile(r"\bex-|ancien", re.IGNORECASE)
_PROMOTION = re.compile(
    r"\bn° ?1\b|\bnuméro un\b|\bleaders? (?:mondia|europée|français|du (?:marché|secteur)|de son)"
    r"|\b(?:emploi|réussite|succès|insertion|embauche) (?:est )?(?:garantie?|assurée?)s?\b"
    r"|\bgaranti\w* (?:un|l[’'])\s?emploi|\b100 ?% (?:de réussite|d[’']insertion)"
    r"|\b(?:la|le|les) meilleure?s? (?:écoles?|formations?|diplômes?|établissements?)"
    r"|\bunique en (?:France|Europe)|\bprestigieu(?:x|se)|\bincontournable|\bde renommée\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_OFFICIAL = frozenset({"base-legale", "composition"})
"""Parts whose official wording is kept."""

# A word, inclusive forms and hyphens included, so that « professionnel·le le » is not « le le ».
_REPEATED = re.compile(r"(?<![\w·’'-])([^\W\d_]+(?:[·’'-][^\W\d_]+)*)\s+(\1)(?![\w·’'-])", re.IGNORECASE)
_LEGITIMATE = frozenset({"nous", "vous", "si", "tout", "en"})


@rule(
    "TXT-001",
    title="Aucun mot n’est répété",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un mot tapé deux fois de suite se voit à la première lecture.",
    message="Le mot « {mot} » est répété : « {extrait} ».",
    hint="Supprimez l’un des deux.",
)
def no_word_is_repeated(programme: Programme) -> Iterator[Hit]:
    """Side by side in one sentence; « nous nous » and the like are French."""
    for node, text in programme.textes:
        for match in _REPEATED.finditer(text):
            if match[1].lower() not in _LEGITIMATE:
                yield Hit(node, mot=match[1], extrait=excerpt(text, match.start(), match.end()))


def excerpt(text: str, start: int, end: int, around: int = 20) -> str:
    """The words around a match, cut at spaces."""
    left = text.rfind(" ", 0, max(start - around, 0)) + 1 if start > around else 0
    right = text.find(" ", end + around)
    body = text[left : right if right != -1 else len(text)]
    return ("… " if left else "") + body + (" …" if right != -1 else "")


@rule(
    "TXT-005",
    title="Aucun texte n’est provisoire",
    severity=ERREUR,
    source=CONVENTION,
    why="Ce que l’on s’est promis de compléter, comme ce qui reste de l’exemple que l’on a copié (son école, son "
    "SIRET), se retrouve tel quel dans le dossier déposé.",
    message="Texte provisoire : « {extrait} ».",
    hint="Complétez-le, ou supprimez l’élément : ce qui n’est pas connu reste absent.",
    item="textes",
    blocks=True,
)
def no_text_is_provisional(programme: Programme) -> Iterator[Hit]:
    """One hit per text; « à compléter » in a sentence is French like any other."""
    for node, text in programme.textes:
        found = _PROVISIONAL.search(text)
        if found:
            yield Hit(node, missing=True, extrait=excerpt(text, found.start(), found.end()))
        elif text.strip() in _OF_THE_EXAMPLE and programme.code != _EXAMPLE:
            yield Hit(node, missing=True, extrait=text.strip())


@rule(
    "TXT-008",
    title="Aucun organisme ni terme n’est obsolète",
    severity=AVERTISSEMENT,
    source=Source("changements de nom des organismes depuis 2014", status="V2"),
    why="Un nom qui n’a plus cours dit au lecteur que le dossier n’a pas été relu.",
    message="« {terme} » n’a plus cours : « {extrait} ».",
    hint="Écrivez {actuel}.",
)
def no_term_is_obsolete(programme: Programme) -> Iterator[Hit]:
    """Official texts are quoted as they were; « ex- » and « anciennement » show that the writer knows."""
    for node, text in programme.textes:
        for sign, pattern, actuel in _OBSOLETE:
            found = re.search(pattern, text) if sign in text else None
            if found and part_of(node.place) not in _OFFICIAL and not _FORMER.search(text):
                yield Hit(node, terme=found[0], actuel=actuel, extrait=excerpt(text, found.start(), found.end()))


@rule(
    "TXT-012",
    title="Les phrases et les paragraphes ne sont pas trop longs",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une phrase de soixante mots se relit deux fois ; un paragraphe de 1 500 caractères ne se lit pas.",
    message={
        "phrase": "Une phrase compte {mots} mots ({maximum} au plus) : « {debut}… ».",
        "paragraphe": "Un paragraphe compte {caracteres} caractères ({maximum} au plus) : « {debut}… ».",
    },
    hint={"phrase": "Coupez-la en deux.", "paragraphe": "Partagez-le, ou faites-en une liste."},
    thresholds={
        "phrase": (60, "mots d’une phrase, au plus"),
        "paragraphe": (1500, "caractères d’un paragraphe, au plus"),
    },
)
def nothing_is_too_long(programme: Programme, *, phrase: Decimal, paragraphe: Decimal) -> Iterator[Hit]:
    """Competencies have their own measure (CMP-006); official wordings are kept."""
    for node, text in programme.textes:
        if part_of(node.place) in _OFFICIAL or node.place.tag == "competence":
            continue
        longest = max((_words(each) for each in _SENTENCE_END.split(text)), key=len)
        if len(longest) > phrase:
            debut = " ".join(longest[:6])
            yield Hit(node, "phrase", mots=len(longest), maximum=phrase, debut=debut)
        elif len(text) > paragraphe:
            debut = " ".join(text.split()[:6])
            yield Hit(node, "paragraphe", caracteres=len(text), maximum=paragraphe, debut=debut)


def _words(phrase: str) -> list[str]:
    """Dashes and other lone signs are not words."""
    return [word for word in phrase.split() if any(letter.isalnum() for letter in word)]


@rule(
    "TXT-014",
    title="Un texte n’est pas copié d’une rubrique à l’autre",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="La même phrase dans deux rubriques montre que l’une des deux n’a pas eu de réponse.",
    message="Ce paragraphe est déjà à la ligne {ligne} : « {debut}… ».",
    hint="Gardez-le dans la rubrique qui le demande, et répondez à l’autre.",
    thresholds={"longueur": (100, "caractères au-dessous desquels deux textes égaux sont un hasard")},
)
def no_text_is_copied(programme: Programme, *, longueur: Decimal) -> Iterator[Hit]:
    """Paragraphs long enough not to be a coincidence, in two different parts, compared after folding."""
    seen: dict[str, Place] = {}
    for node, text in programme.textes:
        if not isinstance(node, Paragraphe) or len(text) < longueur:
            continue
        first = seen.setdefault(fold(text), node.place)
        if part_of(first) != part_of(node.place):
            yield Hit(node, ligne=first.line, debut=" ".join(text.split()[:6]))


def part_of(place: Place) -> str:
    """The name of the element that a paragraph or an item belongs to, or the element's own."""
    while place.tag in ("p", "item", "liste") and place.parent:
        place = place.parent
    return place.tag


@rule(
    "TXT-015",
    title="Le dossier ne fait pas de promotion",
    severity=INFO,
    source=CODE_DU_TRAVAIL.at("R6113-8-1, 3° ; R6113-14-1 ; L6352-13", date="2025-06-09"),
    why="Une promesse que rien n’établit peut être tenue pour trompeuse ; l’instructeur attend des faits.",
    message="Ce texte fait de la promotion : « {extrait} ».",
    hint="Donnez le fait et sa source, ou supprimez la formule.",
    kind="heur",
)
def nothing_is_advertised(programme: Programme) -> Iterator[Hit]:
    """Set phrases of advertising, one hit per text."""
    for node, text in programme.textes:
        found = _PROMOTION.search(text)
        if found:
            yield Hit(node, extrait=excerpt(text, found.start(), found.end()))

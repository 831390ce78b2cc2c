"""Words: known mistakes, spelling, capitals, ligatures, apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.french.dictionary import accented_initials
from dossier.french.folding import unaccented
from dossier.french.words import bare
from dossier.programme.model import Programme
from dossier.programme.places import Texte
from dossier.programme.textes import Paragraphe
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, NotEvaluated, Source, rule
from dossier.rules.families.txt_textes import excerpt, part_of
from dossier.rules.runner import Context

_Places = list[tuple[Texte | Paragraphe, str]]

TYPOS = dict(
    pair.split(">")
    for pair in (
        "acceuil>accueil acceuillir>accueillir acceuille>accueille adminstratif>administratif "
        "ammélioration>amélioration appercevoir>apercevoir apprentisage>apprentissage aquis>acquis "
        "aquisition>acquisition connaisance>connaissance connaissence>connaissance compétance>compétence "
        "controle>contrôle coordonateur>coordonnateur developpement>développement dévelopement>développement "
        "dilemne>dilemme diplome>diplôme environement>environnement "
        "hormi>hormis interressant>intéressant malgrés>malgré occurence>occurrence parmis>parmi personel>personnel "
        "pécunier>pécuniaire professionel>professionnel professionelle>professionnelle quatres>quatre "
        "référenciel>référentiel rénumération>rémunération réferentiel>référentiel stagaire>stagiaire "
        "succint>succinct tuteurat>tutorat"
    ).split()
)
"""Frequent mistakes of these dossiers → what to write; none is a word."""
_GLUED = ("pour", "dans", "avec", "afin")
"""No French word of some length ends so, « pourpour » apart, a dye of old."""
_LOCUTIONS = (
    ("vis", "vis[ -]à vis|vis à[ -]vis", "vis-à-vis"),
    ("dire", "c[’']est à dire", "c’est-à-dire"),
    ("dela", "au dela", "au-delà"),
    ("delà", "au delà", "au-delà"),
    ("ci", "ci jointe?s?", "ci-joint"),
    ("ci", "ci (?:dessus|dessous|après)", "ci-dessus, ci-dessous ou ci-après"),
    ("quelque", "quelque soi(?:en)?t", "quel que soit"),
    ("vu", "en vu d[eu’']", "en vue de"),
    ("compte", "compte rendus", "comptes rendus"),
    ("rendez", "rendez vous", "rendez-vous"),
    ("week", "week end", "week-end"),
)
"""A word that tells where to look, what is never right (a pattern, compiled when the word is met), and what is."""
_LIGATURE = re.compile(
    r"(?:^|[’'-])(?:ch|é|ran|man|dés|[bcfmnsv])?oe(?=u|il|soph|tus|tal|cum|d[èi]|nol|stro)", re.IGNORECASE
)
_ELIDABLE = frozenset("c d j l m n o s t qu jusqu lorsqu puisqu quoiqu aujourd presqu quelqu entr prud grand".split())
_CUT = re.compile(r"([^\W\d_]+)['’]([^\W\d_]{3,})")
_OPENING = r"(?:^|[.!?…:]\s+|[«(]\s?|\b[dlDL]['’])"
"""Where a capital is that of a common word; elsewhere it is a name's."""
_A = re.compile(r"(?:^|[.!?…]\s+)(A) (?:l[’']|la |partir |travers |distance |chaque |cet |cette |défaut |compter )")
_ENDINGS = ("", "s", "e", "es", "x")
_CIRCUMFLEX = ("etre", "etres", "etes")
OFFICIAL = frozenset({"base-legale", "nsf", "rome", "formacode", "nom-legal", "nom-commercial", "nom", "adresse"})
"""Parts that quote: official labels and names are kept as they are."""
LONG_ENOUGH = 8
"""Letters from which a word that ends in « pour » or « dans » is two."""
HABIT = 5
"""Beyond this number of words, the rarer of two apostrophes is a habit and no slip."""


@rule(
    "TXT-006",
    title="Aucune faute connue",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Les mêmes fautes reviennent d’un dossier à l’autre ; celles-ci se reconnaissent sans dictionnaire.",
    message={
        "": "« {mot} » est une faute : « {extrait} ».",
        "colles": "Deux mots sont collés : « {extrait} ».",
    },
    hint="Écrivez « {juste} ».",
)
def no_known_mistake_is_made(programme: Programme) -> Iterator[Hit]:
    """Words and set phrases that are never right, and words glued to a preposition."""
    for mot, places in programme.mots.items():
        juste = right_word(mot)
        if juste:
            variant = "colles" if " " in juste else ""
            yield from (Hit(node, variant, mot=mot, juste=juste, extrait=_around(text, mot)) for node, text in places)
    for word, pattern, juste in _LOCUTIONS:
        for node, text in programme.termes.get(word, ()):
            for found in re.finditer(rf"\b(?:{pattern})(?!\w)", text, re.IGNORECASE):
                yield Hit(node, mot=found[0], juste=juste, extrait=excerpt(text, found.start(), found.end()))


def right_word(mot: str) -> str:
    """What should stand in the place of a word that is a known mistake; empty when it is none."""
    if mot.isupper():
        return ""
    word = bare(mot).lower()
    if word.endswith(_GLUED) and len(word) > LONG_ENOUGH:
        return f"{word[:-4]} {word[-4:]}"
    return TYPOS.get(word) or TYPOS.get(word.removesuffix("s"), "")


def _around(text: str, mot: str) -> str:
    at = text.find(mot)
    return excerpt(text, at, at + len(mot))


@rule(
    "TXT-011",
    title="Les capitales ont leurs accents, les mots leurs ligatures et leurs apostrophes",
    severity=AVERTISSEMENT,
    source=Source("typographie française", status="K"),
    why="L’accent se met aussi sur les capitales ; « œ » est une lettre ; une apostrophe ne coupe pas un mot.",
    message={
        "capitale": "Il manque un accent à la capitale : « {extrait} ».",
        "ligature": "Il manque une ligature : « {extrait} ».",
        "coupe": "Une apostrophe coupe un mot : « {extrait} ».",
        "apostrophes": "Les apostrophes sont droites (') dans {droites:mot} et typographiques (’) dans {courbes:mot}.",
    },
    hint={
        "": "Écrivez « {juste} ».",
        "apostrophes": "Gardez-en une, de préférence la typographique (’) : Rechercher et remplacer les change toutes.",
    },
)
def letters_are_complete(programme: Programme) -> Iterator[Hit]:
    """Official labels and names are quoted as they are."""
    for mot, places in programme.mots.items():
        variant, juste = well_lettered(mot)
        if variant:
            yield from (Hit(node, variant, juste=juste, extrait=_around(text, mot)) for node, text in _own(places))
    for word in sorted({bare(mot) for mot in programme.mots if "E" in mot}):
        if word[0] == "E" and word[1:].islower() and lacks_its_accent(word):
            juste = ("Ê" if word.lower() in _CIRCUMFLEX else "É") + word[1:]
            yield from _bare_capitals(re.compile(rf"{_OPENING}({word})(?!\w)"), juste, programme.termes[word.lower()])
    yield from _bare_capitals(_A, "À", programme.mots.get("A", []))
    yield from _two_apostrophes(programme)


def _bare_capitals(pattern: re.Pattern[str], juste: str, places: _Places) -> Iterator[Hit]:
    for node, text in _own(places):
        found = pattern.search(text)
        if found:
            yield Hit(node, "capitale", juste=juste, extrait=excerpt(text, found.start(1), found.end(1)))


def _own(places: _Places) -> Iterator[tuple[Texte | Paragraphe, str]]:
    return ((node, text) for node, text in places if part_of(node.place) not in OFFICIAL)


def well_lettered(mot: str) -> tuple[str, str]:
    """The fault of letters that a word bears, and the word without it; empty when it bears none."""
    if "oe" in mot.lower() and _LIGATURE.search(mot):
        return "ligature", _LIGATURE.sub(lambda found: found[0][:-2] + ("Œ" if found[0][-2] == "O" else "œ"), mot)
    cut = _CUT.fullmatch(mot.rpartition("-")[2]) if mot.islower() else None
    if cut and cut[1] not in _ELIDABLE:
        return "coupe", cut[1] + cut[2]
    return "", ""


def lacks_its_accent(mot: str) -> bool:
    """Is a word that begins with E a word that begins with É, in one of its simple forms?"""
    key = unaccented(mot.lower())
    bases = [key.removesuffix(ending) for ending in _ENDINGS if key.endswith(ending)]
    return any(base in accented_initials() or f"{base}r" in accented_initials() for base in bases)


def _two_apostrophes(programme: Programme) -> Iterator[Hit]:
    straight = [place for mot, places in programme.mots.items() if "'" in mot for place in places]
    curly = [place for mot, places in programme.mots.items() if "’" in mot for place in places]
    if min(len(straight), len(curly)) > HABIT:
        node, _ = min(straight, curly, key=len)[0]
        yield Hit(node, "apostrophes", droites=len(straight), courbes=len(curly))


@rule(
    "TXT-007",
    title="L’orthographe est juste",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une faute d’orthographe dans un dossier de certification fait douter du soin apporté au reste.",
    message={
        "": "« {mot} » n’est pas au dictionnaire : « {extrait} ».",
        "ailleurs": "« {mot} » n’est pas au dictionnaire (lignes {lignes}) : « {extrait} ».",
    },
    hint="{conseil} Si le mot est juste, ajoutez-le à lexique.txt.",
    kind="heur",
    context=True,
)
def words_are_spelt_right(programme: Programme, context: Context) -> Iterator[Hit]:
    """Each word once; names, sigles and the faults that other rules tell are left out."""
    if context.speller is None:
        raise NotEvaluated(
            "l’orthographe n’a pas été vérifiée",
            "« dossier check --spelling » le fait (voir docs/textes.md)",
        )
    judged = {mot: places for mot, places in programme.mots.items() if _is_judged(mot, places, context)}
    for mot, juste in context.speller.faults(judged).items():
        node, text = judged[mot][0]
        lignes = [node.place.line for node, _ in judged[mot]]
        conseil = f"Écrivez « {juste} »." if juste else "Corrigez-le."
        variant = "ailleurs" if len(lignes) > 1 else ""
        yield Hit(node, variant, mot=mot, lignes=lignes, conseil=conseil, extrait=_around(text, mot))


def _is_judged(mot: str, places: _Places, context: Context) -> bool:
    word, lexicon = bare(mot), context.settings.lexique
    if word in lexicon or word.lower() in lexicon or word[1:] != word[1:].lower():
        return False
    if right_word(mot) or well_lettered(mot)[0] or not any(_own(places)):
        return False
    return not word[0].isupper() or (word == mot and not lacks_its_accent(mot) and _opens_a_sentence(mot, places))


def _opens_a_sentence(mot: str, places: _Places) -> bool:
    """Is its capital that of a sentence, wherever it stands? Elsewhere, it is a name's."""
    opening = re.compile(rf"(?:^\W*|[.!?…]\W+){re.escape(mot)}(?!\w)")
    return all(opening.search(text) for _, text in places)

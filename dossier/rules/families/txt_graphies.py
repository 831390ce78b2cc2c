"""One way to write each thing: spellings, sigles, inclusive forms, and words taken for one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier.french.folding import unaccented
from dossier.french.words import bare, words
from dossier.programme.model import Programme
from dossier.programme.places import Texte
from dossier.programme.textes import Paragraphe
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, INFO, Hit, rule
from dossier.rules.families.txt_mots import OFFICIAL
from dossier.rules.families.txt_textes import excerpt, part_of
from dossier.rules.runner import Context

_Places = list[tuple[Texte | Paragraphe, str]]

_TERMS = {
    f"{form}{ending}": (group, form)
    for group in (("tutoré", "tuteuré"), ("courriel", "e-mail", "email", "mél"), ("clé", "clef"))
    for form in group
    for ending in ("", "e", "s", "es")
}
"""Terms that have several names: each form → its group, and which one it is."""
_SAME_LETTERS = str.maketrans({"-": "", "è": "é", "î": "i", "û": "u"})
"""Spellings of one word differ by these alone; shorter words may be different words (« mur » and « mûr »)."""
LONG_ENOUGH = 6
"""Letters from which two such spellings are those of one word."""


@rule(
    "TXT-010",
    title="Un terme n’a qu’une graphie dans le dossier",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Deux graphies d’un même terme font chercher une différence qui n’existe pas.",
    message="« {rare} » s’écrit aussi « {courant} » dans ce dossier.",
    hint="Gardez la même graphie partout : « {courant} », la plus employée ici.",
)
def a_term_has_one_spelling(programme: Programme) -> Iterator[Hit]:
    """Terms of the list, hyphens, and the spellings of 1990; one hit at the first place of each rarer form."""
    termes = programme.termes
    groups: dict[object, dict[str, _Places]] = {}
    for word, places in termes.items():
        group, form = _TERMS.get(word) or (word.translate(_SAME_LETTERS), word)
        if word in _TERMS or (group != word and len(word) >= LONG_ENOUGH and not {"·", "_"} & set(word)):
            groups.setdefault(group, {}).setdefault(form, []).extend(places)
            if group in termes:
                groups[group].setdefault(str(group), termes[str(group)])
    for spellings in groups.values():
        courant, *rares = sorted(spellings, key=lambda each: (-len(spellings[each]), each))
        yield from (Hit(spellings[rare][0][0], rare=rare, courant=courant) for rare in rares)


_KNOWN = frozenset(
    (
        "UE UA EC ECTS RNCP RS ROME NSF VAE VAP VAPP VES CFA CPF OPCO LMD CQP TD TP CM FOAD PRES HYB QCM CECRL CEC "
        "BEP CAP BTS BTSA BUT DUT DEUG DEUST DAEU DESS MBA HDR CPGE DU LP TOEIC TOEFL "
        "PDF URL USB DVD CD SMS GPS SQL HTML XML CSS CV PC RH HT TTC TVA PME TPE PMI SARL "
        "SIRET SIREN UAI ISO NF AFNOR INSEE SNCF UNESCO ONU OMS RGPD CNIL"
    ).split()
)
"""Sigles of the field and of everyday life, that nobody spells out."""
_ROMAN = frozenset("IVXLC")


@rule(
    "TXT-009",
    title="Les sigles sont développés une fois",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="L’instructeur n’est pas du métier : un sigle que rien n’explique lui reste fermé.",
    message={
        "": "Le sigle {sigles} n’est développé nulle part.",
        "plusieurs": "Ces sigles ne sont développés nulle part : {sigles}.",
    },
    hint="À son premier emploi, écrivez le nom entier puis le sigle entre parenthèses ; s’il est connu de tous, "
    "ajoutez-le à lexique.txt.",
    kind="heur",
    context=True,
)
def sigles_are_spelt_out(programme: Programme, context: Context) -> Iterator[Hit]:
    """One hit for all, at the first; those of the field and of the lexicon are known."""
    asked: dict[str, Texte | Paragraphe] = {}
    for mot, places in programme.mots.items():
        sigle = bare(mot)
        if 2 <= len(sigle) <= 6 and sigle.isalpha() and sigle.isupper() and sigle not in context.settings.lexique:
            running = [node for node, text in places if not text.isupper() and part_of(node.place) not in OFFICIAL]
            if running and sigle not in _KNOWN and not _ROMAN.issuperset(sigle) and not _explained(sigle, programme):
                asked.setdefault(sigle, running[0])
    if asked:
        variant = "plusieurs" if len(asked) > 1 else ""
        yield Hit(next(iter(asked.values())), variant, sigles=list(asked))


def _explained(sigle: str, programme: Programme) -> bool:
    """Does it stand in brackets after its name, or before an explanation in brackets?"""
    return any(f"({sigle}" in text or f"{sigle} (" in text or f"{sigle} :" in text for _, text in programme.textes)


_ENDING = r"(?:e|ne|le|ve|se|fe|te|ère|euse|trice|rice|esse)"
_INCLUSIVE = re.compile(
    rf"[·(./](?:(?<=\w·){_ENDING}\b|(?<=\w\w\(){_ENDING}s?\)|(?<=\w\w\.){_ENDING}(?:\.?s)?(?=[\s,;:)]|$)"
    r"|(?<=\w/)(?:elles?|celles?|toutes)\b)"
)
_WAYS = {"·": "le point médian", "(": "les parenthèses", ".": "le point", "/": "la barre oblique"}
"""The signs that write both genders in one word."""


@rule(
    "TXT-018",
    title="Les formes inclusives s’écrivent toujours de la même façon",
    severity=INFO,
    source=CONVENTION,
    why="Chaque établissement a sa charte ; un dossier qui en suit deux n’en suit aucune.",
    message={
        "": "Les formes inclusives s’écrivent de plusieurs façons : {facons}.",
        "terminaison": "Un même mot a plusieurs terminaisons : {formes}.",
    },
    hint={"": "Gardez celle de la charte de votre établissement.", "terminaison": "Gardez la même partout."},
    kind="heur",
)
def inclusive_forms_are_alike(programme: Programme) -> Iterator[Hit]:
    """Which one is for the institution to say; none at all is no fault."""
    firsts: dict[str, tuple[Texte | Paragraphe, str]] = {}
    for node, text in programme.textes:
        for found in _INCLUSIVE.finditer(text):
            firsts.setdefault(_WAYS[found[0][0]], (node, _word_at(text, found.start())))
    if len(firsts) > 1:
        facons = [f"{name} (« {form} »)" for name, (_, form) in firsts.items()]
        yield Hit(list(firsts.values())[-1][0], facons=facons)
    yield from _two_endings(programme)


def _word_at(text: str, at: int) -> str:
    end = text.find(" ", at)
    return text[text.rfind(" ", 0, at) + 1 : end if end > 0 else len(text)].rstrip(",.;:")


def _two_endings(programme: Programme) -> Iterator[Hit]:
    endings: dict[str, dict[str, tuple[str, Texte | Paragraphe]]] = {}
    for mot, places in programme.mots.items():
        base, dot, ending = bare(mot).partition("·")
        if dot:
            shown = f"« {base}·{ending} »", places[0][0]
            endings.setdefault(base.lower(), {}).setdefault(ending.partition("·")[0].removesuffix("s"), shown)
    for forms in endings.values():
        if len(forms) > 1:
            yield Hit(list(forms.values())[-1][1], "terminaison", formes=[form for form, _ in forms.values()])


KEY_TERM = 3
"""Texts in which a word of the titles stands before it is a key term of the programme."""
SAME_ENDING = 4
"""Letters that two such words end with; less, and they may be forms of one word (« existant », « existent »)."""
OUTNUMBERS = 2
"""A key term stands in so many times more texts than the word taken for it."""
_SHORT_WORD = 3
_STEM = 5
"""Letters that two forms of one word have in common (« dispositif », « dispositifs »)."""


@rule(
    "TXT-019",
    title="Un mot clé du programme n’est pas pris pour un autre",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Un mot d’un autre domaine, à une lettre d’un mot clé du programme, échappe à tous les correcteurs.",
    message={
        "": "« {mot} » est peut-être mis pour « {cle} », un mot clé du programme : « {extrait} ».",
        "plusieurs": "« {mot} » est peut-être mis pour « {cle} », un mot clé du programme (lignes {lignes}) : "
        "« {extrait} ».",
    },
    hint="Si c’est une faute, écrivez « {cle} » ; sinon ajoutez « {mot} » à lexique.txt.",
    kind="heur",
    context=True,
)
def a_key_term_is_not_mistaken(programme: Programme, context: Context) -> Iterator[Hit]:
    """One letter apart, never in a title, and used at least once in the company that the key term keeps."""
    places = programme.termes
    titles = {word for title in _titles(programme) for word in _terms(title)}
    keys: dict[str, list[str]] = {}
    for key in sorted(titles):
        if len(key) > LONG_ENOUGH and len(places.get(key, ())) >= KEY_TERM:
            keys.setdefault(key[0], []).append(key)
    for mot, found in places.items():
        if len(mot) <= LONG_ENOUGH or mot in titles or mot in context.settings.lexique:
            continue
        for cle in keys.get(mot[0], ()):
            outnumbered = len(places[cle]) >= OUTNUMBERS * len(found)
            if outnumbered and _one_letter_apart(mot, cle) and _company(mot, found) & _company(cle, places[cle]):
                node, text = found[0]
                at = text.lower().find(mot)
                variant = "plusieurs" if len(found) > 1 else ""
                lignes, extrait = [node.place.line for node, _ in found], excerpt(text, at, at + len(mot))
                yield Hit(node, variant, mot=mot, cle=cle, lignes=lignes, extrait=extrait)


def _titles(programme: Programme) -> Iterable[str]:
    """What the programme is about, in its own titles."""
    identite = programme.identite
    yield from (text for text in (identite.intitule, identite.intitule_officiel, identite.mention) if text)
    yield from (bloc.intitule for bloc in programme.blocs if bloc.intitule)
    yield from (unite.intitule for unite in programme.unites.values() if unite.intitule)


def _terms(text: str) -> list[str]:
    return [bare(word).lower() for word in words(text)]


def _one_letter_apart(one: str, other: str) -> bool:
    """One letter added, dropped or changed, neither first nor in the ending, and more than an accent."""
    if abs(len(one) - len(other)) > 1 or one[-SAME_ENDING:] != other[-SAME_ENDING:]:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    tail = left[1:] if len(left) >= len(right) else left
    same = len(tail) >= SAME_ENDING and tail == (right[1:] if len(right) >= len(left) else right)
    return same and unaccented(one) != unaccented(other)


def _company(word: str, places: _Places) -> set[str]:
    """The stems of the words that come just before a word, little words apart."""
    found: set[str] = set()
    for _, text in places:
        before = ""
        for each in _terms(text):
            if each == word and before:
                found.add(before[:_STEM])
            before = each if len(each) > _SHORT_WORD else before
    return found

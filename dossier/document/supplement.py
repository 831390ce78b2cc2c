"""The diploma supplement: the part common to all graduates, in French and English side by side.

Its eight sections and their items are numbered as in the model of the European Commission, the Council of Europe and
Unesco, which the French « annexe descriptive au diplôme » follows. What belongs to each graduate is a blank; an English
text that the description lacks is said to be missing, never made up; what nobody can give here says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from dossier.document.frame import framed
from dossier.document.sections.shorthand import NOTHING, Flow, cell, paragraph, prose
from dossier.document.tree import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    Emphasis,
    Entry,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
)
from dossier.document.wording import count, credits
from dossier.programme.model import Programme
from dossier.programme.places import Texte
from dossier.programme.textes import Riche, en_langue
from dossier.programme.vocabulary import DIPLOMES, LANGUES, MODALITES
from dossier.rules.runner import Judgement
from dossier.rules.wording import in_french

KIND = "Annexe descriptive au diplôme"

_ENGLISH_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}
_ENGLISH_MODES = {"PRES": "On site", "FOAD": "Distance learning", "HYB": "Blended"}
_ABSENT: Flow = (paragraph("Non renseigné dans la description du programme.", Role.MISSING),)
_NOT_GIVEN: Flow = (Paragraph((Run("Not given in the description of the programme.", language="en"),), Role.MISSING),)
_UNTRANSLATED: Flow = (Paragraph((Run("English text not given.", language="en"),), Role.MISSING),)
_REGISTER = "https://www.francecompetences.fr/recherche/rncp/{number}/"


class Side(NamedTuple):
    """A row: what it is about in both languages, then what is said in each."""

    titre: str
    title: str
    texte: Flow
    text: Flow


def compose_supplement(judgement: Judgement, programme: Programme) -> Document:
    """The supplement of a judged programme."""
    sections = (
        _section("Titulaire du diplôme", "Holder of the qualification", _holder()),
        _section("Diplôme", "Qualification", _qualification(programme)),
        _section("Niveau du diplôme", "Level of the qualification", _level(programme)),
        _section(
            "Contenu et résultats", "Contents and results", _contents(programme), (_units(programme), _notation())
        ),
        _section("Fonction du diplôme", "Function of the qualification", _function(programme)),
        _section("Informations complémentaires", "Additional information", _additional(programme)),
        _section("Certification de l’annexe", "Certification of the supplement", _certification()),
        _section("Système national d’enseignement supérieur", "National higher education system", _system()),
    )
    return framed(judgement, programme, KIND, tuple(_about()), sections, contents=False)


def _about() -> Iterator[Block]:
    yield paragraph(
        "Cette annexe suit le modèle en huit rubriques de la Commission européenne, du Conseil de l’Europe et de "
        "l’Unesco. Voici la partie commune à tous les diplômés : ce qui est entre crochets se remplit pour chaque "
        "personne. Elle ne porte ni jugement de valeur, ni déclaration d’équivalence."
    )
    yield from _english(
        "This diploma supplement has the eight sections of the model of the European Commission, the Council of "
        "Europe and Unesco. This is the part common to all graduates: words in brackets are filled in for each "
        "person. It makes no value judgement and states no equivalence."
    )


def _section(titre: str, title: str, sides: Iterable[Side], more: Iterable[Block] = ()) -> Section:
    return Section(titre, (_table(f"{titre}, rubrique par rubrique", sides), *more), twin=Run(title, language="en"))


def _table(caption: str, sides: Iterable[Side]) -> Table:
    heads = (cell("Français", header=True), cell(_english("English"), header=True))
    return Table(caption, (1, 1), heads, tuple(map(_row, sides)))


def _row(side: Side) -> tuple[Cell, ...]:
    return (
        cell((Paragraph((Run(side.titre, Emphasis.STRONG),)), *side.texte)),
        cell((Paragraph((Run(side.title, Emphasis.STRONG, language="en"),)), *side.text)),
    )


def _english(text: str) -> Flow:
    return (Paragraph((Run(text, language="en"),)),)


def _french(text: str) -> Flow:
    return (paragraph(text),)


def _listed(pairs: Iterable[tuple[str, str]]) -> tuple[Flow, Flow]:
    """What is known, one after the other, in French then in English; that nothing is."""
    known = tuple(pairs)
    if not known:
        return _ABSENT, _NOT_GIVEN
    said, told = (", ".join(side) for side in zip(*known, strict=True))
    return _french(said), _english(told)


def _translated(texte: Flow, text: Riche | Texte | None) -> tuple[Flow, Flow]:
    """A text of the description and its English version; what is missing is said, in the language of its column."""
    if text:
        return texte, _in_english(text)
    return texte, _NOT_GIVEN if texte is _ABSENT else _UNTRANSLATED


def _in_english(text: Riche | Texte) -> Flow:
    flow = _french(str(text)) if isinstance(text, Texte) else prose(text)
    return tuple(
        Bullets(tuple(map(_told_english, block.items))) if isinstance(block, Bullets) else _told_english(block)
        for block in flow
    )


def _told_english(said: Paragraph) -> Paragraph:
    return replace(said, runs=tuple(replace(run, language="en") for run in said.runs))


def _rich(texts: tuple[Riche, ...]) -> tuple[Flow, Flow]:
    return _translated(prose(en_langue(texts)) or _ABSENT, en_langue(texts, "en"))


def _title(texts: tuple[Texte, ...]) -> tuple[Flow, Flow]:
    return _translated(_french(str(texts[0])), en_langue(texts, "en"))


def _blank(label: str, name: str, key: str, entry: Entry = Entry.TEXT) -> tuple[Flow, Flow]:
    return (
        (Paragraph((Run.to_fill(label, key, entry),)),),
        (Paragraph((Run.to_fill(name, key, entry, language="en"),)),),
    )


def _holder() -> Iterator[Side]:
    yield Side("1.1 Nom de famille", "1.1 Family name", *_blank("nom", "family name", "titulaire.nom"))
    yield Side("1.2 Prénom", "1.2 First name", *_blank("prénom", "first name", "titulaire.prenom"))
    birth = _blank("date de naissance", "date of birth", "titulaire.naissance", Entry.DATE)
    yield Side("1.3 Date de naissance", "1.3 Date of birth", *birth)
    number = _blank("numéro d’étudiant", "student number", "titulaire.numero")
    yield Side("1.4 Numéro d’étudiant", "1.4 Student number", *number)


def _qualification(programme: Programme) -> Iterator[Side]:
    identite = programme.identite
    kind = DIPLOMES.get(identite.diplome.type, identite.diplome.type)
    name, translated = _title(identite.intitules)
    yield Side(
        "2.1 Intitulé du diplôme et titre conféré",
        "2.1 Name of the qualification and title conferred",
        (*name, *_french(kind)),
        (*translated, *_same(kind)),
    )
    field = " – ".join(filter(None, (identite.domaine, identite.mention)))
    yield Side(
        "2.2 Principaux domaines d’étude",
        "2.2 Main fields of study",
        _french(field) if field else _ABSENT,
        _same(field) if field else _NOT_GIVEN,
    )
    awarding = ", ".join(certificateur.nom_legal for certificateur in programme.certificateurs)
    status, its_status = _blank("statut de l’établissement", "status of the institution", "etablissement.statut")
    yield Side(
        "2.3 Nom et statut de l’établissement qui délivre le diplôme",
        "2.3 Name and status of the awarding institution",
        (*_french(awarding), *status),
        (*_same(awarding), *its_status),
    )
    teaching = ", ".join(map(str, identite.composantes))
    yield Side(
        "2.4 Nom de l’établissement qui dispense les cours",
        "2.4 Name of the institution administering studies",
        _french(teaching or "Le même."),
        _same(teaching) if teaching else _english("The same."),
    )
    langues = ((LANGUES.get(code, code), _ENGLISH_LANGUAGES.get(code, code)) for code in identite.langues)
    said, told = _listed(langues)
    if any(code not in _ENGLISH_LANGUAGES for code in identite.langues):
        told = _UNTRANSLATED
    yield Side("2.5 Langues d’enseignement et d’examen", "2.5 Languages of instruction and examination", said, told)


def _same(name: str) -> Flow:
    """What is a name of the French system, and is not translated: it stays in French in the English column."""
    return (paragraph(name),)


def _level(programme: Programme) -> Iterator[Side]:
    diplome, duree = programme.identite.diplome, programme.identite.duree
    levels = (
        (diplome.niveau, "niveau {} du cadre national", "level {} of the national framework"),
        (diplome.cec, "niveau {} du cadre européen (CEC)", "level {} of the European framework (EQF)"),
    )
    known = ((said.format(level), told.format(level)) for level, said, told in levels if level)
    yield Side("3.1 Niveau", "3.1 Level", *_listed(known))
    lengths = (
        (count(duree.annees, "an"), _number_of(duree.annees, "year")) if duree and duree.annees else None,
        (count(duree.mois, "mois", "mois"), _number_of(duree.mois, "month")) if duree and duree.mois else None,
        (credits(diplome.ects), _number_of(diplome.ects, "ECTS credit")) if diplome.ects is not None else None,
    )
    yield Side(
        "3.2 Durée officielle du programme", "3.2 Official length of the programme", *_listed(filter(None, lengths))
    )
    yield Side("3.3 Conditions d’accès", "3.3 Access requirements", *_rich(programme.acces.prerequis_par_langue))


def _number_of(amount: Decimal, noun: str) -> str:
    """« 1 year », « 60 ECTS credits »."""
    return f"{amount:f} {noun}{'' if amount == 1 else 's'}"


def _contents(programme: Programme) -> Iterator[Side]:
    modes = ((MODALITES[mode].lower(), _ENGLISH_MODES[mode]) for mode in programme.identite.modalites)
    yield Side("4.1 Organisation des études", "4.1 Mode of study", *_listed(modes))
    aims = _rich(programme.presentation.objectifs)
    yield Side("4.2 Exigences du programme", "4.2 Programme requirements", *aims)
    yield Side("4.3 Précisions sur le programme", "4.3 Programme details", *_rich(programme.presentation.contenus))


def _units(programme: Programme) -> Table:
    def mark(code: str) -> Paragraph:
        return Paragraph((Run.to_fill("note", f"resultats.{code}", Entry.NUMBER),))

    mark_of = Paragraph((Run("Note / "), Run("Mark", language="en")))

    def told(titles: tuple[Texte, ...]) -> Flow:
        text = en_langue(titles, "en")
        return _in_english(text) if text else _UNTRANSLATED

    rows = tuple(
        (
            cell(unite.code, header=True),
            cell(unite.intitule),
            cell(told(unite.intitules)),
            cell(in_french(unite.ects) if unite.ects is not None else NOTHING, align=Align.CENTER),
            cell(mark(unite.code)),
        )
        for unite in programme.unites.values()
    )
    return Table(
        "Unités et résultats",
        (4, 10, 10, 3, 4),
        tuple(cell(title, header=True) for title in ("Code", "Intitulé", _english("Title"), "ECTS", mark_of)),
        rows,
    )


def _notation() -> Table:
    rows = (
        Side(
            "4.4 Système de notation", "4.4 Grading scheme", *_blank("échelle", "grading scheme", "resultats.echelle")
        ),
        Side(
            "4.5 Classification générale du diplôme",
            "4.5 Overall classification of the qualification",
            *_blank("mention", "classification", "resultats.mention"),
        ),
    )
    return _table("Notation", rows)


def _function(programme: Programme) -> Iterator[Side]:
    presentation = programme.presentation
    yield Side(
        "5.1 Accès à un niveau d’études supérieur", "5.1 Access to further study", *_rich(presentation.poursuite_etudes)
    )
    yield Side("5.2 Statut professionnel", "5.2 Professional status", *_rich(presentation.debouches))


def _additional(programme: Programme) -> Iterator[Side]:
    yield Side(
        "6.1 Renseignements complémentaires",
        "6.1 Additional information",
        *_blank("précisions", "details", "complements"),
    )
    sheets = [each.fiche for each in programme.enregistrements if each.fiche]
    links = [_REGISTER.format(number=sheet.removeprefix("RNCP")) for sheet in sheets if sheet.startswith("RNCP")]
    site = programme.identite.site_internet
    addresses = [*([str(site)] if site else ()), *links]
    said = tuple(Paragraph((Run(address, href=address),)) for address in addresses)
    yield Side(
        "6.2 Autres sources d’information", "6.2 Further information sources", said or _ABSENT, said or _NOT_GIVEN
    )


def _certification() -> Iterator[Side]:
    yield Side("7.1 Date", "7.1 Date", *_blank("date", "date", "certification.date", Entry.DATE))
    yield Side("7.2 Signature", "7.2 Signature", *_blank("signature", "signature", "certification.signature"))
    yield Side("7.3 Qualité du signataire", "7.3 Capacity", *_blank("qualité", "capacity", "certification.qualite"))
    yield Side("7.4 Cachet", "7.4 Official stamp or seal", *_blank("cachet", "stamp", "certification.cachet"))


def _system() -> Iterator[Side]:
    """The national text is the ministry's: it is joined, not written again."""
    yield Side(
        "8. Système national",
        "8. National system",
        _french(
            "La description du système français d’enseignement supérieur est celle que publie le centre ENIC-NARIC "
            "France : elle n’est pas dans la description du programme et se joint à cette annexe."
        ),
        _english(
            "The description of the French higher education system is the one that the French ENIC-NARIC centre "
            "publishes: it is not part of the description of the programme and is to be attached to this supplement."
        ),
    )

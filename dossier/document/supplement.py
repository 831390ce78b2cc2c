"""The diploma supplement: the part common to all graduates, in French and English side by side.

Its eight sections and their items are numbered as in the model of the European Commission, the Council of Europe and
Unesco, which the French « annexe descriptive au diplôme » follows. What belongs to each graduate is a blank; an English
text that the description lacks is said to be missing, never made up; what nobody can give here says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dossier.document.blocks import NOTHING, Flow, cell, paragraph
from dossier.document.identification import framed
from dossier.document.tree import Align, Block, Document, Dress, Entry, Paragraph, Role, Run, Section, Table
from dossier.document.two_languages import (
    ABSENT,
    NOT_GIVEN,
    UNTRANSLATED,
    Side,
    after,
    blank,
    both_texts,
    both_titles,
    english,
    french,
    in_english,
    listed,
    same,
    sides_table,
)
from dossier.french.numbers import count, credits
from dossier.french.sentences import capital, in_french
from dossier.programme.acces import Passerelle
from dossier.programme.maquette import Choix, Renvoi, Unite, parcourir
from dossier.programme.model import Programme
from dossier.programme.textes import en_langue
from dossier.programme.vocabulary import ACQUIS, DIPLOMES, LANGUES, MODALITES
from dossier.rules.runner import Judgement

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
_ENGLISH_MODES = {"PRES": "on site", "FOAD": "distance learning", "HYB": "blended"}
_ENGLISH_ENTRIES = {"vapp": "validation of prior experience (VAPP)", "ves": "validation of prior studies (VES)"}
_ENGLISH_EFFECTS = {
    "acces": "the qualification gives access to {}",
    "dispense": "the qualification exempts its holder from part of {}",
    "equivalence": "the qualification is recognised as equivalent to part or all of {}",
}
_REGISTER = "https://www.francecompetences.fr/recherche/rncp/{number}/"


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
    return framed(judgement, programme, KIND, tuple(_about()), sections, dress=Dress.PAPER)


def _about() -> Iterator[Block]:
    yield paragraph(
        "Cette annexe suit le modèle en huit rubriques de la Commission européenne, du Conseil de l’Europe et de "
        "l’Unesco. Voici la partie commune à tous les diplômés : ce qui est entre crochets se remplit pour chaque "
        "personne. Elle ne porte ni jugement de valeur, ni déclaration d’équivalence."
    )
    yield from english(
        "This diploma supplement has the eight sections of the model of the European Commission, the Council of "
        "Europe and UNESCO. This is the part common to all graduates: words in brackets are filled in for each "
        "person. It makes no value judgement and states no equivalence."
    )


def _section(titre: str, title: str, sides: Iterable[Side], more: Iterable[Block] = ()) -> Section:
    return Section(titre, (sides_table("", sides), *more), twin=Run(title, language="en"))


def _holder() -> Iterator[Side]:
    yield Side("1.1 Nom de famille", "1.1 Family name", *blank("nom", "family name", "titulaire.nom"))
    yield Side("1.2 Prénom", "1.2 First name", *blank("prénom", "first name", "titulaire.prenom"))
    birth = blank("date de naissance", "date of birth", "titulaire.naissance", Entry.DATE)
    yield Side("1.3 Date de naissance", "1.3 Date of birth", *birth)
    number = blank("numéro d’étudiant", "student number", "titulaire.numero")
    yield Side("1.4 Numéro d’étudiant", "1.4 Student number", *number)


def _qualification(programme: Programme) -> Iterator[Side]:
    identite = programme.identite
    kind = DIPLOMES.get(identite.diplome.type, identite.diplome.type)
    name, translated = both_titles(identite.intitules)
    yield Side(
        "2.1 Intitulé du diplôme et titre conféré",
        "2.1 Name of the qualification and title conferred",
        (*name, *french(kind)),
        (*translated, *same(kind)),
    )
    nsf = (f"{code.libelle} (NSF {code.code})" for each in programme.enregistrements for code in each.nsf)
    field = " – ".join(filter(None, (identite.domaine, identite.mention))) or ", ".join(dict.fromkeys(nsf))
    yield Side(
        "2.2 Principaux domaines d’étude",
        "2.2 Main fields of study",
        french(capital(field)) if field else ABSENT,
        same(capital(field)) if field else NOT_GIVEN,
    )
    awarding = ", ".join(certificateur.nom_legal for certificateur in programme.certificateurs)
    status, its_status = blank("statut de l’établissement", "status of the institution", "etablissement.statut")
    yield Side(
        "2.3 Nom et statut de l’établissement qui délivre le diplôme",
        "2.3 Name and status of the awarding institution",
        (*french(awarding), *status),
        (*same(awarding), *its_status),
    )
    yield Side(
        "2.4 Nom de l’établissement qui dispense les cours",
        "2.4 Name of the institution administering studies",
        *_teaching(programme),
    )
    langues = ((LANGUES.get(code, code), _ENGLISH_LANGUAGES.get(code, code)) for code in identite.langues)
    said, told = listed(langues)
    if any(code not in _ENGLISH_LANGUAGES for code in identite.langues):
        told = UNTRANSLATED
    yield Side("2.5 Langues d’enseignement et d’examen", "2.5 Languages of instruction and examination", said, told)


def _teaching(programme: Programme) -> tuple[Flow, Flow]:
    """The same institution, by these departments; then its partners that teach."""
    departments = ", ".join(map(str, programme.identite.composantes))
    inside = f" ({departments})" if departments else ""
    partners = tuple(
        paragraph(str(each.nom))
        for each in programme.partenaires.partenaires
        if "former" in each.habilitation.split("-")
    )
    told = Paragraph((Run("The same", language="en"), Run(f"{inside}.")))
    return (paragraph(f"Le même{inside}."), *partners), (told, *partners)


def _level(programme: Programme) -> Iterator[Side]:
    diplome, duree = programme.identite.diplome, programme.identite.duree
    levels = (
        (diplome.niveau, "niveau {} du cadre national", "level {} of the national framework"),
        (diplome.cec, "niveau {} du cadre européen (CEC)", "level {} of the European framework (EQF)"),
    )
    known = ((said.format(level), told.format(level)) for level, said, told in levels if level)
    yield Side("3.1 Niveau", "3.1 Level", *listed(known))
    lengths = (
        (count(duree.annees, "an"), _number_of(duree.annees, "year")) if duree and duree.annees else None,
        (count(duree.mois, "mois", "mois"), _number_of(duree.mois, "month")) if duree and duree.mois else None,
        (credits(diplome.ects), _number_of(diplome.ects, "ECTS credit")) if diplome.ects is not None else None,
    )
    yield Side(
        "3.2 Durée officielle du programme", "3.2 Official length of the programme", *listed(filter(None, lengths))
    )
    yield Side("3.3 Conditions d’accès", "3.3 Access requirements", *_entry(programme))


def _entry(programme: Programme) -> tuple[Flow, Flow]:
    """The level and the credits asked for, how else one may enter, then the prerequisites."""
    acces, ects = programme.acces, programme.identite.diplome.ects_entree
    required = acces.niveau_requis
    known = (
        (
            f"niveau {required.niveau} du cadre national : {required.texte}",
            f"level {required.niveau} of the national framework",
        )
        if required
        else None,
        (f"{credits(ects)} acquis", f"{_number_of(ects, 'ECTS credit')} obtained") if ects is not None else None,
        *((ACQUIS[each.type], _ENGLISH_ENTRIES[each.type]) for each in acces.validations_acquis),
    )
    return after(filter(None, known), acces.prerequis_par_langue)


def _number_of(amount: Decimal, noun: str) -> str:
    """« 1 year », « 60 ECTS credits »."""
    return f"{amount:f} {noun}{'' if amount == 1 else 's'}"


def _contents(programme: Programme) -> Iterator[Side]:
    modes = ((MODALITES[mode].lower(), _ENGLISH_MODES[mode]) for mode in programme.identite.modalites)
    yield Side("4.1 Organisation des études", "4.1 Mode of study", *listed(modes))
    aims = both_texts(programme.presentation.objectifs)
    yield Side("4.2 Exigences du programme", "4.2 Programme requirements", *aims)
    yield Side("4.3 Précisions sur le programme", "4.3 Programme details", *both_texts(programme.presentation.contenus))


def _units(programme: Programme) -> Table:
    chosen = frozenset(
        inner.unite if isinstance(inner, Renvoi) else inner.code
        for noeud in programme.enseignements.noeuds
        if isinstance(noeud, Choix)
        for inner in parcourir(noeud.enfants)
        if isinstance(inner, Unite | Renvoi)
    )

    def mark(code: str) -> Paragraph:
        return Paragraph((Run.to_fill("note", f"resultats.{code}", Entry.NUMBER),))

    mark_of = Paragraph((Run("Note / "), Run("Mark", language="en")))

    def told(unite: Unite) -> Flow:
        text = en_langue(unite.intitules, "en")
        return (*(in_english(text) if text else UNTRANSLATED), *optional(unite, "optional", "en"))

    def optional(unite: Unite, word: str, language: str | None = None) -> Flow:
        return (Paragraph((Run(word, language=language),), Role.NOTE),) if unite.code in chosen else ()

    rows = tuple(
        (
            cell(unite.code, header=True),
            cell((paragraph(unite.intitule), *optional(unite, "au choix"))),
            cell(told(unite)),
            cell(in_french(unite.ects) if unite.ects is not None else NOTHING, align=Align.CENTER),
            cell(mark(unite.code)),
        )
        for unite in programme.unites.values()
    )
    return Table(
        "Unités et résultats",
        (4, 10, 10, 3, 4),
        tuple(cell(title, header=True) for title in ("Code", "Intitulé", english("Title"), "ECTS", mark_of)),
        rows,
    )


def _notation() -> Table:
    rows = (
        Side("4.4 Système de notation", "4.4 Grading scheme", *blank("échelle", "grading scheme", "resultats.echelle")),
        Side(
            "4.5 Classification générale du diplôme",
            "4.5 Overall classification of the qualification",
            *blank("mention", "classification", "resultats.mention"),
        ),
    )
    return sides_table("", rows)


def _function(programme: Programme) -> Iterator[Side]:
    presentation = programme.presentation
    bridges = ((str(each.texte), _bridge(each)) for each in programme.passerelles.passerelles if each.sens == "aval")
    further = after(bridges, presentation.poursuite_etudes)
    yield Side("5.1 Accès à un niveau d’études supérieur", "5.1 Access to further study", *further)
    yield Side("5.2 Statut professionnel", "5.2 Professional status", *both_texts(presentation.debouches))


def _bridge(passerelle: Passerelle) -> str:
    """« The qualification gives access to MG07 »: a sentence of its own."""
    said = _ENGLISH_EFFECTS.get(passerelle.effet or "", "a bridge leads from the qualification to {}")
    kind = "certification" if passerelle.type == "certification" else "programme"
    return said.format(passerelle.code or f"another {kind}")


def _additional(programme: Programme) -> Iterator[Side]:
    yield Side(
        "6.1 Renseignements complémentaires",
        "6.1 Additional information",
        *blank("précisions", "details", "complements"),
    )
    sheets = [each.fiche for each in programme.enregistrements if each.fiche]
    links = [_REGISTER.format(number=sheet.removeprefix("RNCP")) for sheet in sheets if sheet.startswith("RNCP")]
    site = programme.identite.site_internet
    addresses = [*([str(site)] if site else ()), *links]
    said = tuple(Paragraph((Run(address, href=address),)) for address in addresses)
    yield Side("6.2 Autres sources d’information", "6.2 Further information sources", said or ABSENT, said or NOT_GIVEN)


def _certification() -> Iterator[Side]:
    yield Side("7.1 Date", "7.1 Date", *blank("date", "date", "certification.date", Entry.DATE))
    yield Side("7.2 Signature", "7.2 Signature", *blank("signature", "signature", "certification.signature"))
    yield Side("7.3 Qualité du signataire", "7.3 Capacity", *blank("qualité", "capacity", "certification.qualite"))
    yield Side("7.4 Cachet", "7.4 Official stamp or seal", *blank("cachet", "stamp", "certification.cachet"))


def _system() -> Iterator[Side]:
    """The national text is the ministry's: it is joined, not written again."""
    yield Side(
        "8. Système national",
        "8. National system",
        french(
            "La description du système français d’enseignement supérieur est celle que publie le centre ENIC-NARIC "
            "France : elle n’est pas dans la description du programme et se joint à cette annexe."
        ),
        english(
            "The description of the French higher education system is the one that the French ENIC-NARIC centre "
            "publishes: it is not part of the description of the programme and is to be attached to this supplement."
        ),
    )

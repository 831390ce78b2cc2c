"""What a user is told of a file that breaks the schema: what, where, what to do, all at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from dossier.programme.errors import SchemaError, UnreadableFile
from dossier.programme.explain import SENTENCES
from tests.programme.specimens import (
    CERTIFICATEUR,
    IDENTITE,
    INVALID,
    START,
    errors_of,
    programme,
    read_text,
    told,
)

MARK = "<!-- ici : "
NOT_OURS = {"racine-autre", "espace-de-noms-absent", "espace-de-noms-d-une-autre-version"}

UNITE = '<unite code="U1" type="UE"><intitule>Unité</intitule>{}</unite>'


def maquette(content: str) -> str:
    return programme(f"<enseignements>{content}</enseignements>")


def only(text: str) -> SchemaError:
    """The one error of a file."""
    [error] = errors_of(text)
    return error


# One sentence each

SIRET_FIRST = "<certificateur><siret>1</siret><nom-legal>École</nom-legal></certificateur>"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            programme(start=START.replace("brouillon", "final")),
            'L’attribut etat="final" n’est pas admis : brouillon, relecture ou depot.',
            "Exemple : brouillon",
        ),
        (
            programme(start=START.replace("brouillon", "Brouilon")),
            'L’attribut etat="Brouilon" n’est pas admis : brouillon, relecture ou depot.',
            "Vouliez-vous dire brouillon ?",
        ),
        (
            programme(start=START.replace(' etat="brouillon"', "")),
            "Il manque l’attribut etat dans <programme> P1.",
            "Valeurs admises : brouillon, relecture ou depot. ",
        ),
        (
            programme(start=START.replace("brouillon", "dépôt")),
            'L’attribut etat="dépôt" n’est pas admis : brouillon, relecture ou depot.',
            "Vouliez-vous dire depot ?",
        ),
        (
            programme(start=START.replace("etat=", 'date-effet="01/09/2026" etat=')),
            'L’attribut date-effet="01/09/2026" n’est pas admis : on attend un jour qui existe, '
            "de 1900 à 2199, écrit année-mois-jour en chiffres.",
            "Écrivez 2026-09-01.",
        ),
        (
            programme(start=START.replace("etat=", 'date-effet="31/02/2026" etat=')),
            'L’attribut date-effet="31/02/2026" n’est pas admis : on attend un jour qui existe, '
            "de 1900 à 2199, écrit année-mois-jour en chiffres.",
            "Exemple : ",
        ),
        (
            programme(start=START.replace("etat=", 'eta="depot" etat=')),
            "L’attribut eta n’est pas admis dans <programme> P1.",
            "Vouliez-vous dire etat ?",
        ),
        (
            programme(start=START.replace("etat=", 'niveau="6" etat=')),
            "L’attribut niveau n’est pas admis dans <programme> P1.",
            "Supprimez-le, ou écrivez-le dans <competence>, <niveau-requis> ou <diplome>.",
        ),
        (
            programme(start=START.replace('code="P1"', 'code=" "')),
            "L’attribut code de <programme> est vide.",
            "Exemple : LP15301A",
        ),
        (
            programme(certificateur=SIRET_FIRST),
            "L’élément <siret> n’est pas à sa place : dans <certificateur>, il vient après <nom-legal>.",
            "Déplacez-le : l’ordre compte dans <certificateur>.",
        ),
        (
            programme(certificateur=CERTIFICATEUR.replace("<nom-legal>École</nom-legal>", "<siret>1</siret>")),
            "Il manque l’élément <nom-legal> dans <certificateur>.",
            "Exemple : Conservatoire national des arts et métiers",
        ),
        (
            programme(certificateur=""),
            "Il manque l’élément <certificateur> dans <programme> P1.",
            "Établissement qui délivre la certification",
        ),
        (
            programme(identite=IDENTITE.replace("intitule", "intitulle")),
            "L’élément <intitulle> n’est pas attendu ici ; à cet endroit on attend <intitule>.",
            "Vouliez-vous dire <intitule> ?",
        ),
        (
            programme(identite=IDENTITE.replace("</id", "<domaine>Un</domaine><domaine>Bis</domaine></id")),
            "L’élément <domaine> ne s’écrit qu’une fois dans <identite>.",
            "Gardez-en un seul, ou réunissez leurs contenus.",
        ),
        (
            programme(identite=IDENTITE.replace("Essai", "")),
            "L’élément <intitule> est vide.",
            "Exemple : Usages numériques",
        ),
        (
            programme(identite=IDENTITE.replace("Essai", "Un <em>essai</em>")),
            "L’élément <em> n’est pas attendu ici ; <intitule> ne contient que du texte.",
            "L’élément <em> s’écrit dans <item> ou <p>",
        ),
        (
            programme(identite=IDENTITE.replace('"licence"/>', '"licence"> </diplome>')),
            "L’élément <diplome> ne contient rien, pas même une espace.",
            "Fermez la balise aussitôt, sans espace ni ligne vide : <diplome …/>.",
        ),
        (
            programme(identite=IDENTITE.replace('"licence"/>', '"licence">Licence</diplome>')),
            "Du texte (« Licence ») n’est pas admis directement dans <diplome>.",
            "Supprimez-le",
        ),
        (
            programme("<acces/><enregistrement procedure='droit'/>"),
            "L’élément <enregistrement> n’est pas à sa place : dans <programme> P1, il vient avant <acces>.",
            "Déplacez-le : l’ordre compte dans <programme>.",
        ),
        (
            programme("<acces/><acces/>"),
            "L’élément <acces> ne s’écrit qu’une fois dans <programme> P1.",
            "Gardez-en un seul",
        ),
        (
            programme("<derogations/><zzz/>"),
            "L’élément <zzz> n’est pas attendu ici ; rien n’est attendu à cet endroit.",
            "Supprimez-le : aucun élément ne s’appelle <zzz>.",
        ),
        (
            programme("<presentation><resume>Bonjour</resume></presentation>"),
            "Du texte (« Bonjour ») n’est pas admis directement dans <resume>.",
            "Écrivez-le dans un paragraphe : <p>…</p>.",
        ),
        (
            programme("<presentation><resume/></presentation>"),
            "Il manque l’élément <p> ou <liste> dans <resume>.",
            "Un paragraphe.",
        ),
        (
            programme("<presentation><resume><p>Un <strong>mot</strong></p></resume></presentation>"),
            "L’élément <strong> n’est pas attendu ici ; à cet endroit on peut écrire <em>, <fort> ou <lien>.",
            "Vouliez-vous dire <fort> ?",
        ),
        (
            maquette(UNITE.format('<choix><unite ref="U1"/></choix>')),
            "<unite> est à définir ici : l’attribut ref cite ce qui est défini ailleurs.",
            'Dans la maquette, une unité se cite par <renvoi unite="U1"/>.',
        ),
        (
            programme('<jurys><jury><unite code="U1" type="UE"/></jury></jurys>'),
            "<unite> est à citer ici, par l’attribut ref : l’attribut code définit.",
            'Définissez-le dans sa partie, et écrivez ici <unite ref="U1"/>.',
        ),
        (
            maquette(UNITE.replace('"UE"', '"UE" ects="4,5"').format("")),
            'L’attribut ects="4,5" n’est pas admis : on attend un nombre de crédits, par demis, '
            "avec un point (6 ou 4.5).",
            "Écrivez un point au lieu de la virgule : 4.5",
        ),
        (
            maquette(UNITE.replace('"UE"', '"UE" ects="6\N{NO-BREAK SPACE}"').format("")),
            'L’attribut ects="6␣" n’est pas admis : on attend un nombre de crédits, par demis, '
            "avec un point (6 ou 4.5).",
            "Une espace insécable s’y cache",
        ),
        (
            programme(identite=IDENTITE.replace('"licence"', '"licence" niveau="9"')),
            'L’attribut niveau="9" n’est pas admis : on attend un nombre entier de 2 à 8.',
            "Exemple : 6",
        ),
        (
            maquette(UNITE.replace('"UE"', '"UE" voies="vae radio continue"').format("")),
            "Dans l’attribut voies, radio n’est pas admis : statut-etudiant, apprentissage, continue, "
            "contrat-professionnalisation, candidature-individuelle ou vae.",
            "Exemple : apprentissage continue",
        ),
        (
            maquette(UNITE.format("<modalite>MIXTE</modalite>")),
            "Le texte « MIXTE » de <modalite> n’est pas admis : PRES, FOAD ou HYB.",
            "Exemple : FOAD",
        ),
        (
            programme(start=START.replace("etat=", 'date-effet="2026-02-30" etat=')),
            'L’attribut date-effet="2026-02-30" n’est pas admis : on attend un jour qui existe, '
            "de 1900 à 2199, écrit année-mois-jour en chiffres.",
            "Exemple : 2026-09-01",
        ),
        (
            programme('<acces xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'),
            "L’attribut xsi:nil n’est pas admis dans <acces>.",
            "Supprimez-le.",
        ),
        (
            programme('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="unites.xml"/>'),
            "L’élément <xi:include> n’est pas dans l’espace de noms du programme.",
            "Supprimez-le, ou écrivez-le sans préfixe ni xmlns : seul urn:dossier-certification:programme:1 est admis.",
        ),
        (
            programme(identite=IDENTITE.replace("<identite>", '<identite xmlns="">')),
            "L’élément <identite> n’est pas dans l’espace de noms du programme.",
            "Supprimez-le, ou écrivez-le sans préfixe ni xmlns",
        ),
    ],
)
def test_a_sentence_and_what_to_do(text: str, message: str, hint: str) -> None:
    error = only(text)
    assert error.message == message
    assert hint in error.hint


def test_what_has_no_type_of_ours_is_refused_even_if_the_schema_would_take_it() -> None:
    """A derived type would bring elements that the model does not know."""
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:dossier-certification:programme:1"'
    error = only(
        programme(f'<presentation><resume {xsi} xsi:type="p:riche-par-langue"><p>a</p></resume></presentation>')
    )
    assert error.message == "L’attribut xsi:type n’est pas admis dans <resume>."


# Where


def test_the_place_is_the_element_at_fault() -> None:
    text = maquette("\n  " + UNITE.format('\n   é <heures nature="CM" nombre="x"/>'))
    loose, value = errors_of(text)
    assert (loose.kind, loose.place.line, loose.place.column) == ("text", 5, 3)
    assert (value.kind, value.place.line, value.place.column) == ("value", 6, 6)
    assert value.place.path == ("Enseignements", "U1", "Heures")


def test_what_is_missing_is_at_the_start_tag_of_its_parent() -> None:
    error = only(programme("<activites>\n<activite code='A1'>\n</activite>\n</activites>"))
    assert error.message == "Il manque l’élément <intitule> dans <activite> A1."
    assert (error.place.tag, error.place.line) == ("activite", 5)


def test_lines_beyond_65535_are_right() -> None:
    error = only(programme("\n" * 70_000 + '<acces truc="1"/>'))
    assert error.place.line == 70_004


# All at once


def test_no_error_hides_another() -> None:
    text = programme(
        '<presentation truc="1"><zzz/><resume>nu</resume><resumee/></presentation>\n'
        '<acces><prerequis-validation/><prerequis-validation/><voie type="non"/></acces>\n'
        '<blocs><bloc code="B 1"><competence>c</competence><intitule/></bloc></blocs>',
        start=START.replace("brouillon", "final").replace(' version="1"', ""),
    )
    assert [error.kind for error in errors_of(text)] == [
        "attribute-missing",  # version
        "value",  # etat
        "attribute-unknown",  # truc
        "unexpected",  # zzz
        "text",  # nu
        "unexpected",  # resumee
        "missing",  # in resumee, read as resume
        "missing",  # in prerequis-validation
        "repeated",  # prerequis-validation
        "missing",  # in the second one
        "attribute-missing",  # ouverte
        "value",  # type="non"
        "value",  # code="B 1"
        "after",  # competence before intitule
        "attribute-missing",  # code of the competence
        "empty",  # intitule
    ]


def test_what_is_out_of_place_is_not_missing_too() -> None:
    assert told(programme(identite=CERTIFICATEUR, certificateur=IDENTITE)) == [
        "L’élément <certificateur> n’est pas à sa place : dans <programme> P1, il vient après <identite>."
    ]


def test_a_wrong_name_does_not_hide_what_follows_nor_what_it_holds() -> None:
    text = programme('<enseignement>\n<unit code="U1" type="XX"><intitule/></unit></enseignement>')
    assert told(text) == [
        "L’élément <enseignement> n’est pas attendu ici ; à cet endroit on peut écrire <certificateur>, <partenaires>, "
        "<enregistrement>, <presentation>, <acces>, <passerelles>, <activites>, <blocs>, ….",
        "L’élément <unit> n’est pas attendu ici ; à cet endroit on peut écrire <periode>, <groupe>, <choix>, <unite> "
        "ou <renvoi>.",
        'L’attribut type="XX" n’est pas admis : UE, UA, EC, ressource ou SAE.',
        "L’élément <intitule> est vide.",
    ]


def test_thousands_of_errors_are_told_in_a_moment() -> None:
    children = UNITE.format("") + "<intitule>x</intitule><zzz/><unite/>" * 1500
    assert len(errors_of(maquette(children))) > 4500


# The whole corpus

broken_file = pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)


def marked_line(path: Path) -> int:
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if MARK in line)


def parent_line(path: Path, line: int) -> int:
    """The line of the parent of the first element that starts on a line."""
    element = next(each for each in etree.fromstring(path.read_bytes()).iter(etree.Element) if each.sourceline == line)
    parent = element.getparent()
    return line if parent is None else int(parent.sourceline or 0)


@broken_file
def test_a_broken_file_is_explained_where_it_is_broken(path: Path) -> None:
    if path.stem in NOT_OURS:
        with pytest.raises(UnreadableFile):
            read_text(path.read_bytes())
        return
    errors = errors_of(path.read_bytes())
    line = marked_line(path)
    lines = {error.place.line for error in errors}
    assert lines in ({line}, {parent_line(path, line)} if errors[0].kind == "missing" else {line})
    assert "unexplained" not in {error.kind for error in errors}


@broken_file
def test_a_broken_file_is_told_in_sentences(path: Path) -> None:
    errors = () if path.stem in NOT_OURS else errors_of(path.read_bytes())
    for error in errors:
        assert error.message.endswith(".")
        assert error.hint
        assert not re.search(r"[{}]|None|'|\burn:|  ", error.message)


def test_one_mistake_is_one_error_but_where_two_things_are_missing_or_unknown() -> None:
    several = {path.stem: len(errors_of(path.read_bytes())) for path in INVALID if path.stem not in NOT_OURS}
    assert {stem: number for stem, number in several.items() if number != 1} == {
        "enquete-incomplete": 2,
        "unite-citee-dans-les-enseignements": 2,
    }


# What the sentences cover


def test_what_cannot_be_explained_is_said_honestly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.programme.explain.schema_errors", lambda *_: ())
    error = only(programme("\n<acces truc='1'/>"))
    assert error.kind == "unexplained"
    assert error.message == "Le schéma refuse <acces>, sans que la cause ait pu être établie."
    assert error.place.line == 5


def test_every_kind_of_sentence_is_used() -> None:
    """By the files of the corpus, or by this page."""
    page = Path(__file__).read_text("utf-8")
    used = {error.kind for path in INVALID if path.stem not in NOT_OURS for error in errors_of(path.read_bytes())}
    unused = set(SENTENCES) - used
    assert all(f'"{kind}"' in page or kind in ("cited", "defined", "not-empty") for kind in unused)

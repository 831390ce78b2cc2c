"""The documents joined to a dossier: the supplement in two languages, the models of parchments and minutes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dossier.document.joined_documents import JOINED
from dossier.document.tree import Bullets, Document, Dress, Entry, Paragraph, Role, Run, Table, headings
from dossier.programme.reader import read
from tests.document.reading import ALL, EXEMPLE, LP, PROPRE, every_block, judged, paragraphs, text_of
from tests.programme.specimens import programme, read_text

UNTRANSLATED = "English text not given."
BLOC = "Attestation de bloc de compétences"


def joined(name: str, path: Path) -> Document:
    judgement = judged(read(path))
    assert judgement.programme
    return JOINED[name].compose(judgement, judgement.programme)


def runs(document: Document) -> list[Run]:
    return [run for paragraph in paragraphs(every_block(document)) for run in paragraph.runs]


def section(document: Document, title: str) -> str:
    """What a section says, a paragraph a line."""
    blocks = next(heading.section.blocks for heading in headings(document) if heading.section.title == title)
    return "\n".join(paragraph.text for paragraph in paragraphs(blocks))


def sheet(document: Document, rank: int) -> str:
    """The same of the sheet of this rank."""
    return "\n".join(paragraph.text for paragraph in paragraphs(document.sections[rank].blocks))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_supplement_has_its_eight_sections(path: Path) -> None:
    assert [each.title for each in joined("supplement", path).sections] == [
        "Titulaire du diplôme",
        "Diplôme",
        "Niveau du diplôme",
        "Contenu et résultats",
        "Fonction du diplôme",
        "Informations complémentaires",
        "Certification de l’annexe",
        "Système national d’enseignement supérieur",
    ]


def test_each_section_of_the_supplement_is_titled_in_both_languages() -> None:
    titles = [heading.words.text for heading in headings(joined("supplement", EXEMPLE))]
    assert titles[0] == "Titulaire du diplôme / Holder of the qualification"
    twins = [heading.section.twin for heading in headings(joined("supplement", EXEMPLE))]
    assert [twin.language for twin in twins if twin] == ["en"] * 8


def test_items_have_the_numbers_of_the_european_model() -> None:
    sides = [
        row for table in every_block(joined("supplement", EXEMPLE)) if isinstance(table, Table) for row in table.rows
    ]
    titles = [cell.blocks[0] for row in sides if len(row) == 2 for cell in row]
    numbers = [title.text.split(" ")[0] for title in titles if isinstance(title, Paragraph)]
    counts = {1: 4, 2: 5, 3: 3, 4: 5, 5: 2, 6: 2, 7: 4}
    expected = [f"{part}.{item}" for part, last in counts.items() for item in range(1, last + 1)] + ["8."]
    assert numbers[::2] == numbers[1::2] == expected


def test_the_supplement_of_the_example_is_whole_in_both_languages() -> None:
    document = joined("supplement", EXEMPLE)
    text = text_of(document)
    assert UNTRANSLATED not in text
    english = [run.text for run in runs(document) if run.language == "en"]
    assert "Building energy renovation project manager" in english
    assert "Energy audit and digital tools" in english
    assert "French" in english
    assert any(said.startswith("The certification is designed for direct entry") for said in english)
    assert "2.5 Languages of instruction and examination" in english


def said_of(document: Document, item: str) -> tuple[str, str]:
    """What both columns of the supplement say of an item."""
    for block in every_block(document):
        for row in block.rows if isinstance(block, Table) else ():
            french, english = (" ".join(p.text for p in paragraphs(cell.blocks)) for cell in (row[0], row[-1]))
            if french.startswith(f"{item} "):
                return french, english
    raise AssertionError(item)


def test_the_supplement_says_what_the_description_says_elsewhere() -> None:
    lp, example = joined("supplement", LP), joined("supplement", EXEMPLE)
    entry, its_english = said_of(lp, "3.3")
    assert "Niveau 5 du cadre national" in entry and "120 crédits acquis" in entry and "(VAPP)" in entry
    assert "Level 5 of the national framework" in its_english and "120 ECTS credits obtained" in its_english
    further, its_english = said_of(lp, "5.1")
    assert "Magister MG07" in further and "The qualification gives access to MG07." in its_english
    assert "(NSF 230)" in said_of(example, "2.2")[0]
    assert "Le même (Département" in said_of(example, "2.4")[0]
    options = [run for run in runs(example) if run.text == "optional"]
    assert len(options) == 4 and {run.language for run in options} == {"en"}


def test_english_that_the_description_lacks_is_missing_in_the_supplement() -> None:
    document = joined("supplement", LP)
    missing = [each for each in paragraphs(every_block(document)) if each.text == UNTRANSLATED]
    asked = next(finding for finding in judged(read(LP)).findings if finding.rule.id == "DOC-013")
    assert len(missing) == int(dict(asked.values)["n"]) == 17
    assert {each.role for each in missing} == {Role.MISSING}


def test_a_list_in_english_stays_a_list() -> None:
    listed = (
        "<contenus><p>Deux parties.</p></contenus><contenus xml:lang='en'><liste><item>One</item></liste></contenus>"
    )
    judgement = judged(read_text(programme(f"<presentation>{listed}</presentation>")))
    assert judgement.programme
    document = JOINED["supplement"].compose(judgement, judgement.programme)
    lists = [
        block
        for table in every_block(document)
        if isinstance(table, Table)
        for row in table.rows
        for cell in row
        for block in cell.blocks
        if isinstance(block, Bullets)
    ]
    assert [[(run.text, run.language) for item in each.items for run in item.runs] for each in lists] == [
        [("One", "en")]
    ]


def test_what_belongs_to_each_graduate_is_a_typed_blank() -> None:
    blanks = {run.blank.key: run.blank.entry for run in runs(joined("supplement", PROPRE)) if run.blank}
    assert blanks["titulaire.naissance"] is Entry.DATE
    assert blanks["resultats.ANG103"] is Entry.NUMBER
    assert {"titulaire.nom", "titulaire.prenom", "titulaire.numero", "certification.signature"} <= blanks.keys()


def test_what_a_jury_decides_is_chosen_among_its_answers() -> None:
    chosen = {
        run.blank.key: run.blank.choices for run in runs(joined("modeles", PROPRE)) if run.blank if run.blank.choices
    }
    assert chosen["candidat.1.BL1"] == ("oui", "non")
    assert chosen["candidat.1.decision"] == ("certification", "blocs seuls", "refus")


def test_each_side_of_the_supplement_is_in_its_language() -> None:
    for block in every_block(joined("supplement", EXEMPLE)):
        if isinstance(block, Table) and len(block.widths) == 2:
            for one, other in block.rows:
                titles = [cell.blocks[0] for cell in (one, other)]
                assert all(isinstance(title, Paragraph) for title in titles)
                assert [title.runs[0].language for title in titles if isinstance(title, Paragraph)] == [None, "en"]


@pytest.mark.parametrize(("path", "blocs"), [(EXEMPLE, 4), (LP, 8), (PROPRE, 3)], ids=["complet", "lp", "propre"])
def test_each_block_has_its_parchment_on_a_page_of_its_own(path: Path, blocs: int) -> None:
    one, *sheets = joined("modeles", path).sections
    blocks = [each for each in sheets if each.title == BLOC]
    assert len(blocks) == blocs
    assert not one.apart and all(each.apart for each in blocks)
    assert [each for each in sheets if each.landscape]


def test_models_have_no_cover_nor_contents_nor_numbers() -> None:
    document = joined("modeles", EXEMPLE)
    assert (document.dress, document.cover, document.listed) == (Dress.SHEETS, (), False)
    assert {heading.label for heading in headings(document)} == {""}


def test_a_parchment_bears_the_eight_mentions() -> None:
    document = joined("modeles", PROPRE)
    for text in (sheet(document, 0), sheet(document, 2)):
        for mention in (
            "enregistrée au répertoire national des certifications professionnelles sous le numéro RNCP99999",
            "Institut d’exemple",
            "« Licence professionnelle Droit, économie, gestion mention Logistique et pilotage des flux",
            "Niveau 6 du cadre national",
            "Niveau 6 du cadre européen",
            "Spécialité (NSF) : 311p",
            "[prénom] [nom]",
            "Fait à [lieu], le [date]",
            "[nom et qualité du signataire] [signature]",
        ):
            assert mention in text, mention
    assert "BC02 – Mesurer la performance d’une chaîne logistique" in sheet(document, 2)
    assert "n’atteste que ce bloc" in sheet(document, 2)


def test_what_a_parchment_lacks_is_said() -> None:
    assert "Niveau du cadre européen des certifications : à renseigner." in sheet(joined("modeles", LP), 0)


@pytest.mark.parametrize(
    ("given", "less", "rule", "missing"),
    [
        ('niveau="6" cec="6"', 'cec="6"', "NIV-001", "Niveau de qualification"),
        ('niveau="6" cec="6"', 'niveau="6"', "NIV-002", "Niveau du cadre européen"),
        (r"<nsf [^>]*>[^<]*</nsf>", "", "NIV-005", "Code de spécialité (NSF)"),
        (r"(?s)<enregistrement .*?</enregistrement>", "", "LEG-001", "Enregistrement au répertoire"),
    ],
)
def test_a_mention_that_is_missing_is_a_finding(given: str, less: str, rule: str, missing: str) -> None:
    """There is no DOC-011: each mention that the description owes has a rule already."""
    cut, times = re.subn(given, less, EXEMPLE.read_text("utf-8"))
    assert times
    judgement = judged(read_text(cut))
    assert judgement.programme
    document = JOINED["modeles"].compose(judgement, judgement.programme)
    assert rule in {finding.rule.id for finding in judgement.findings}
    assert f"{missing}" in sheet(document, 0)


def test_the_number_of_a_sheet_is_missing_only_where_there_should_be_one() -> None:
    cut = PROPRE.read_text("utf-8").replace(' fiche="RNCP99999"', "")
    judgement = judged(read_text(cut))
    assert judgement.programme
    document = JOINED["modeles"].compose(judgement, judgement.programme)
    assert "Numéro de la fiche : à renseigner." in sheet(document, 0)
    assert "à renseigner" not in sheet(joined("modeles", EXEMPLE), 0)


def test_only_juries_that_award_the_certification_have_minutes() -> None:
    """The only jury that LP15301A describes is of units: it awards no block."""
    (minutes,) = (each for each in joined("modeles", LP).sections if each.landscape)
    text = section(joined("modeles", LP), minutes.title)
    assert "Jury qui délivre la certification : à renseigner." in text
    assert "unités" not in minutes.title


def test_minutes_say_which_jury_and_which_blocks() -> None:
    student, vae = (each for each in joined("modeles", EXEMPLE).sections if each.landscape)
    assert "apprentissage" in student.title and "VAE" in vae.title
    text = section(joined("modeles", EXEMPLE), vae.title)
    assert "Titre à finalité professionnelle Chargé de projet" in text
    assert "B2, Concevoir une opération de rénovation sobre et accessible" in text


def test_a_registration_on_request_names_the_decision() -> None:
    text = sheet(joined("modeles", EXEMPLE), 0)
    assert "par décision du directeur général de France compétences en date du [date de la décision]" in text
    assert "par décision" not in sheet(joined("modeles", PROPRE), 0)


def test_minutes_have_a_seat_for_each_member_and_a_column_for_each_block() -> None:
    minutes = next(each for each in joined("modeles", EXEMPLE).sections if each.landscape)
    learners, members = (block for block in minutes.blocks if isinstance(block, Table))
    assert [cell.blocks[0].text for cell in learners.head if isinstance(cell.blocks[0], Paragraph)] == [
        "Candidat",
        "B1",
        "B2",
        "B3",
        "B4",
        "Décision du jury",
    ]
    seats = [row[0].blocks[0] for row in members.rows]
    assert [seat.text for seat in seats if isinstance(seat, Paragraph)] == [
        "Professionnel (présidence, extérieur)",
        "Professionnel (extérieur)",
        "Professionnel (extérieur)",
        "Représentant du certificateur",
    ]


@pytest.mark.parametrize("name", JOINED)
def test_an_almost_empty_programme_still_has_them(name: str) -> None:
    judgement = judged(read_text(programme("")))
    assert judgement.programme
    assert "renseigné" in text_of(JOINED[name].compose(judgement, judgement.programme)).replace(
        "renseigner", "renseigné"
    )

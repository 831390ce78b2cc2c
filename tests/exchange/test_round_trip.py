"""A sheet → a programme → a sheet: field by field the same words, or a field listed as not carried, with its reason."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from dossier.exchange.depuis_fiche import programme_from
from dossier.exchange.fiche import fiches
from dossier.register.csv_reader import read_csv
from dossier.register.fiche import Fiche
from dossier.register.flattened import lines_of
from dossier.register.reader import open_export
from tests.exchange.test_depuis_fiche import official
from tests.programme.specimens import errors_of, read_text

DAY = date(2026, 8, 16)

NOT_CARRIED = {
    "id": "technical",
    "etat": "given by the register",
    "actif": "given by the register",
    "nouvelles": "given by the register",
    "abrege": "several short names for one type of diploma; the draft says it in a comment",
    "existence_partenaires": "partners of the whole country are not those of a programme",
    "partenaires": "partners of the whole country are not those of a programme",
    "promotions": "rates without the head counts that they come from",
    "date_dernier_jo": "follows from the publications",
    "date_publication": "given by the register",
    "annees_promotions": "given by the register",
    "maitrise_competences": "no place in the vocabulary; a comment of the draft",
    "duree_validite": "no place in the vocabulary; a comment of the draft",
    "modalites_renouvellement": "no place in the vocabulary; a comment of the draft",
    "validation_partielle": "no place in the vocabulary",
    "validation_partielle_perimetre": "no place in the vocabulary; a comment of the draft",
    "idcc": "no place in the vocabulary",
    "ccn": "no place in the vocabulary",
    "anomalies": "no part of a sheet",
    "inconnus": "no part of a sheet",
}


def real(reference: Path) -> list[Fiche]:
    csv = read_csv(open_export(reference / "rncp" / "csv-2024-02-22"))
    return [*official(reference), *(lecture.fiche for lecture in csv)]


def words(text: str) -> list[str]:
    """Letters and figures only: bullets and the points of codes are form."""
    return re.findall(r"[^\W_]+", text)


def compared(fiche: Fiche, name: str) -> object:
    """The value of a field, as both sides can say it."""
    value = getattr(fiche, name)
    if name == "certificateurs":
        return [(body.nom.split(), body.siret) for body in value if body.etat != "Inactif"]
    if name == "publications":
        return {(" ".join(each.titre.split()), each.date) for each in value if each.date}
    if name == "voies":
        return [(voie.type, voie.ouverte, words(voie.composition)) for voie in value if voie.ouverte is not None]
    if name == "niveau":
        return fiche.rang_niveau
    if name == "lien":
        return value.split() if re.fullmatch(r"https?://\S+", value.strip()) else []
    if name == "blocs":
        return [
            [bloc.code, *map(words, (bloc.libelle, bloc.liste_competences, bloc.modalites_evaluation))]
            for bloc in value
        ]
    if name in ("nsf", "rome", "formacodes"):
        return [(code.code, code.libelle.split()) for code in value]
    return words(value) if isinstance(value, str) else value


def test_every_field_comes_back_or_is_listed(reference: Path) -> None:
    sheets, count, different = real(reference), 0, []
    for sheet in sheets:
        (again,) = fiches(read_text(programme_from(sheet, DAY)).programme)
        for field in fields(Fiche):
            if field.name not in NOT_CARRIED:
                count += 1
                if compared(sheet, field.name) != compared(again, field.name):
                    different.append(
                        (sheet.numero, field.name, compared(sheet, field.name), compared(again, field.name))
                    )
    print(f"round trip: {len(sheets)} sheets, {count} fields compared, {len(different)} different")
    assert not different, different[0]


def test_every_word_of_the_texts_is_in_the_draft(reference: Path) -> None:
    for sheet in real(reference):
        draft = programme_from(sheet, DAY).decode()
        said = set(words(re.sub("&amp;|&lt;|&gt;", " ", draft)))
        for text in (
            *(getattr(sheet, field.name) for field in fields(Fiche) if isinstance(getattr(sheet, field.name), str)),
            *(text for b in sheet.blocs for text in (b.liste_competences, b.modalites_evaluation, b.prerequis_entree)),
        ):
            missing = set(words(text)) - said - {*words(f"{sheet.etat} {sheet.type_enregistrement}")}
            assert all(re.search(r"\d", word) or len(word) < 2 for word in missing), (sheet.numero, missing)


def test_a_sheet_without_awarding_body_starts_a_valid_draft() -> None:
    draft = programme_from(Fiche("RNCP1", intitule=""), DAY)
    assert errors_of(draft) == () and "La fiche ne dit pas le certificateur" in draft.decode()


@pytest.mark.parametrize(
    "text",
    [
        "Texte important. Il intervient dans :    - installer    - dépanner      En outre, il peut :    - vendre",
        "A1 – Concevoir    A2 – Réaliser",
        "* Gérer    o Recenser    o Tracer    * Répondre",
    ],
)
def test_activities_keep_what_stands_around_lists(text: str) -> None:
    sheet = Fiche("RNCP1", intitule="x", activites_visees=text)
    (again,) = fiches(read_text(programme_from(sheet, DAY)).programme)
    assert words(again.activites_visees) == [word for word in words(text) if word != "o"]
    assert [line.texte for line in lines_of(again.activites_visees)] == [line.texte for line in lines_of(text)]

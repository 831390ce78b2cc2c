"""A programme against its sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dossier.programme.model import Programme
from dossier.programme.reader import read
from dossier.register.compare import Comparaison, compare
from dossier.register.fiche import BlocOfficiel, CertificateurOfficiel, Fiche, Libelle, Niveau, VoieOfficielle
from dossier.register.lignes import Etat, same

BLOCS = (
    "Usages numériques",
    "Exploitation de données à des fins d’analyse",
    "Expression et communication écrites et orales",
    "Positionnement vis à vis d’un champ professionnel",
    "Action en responsabilité au sein d’une organisation professionnelle",
    "Réalisation d'un diagnostic  et/ou d'un audit pour apporter des conseils.  ",
    "Elaboration de programmes pédagogiques adaptés ",
    "Conception et mise en œuvre de dispositifs d'animations culturelles",
)

SHEET = Fiche(
    "RNCP30109",
    intitule="Métiers de la médiation scientifique et technique (fiche nationale)",
    niveau=Niveau("NIV6", "Niveau 6"),
    nsf=(Libelle("342", "Développement et protection du patrimoine culturel"), Libelle("325", "Documentation")),
    rome=(Libelle("E1103", "Communication"),),
    voies=tuple(VoieOfficielle(type_, type_ != "CL") for type_ in ("FI", "CA", "FC", "CQ", "CL", "VAE")),
    certificateurs=(
        CertificateurOfficiel("19753471200017", "CONSERVATOIRE NATIONAL DES ARTS ET METIERS"),
        CertificateurOfficiel("19870669900321", "UNIVERSITE DE LIMOGES"),
    ),
    blocs=tuple(BlocOfficiel(f"RNCP30109BC0{rank}", label) for rank, label in enumerate(BLOCS, 1)),
    date_fin=date(2025, 1, 1),
    actif=False,
)


@pytest.fixture(scope="module")
def programme(root: Path) -> Programme:
    return read(root / "sources" / "lp15301a.xml").programme


def lines(programme: Programme, fiche: Fiche) -> dict[str, tuple[Etat, str]]:
    found = against(programme, fiche)
    return {ligne.sujet.split(" (LP")[0]: (ligne.etat, ligne.fiche) for ligne in found.lignes}


def against(programme: Programme, fiche: Fiche) -> Comparaison:
    return compare(programme, programme.enregistrements[0], fiche)


def test_the_real_programme_against_a_sheet_made_of_what_is_known(programme: Programme) -> None:
    found = lines(programme, SHEET)
    assert found["Statut"] == (Etat.DIFFERENT, "inactive")
    assert found["Intitulé"][0] is Etat.DIFFERENT
    assert found["Mention"] == (Etat.EQUIVALENT, "Métiers de la médiation scientifique et technique")
    assert found["Niveau"][0] is Etat.IDENTIQUE
    assert found["NSF 342"][0] is Etat.IDENTIQUE
    assert found["NSF 325"] == (Etat.DIFFERENT, "Documentation")
    assert found["NSF 320n"][0] is Etat.EN_TROP
    assert found["ROME E1103"][0] is Etat.IDENTIQUE
    assert found["Certificateur 19753471200017"][0] is Etat.IDENTIQUE
    assert found["Autre certificateur de la fiche"][0] is Etat.INFORMATION


def test_the_expired_sheet_says_when(programme: Programme) -> None:
    assert against(programme, SHEET).lignes[0].note == "enregistrement échu le 01/01/2025"


def test_blocks_six_and_seven_are_the_same_after_folding_only(programme: Programme) -> None:
    found = lines(programme, SHEET)
    states = [found[f"Bloc RNCP30109BC0{rank}"][0] for rank in range(1, 9)]
    same_form, folded = Etat.IDENTIQUE, Etat.EQUIVALENT
    assert states == [same_form] * 5 + [folded] * 2 + [same_form]
    assert found["Bloc RNCP30109BC06"][1] == BLOCS[5]


def test_routes_open_on_the_sheet_that_the_programme_does_not_mention(programme: Programme) -> None:
    absent = [ligne.sujet for ligne in against(programme, SHEET).ecarts if ligne.sujet.startswith("Voie")]
    assert len(absent) == 5
    assert not any("candidature" in sujet for sujet in absent)


def test_a_block_that_only_one_of_them_has(programme: Programme) -> None:
    moved = replace(SHEET, blocs=(*SHEET.blocs[:7], BlocOfficiel("RNCP30109BC09", BLOCS[7])))
    found = lines(programme, moved)
    assert found["Bloc RNCP30109BC09"] == (Etat.ABSENT, BLOCS[7])
    assert found["Bloc RNCP30109BC08"][0] is Etat.EN_TROP


def test_what_the_sheet_does_not_say_is_not_compared(programme: Programme) -> None:
    found = lines(programme, Fiche("RNCP30109", intitule="Titre"))
    assert found["Statut"][0] is Etat.INCONNU and found["Niveau"][0] is Etat.INCONNU
    assert not any(sujet.startswith("Voie") for sujet in found)


def test_a_replacing_sheet_is_named(programme: Programme) -> None:
    assert lines(programme, replace(SHEET, nouvelles=("RNCP40000",)))["Fiche de remplacement"][1] == "RNCP40000"


@pytest.mark.parametrize(
    ("ours", "official", "etat"),
    [
        ("Usages", "Usages", Etat.IDENTIQUE),
        ("D'un  diagnostic", "d’un diagnostic ", Etat.EQUIVALENT),
        ("Elaboration", "Élaboration", Etat.DIFFERENT),
    ],
)
def test_same(ours: str, official: str, etat: Etat) -> None:
    assert same(ours, official) is etat


def test_competencies_added_reworded_removed_are_told_with_both_values() -> None:
    from dossier.exchange.depuis_fiche import programme_from
    from tests.programme.specimens import read_text

    listed = "- Installer un poste de travail    - Dépanner un réseau    - Former les usagers"
    sheet = Fiche(
        "RNCP1",
        intitule="x",
        type_enregistrement="Enregistrement de droit",
        blocs=(BlocOfficiel("RNCP1BC01", "Un", listed),),
    )
    own = read_text(programme_from(sheet, date(2026, 8, 16))).programme
    assert not [ligne for ligne in against(own, sheet).ecarts if ligne.sujet.startswith("Compétence")]
    moved = replace(
        sheet,
        blocs=(
            BlocOfficiel(
                "RNCP1BC01", "Un", listed.replace("un réseau", "un grand réseau").replace("Former", "Accueillir")
            ),
        ),
    )
    told = {(ligne.etat, ligne.programme, ligne.fiche) for ligne in against(own, moved).ecarts if "Comp" in ligne.sujet}
    assert (Etat.DIFFERENT, "Dépanner un réseau", "Dépanner un grand réseau") in told
    unknown = replace(sheet, inconnus=frozenset({"liste_competences"}))
    (ligne,) = [ligne for ligne in against(own, unknown).lignes if ligne.sujet == "Compétences"]
    assert ligne.etat is Etat.INCONNU and "ne le contient pas" in ligne.note

"""The other ways to break a rule, beside the one that its page shows: each says its own sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dossier.programme.builder import NAMESPACE
from dossier.programme.reader import read
from dossier.rules.catalogue import Severity
from dossier.rules.examples import change
from dossier.rules.families import catalogue
from dossier.rules.runner import Judgement, judge
from dossier.settings import Settings

BASES = {"complet": "sources/exemple-complet.xml", "lp": "tests/data/lp-propre.xml"}


def judged(path: Path, rule: str, fragments: str, folder: Path, **attributes: str) -> Judgement:
    tree = etree.parse(str(path))
    for fragment in etree.fromstring(f'<x xmlns="{NAMESPACE}">{fragments}</x>'):
        change(tree.getroot(), fragment)
    tree.getroot().attrib.update(attributes)
    target = folder / path.name
    tree.write(str(target), encoding="UTF-8", xml_declaration=True)
    return judge(read(target), [each for each in catalogue() if each.id == rule], Settings())


JURY = '<jury voies="statut-etudiant apprentissage continue contrat-professionnalisation"><?sans *?>{}</jury>'
BODY = '<certificateur role="co-certificateur"><nom-legal>École {}</nom-legal></certificateur>'
SURVEY = (
    '<enquete mois="6"><repondants>{}</repondants><neutralises>{}</neutralises><en-emploi>{}</en-emploi>'
    "<dans-le-metier-vise>{}</dans-le-metier-vise></enquete>"
)
COHORT = '<suivi><?sans promotion?><promotion annee="{}"><titulaires>24</titulaires></promotion></suivi>'
ON_REQUEST = '<enregistrement procedure="demande" {}/>'
BY_RIGHT = '<enregistrement procedure="droit" fiche="RNCP99999"><?sans base-legale?>{}</enregistrement>'
NSF = '<enregistrement procedure="demande"><nsf code="{}">Conception</nsf></enregistrement>'

LEFT_ALONE = [
    (
        "ACC-002",
        "complet",
        '<enregistrement procedure="demande" fiche="RS1234"/><acces><voie type="vae" ouverte="non"/></acces>',
    ),
    ("JUR-001", "complet", "<jurys><?sans *?><jury><composition><p>Trois membres.</p></composition></jury></jurys>"),
    ("JUR-002", "complet", JURY.format('<membre qualite="professionnel" president="oui">Deux personnes</membre>')),
    ("JUR-003", "complet", JURY.format('<membre qualite="professionnel" min="1">Des personnes du métier</membre>')),
    ("INS-005", "complet", SURVEY.format(0, 0, 0, 0)),
    ("IDN-002", "lp", "<domaine>Sciences, technologies et santé</domaine>"),
    ("IDN-002", "lp", "<domaine>Sciences humaines et sociales ; arts, lettres, langues</domaine>"),
    (
        "LEG-002",
        "lp",
        BY_RIGHT.format(
            '<base-legale type="creation">Arrêté n° 12 du 3 mai 2024, publié au Bulletin officiel</base-legale>'
        ),
    ),
    ("LEG-003", "lp", "<concertation><p>Avis du comité rendu le 1er mars 2025.</p></concertation>"),
]


@pytest.mark.parametrize(("rule", "base", "fragments"), LEFT_ALONE)
def test_what_the_rule_cannot_know_is_left_alone(
    rule: str, base: str, fragments: str, root: Path, tmp_path: Path
) -> None:
    assert judged(root / BASES[base], rule, fragments, tmp_path).findings == ()


def test_what_is_missing_blocks_only_at_filing(root: Path, tmp_path: Path) -> None:
    path = root / BASES["complet"]
    draft = judged(path, "JUR-001", "<?sans jurys?>", tmp_path, etat="brouillon")
    final = judged(path, "JUR-001", "<?sans jurys?>", tmp_path, etat="depot")
    assert [finding.severity for finding in draft.findings] == [Severity.AVERTISSEMENT]
    assert [finding.severity for finding in final.findings] == [Severity.ERREUR]


def test_two_cohorts_were_needed_before_october_2025(root: Path, tmp_path: Path) -> None:
    path, one = root / BASES["complet"], COHORT.format(2023)
    before = {"date-effet": "2025-09-01", "profil": "titre-2023"}
    assert len(judged(path, "INS-001", one, tmp_path, **before).findings) == 1
    assert judged(path, "INS-001", one, tmp_path).findings == ()


@pytest.mark.parametrize(
    ("profile", "day", "expected"),
    [
        ("titre-2025", "2026-09-01", "ne convient pas à ce type de diplôme : Licence professionnelle"),
        ("lp-1999", "2026-09-01", "n’était en vigueur que jusqu’au 31 août 2020"),
        (
            "lp-2019",
            "2018-09-01",
            "n’est en vigueur qu’à compter du 13 décembre 2019 ; on juge ici au 1er septembre 2018",
        ),
    ],
)
def test_a_profile_that_is_not_the_right_one_is_told(
    profile: str, day: str, expected: str, root: Path, tmp_path: Path
) -> None:
    attributes = {"profil": profile, "date-effet": day}
    (finding,) = judged(root / BASES["lp"], "STR-011", "", tmp_path, **attributes).findings
    assert expected in finding.message
    assert finding.severity is Severity.AVERTISSEMENT
    assert "lp-2019" in finding.hint or "lp-1999" in finding.hint


def test_only_the_rule_that_is_missing_is_asked_for(root: Path, tmp_path: Path) -> None:
    seconde_chance = '<regle type="seconde-chance"><p>Une seconde session a lieu en juillet.</p></regle>'
    reglement = f"<reglement><?sans regle?>{seconde_chance}</reglement>"
    (finding,) = judged(root / BASES["complet"], "EVA-016", reglement, tmp_path).findings
    assert finding.hint == 'Ajoutez <regle type="recours"><p>…</p></regle> dans <reglement>.'


@pytest.mark.parametrize("profile", ["lp2019", "LP 2019", "Lp-2019"])
def test_a_profile_almost_well_written_is_a_warning_and_the_right_one_is_proposed(
    profile: str, root: Path, tmp_path: Path
) -> None:
    (finding,) = judged(root / BASES["lp"], "STR-011", "", tmp_path, profil=profile).findings
    assert finding.message.startswith(f"Le profil {profile} n’existe pas : les règles propres au diplôme")
    assert finding.hint.startswith("Vouliez-vous dire lp-2019 ? Profils admis : lp-1999, lp-2019")
    assert finding.severity is Severity.AVERTISSEMENT


def test_a_profile_like_no_other_gives_the_list(root: Path, tmp_path: Path) -> None:
    (finding,) = judged(root / BASES["lp"], "STR-011", "", tmp_path, profil="inconnu").findings
    assert finding.hint.startswith("Profils admis : lp-1999, lp-2019")
    assert judged(root / BASES["lp"], "STR-007", "", tmp_path, profil="inconnu").findings == ()


def test_the_profile_asked_for_is_the_one_that_is_held_against_the_diploma(root: Path) -> None:
    rules = [each for each in catalogue() if each.id == "STR-011"]
    programme = read(root / BASES["lp"])
    assert judge(programme, rules, Settings()).findings == ()
    (finding,) = judge(programme, rules, Settings(), profile="master-2014").findings
    assert "master-2014" in finding.message


def test_a_diploma_of_no_known_type_may_obey_any_text(root: Path, tmp_path: Path) -> None:
    other = '<diplome type="autre" niveau="6" cec="6" ects="60"/>'
    assert judged(root / BASES["complet"], "STR-011", other, tmp_path).findings == ()

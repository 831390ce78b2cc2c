"""What the rules that read texts understand, and what they must not take for a fault."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from lxml import etree

from dossier.programme.builder import NAMESPACE
from dossier.programme.reader import read
from dossier.rules.families import catalogue
from dossier.rules.runner import judge
from dossier.settings import Settings

COUNCIL = "conseil-perfectionnement"


def say(element: etree._Element, text: str) -> None:
    """Replace all that an element says, plain or in paragraphs."""
    if element.find("{*}p") is None and element.text and element.text.strip():
        element.text = text
        return
    for child in list(element):
        element.remove(child)
    element.append(etree.fromstring(f'<p xmlns="{NAMESPACE}">{escape(text)}</p>'))


def findings(base: Path, folder: Path, path: str, text: str, rule: str) -> int:
    """How often a rule is broken once the first element of each path says only this."""
    tree = etree.parse(str(base))
    for each in path.split(" | "):
        element = tree.getroot().find(each, {None: NAMESPACE})
        assert element is not None
        say(element, text)
    target = folder / base.name
    tree.write(str(target), encoding="UTF-8", xml_declaration=True)
    judgement = judge(read(target), [each for each in catalogue() if each.id == rule], Settings())
    return len(judgement.findings)


VAE = ".//voie[@type='vae']"
TITLE = ".//identite/intitule"
MEMBER = ".//jury/membre"
COMPOSITION = ".//jury/composition"
FAULTS = [
    ("ACC-003", VAE, "VAE : un an d’expérience."),
    ("ACC-003", VAE, "Toute personne justifiant d’une activité salariée, non salariée ou bénévole d’au moins un an."),
    ("ACC-003", VAE, "Il faut avoir exercé le métier ; une expérience d’une durée minimale de 3 ans est exigée."),
    ("ACC-003", VAE, "Vous devez justifier d'au moins 1 607 heures d'activité en rapport direct avec le titre."),
    ("ACC-003", ".//presentation/validation", "La VAE suppose au minimum 12 mois d’expérience."),
    ("ACC-009", f".//{COUNCIL}", "La validation des acquis professionnels (VAE) est ouverte."),
    ("ACC-009", f".//{COUNCIL}", "La validation des acquis de l’expérience (VES) est ouverte."),
    ("ACC-013", ".//acces/amenagements | .//regle[@type='amenagement']", "Un tiers-temps est accordé sur demande."),
    ("IDN-004", TITLE, "Formation de chargé de projet"),
    ("IDN-004", TITLE, "Préparation au métier de thermicien"),
    ("IDN-004", TITLE, "Chargé de projet, par apprentissage"),
    ("IDN-006", TITLE, "Mastère Spécialisé en rénovation"),
    ("IDN-006", TITLE, "Titre de master en rénovation"),
    ("IDN-006", TITLE, "CQP Conducteur de travaux"),
    ("JUR-007", f".//{COUNCIL}", "Le jury est composé selon l’article R. 335-8 du code de l’éducation."),
    ("JUR-008", MEMBER, "Tuteur de la personne en entreprise"),
    ("JUR-008", COMPOSITION, "Le jury comprend deux enseignants et le maître de stage."),
    ("NIV-003", f".//{COUNCIL}", "Un titre de niveau III est demandé."),
    ("NIV-003", f".//{COUNCIL}", "Le diplôme est à bac+3 (niveau 2)."),
    ("NIV-003", f".//{COUNCIL}", "Le parcours part du niveau IV, bac + 2 (niveau 5)."),
]
RIGHT = [
    ("ACC-003", VAE, "Aucune durée minimale d’expérience n’est exigée : un an d’activité n’est plus demandé."),
    ("ACC-003", VAE, "La VAE est ouverte sans condition d’un an d’expérience."),
    (
        "ACC-003",
        VAE,
        "Un accompagnement de 24 heures au moins est proposé ; l’expérience est en rapport avec le métier.",
    ),
    ("ACC-003", VAE, "Le jury comprend un membre qui a au moins trois ans d’expérience dans le métier."),
    ("ACC-003", VAE, "Les candidats reçus ont en moyenne dix ans d’expérience."),
    ("ACC-003", VAE, "La demande est examinée dans les deux mois ; l’expérience doit être en rapport avec le titre."),
    (
        "ACC-003",
        VAE,
        "L’expérience doit être en rapport avec le métier, et le dossier déposé avant un délai de 2 mois.",
    ),
    ("ACC-003", ".//acces/prerequis", "L’entrée demande au moins un an d’expérience du bâtiment."),
    ("ACC-003", ".//acces/prerequis", "La VAPP demande au moins trois ans d’activité professionnelle."),
    ("ACC-009", f".//{COUNCIL}", "La VALIDATION DES ACQUIS DE L’EXPERIENCE (VAE) est ouverte."),
    ("ACC-009", f".//{COUNCIL}", "La validation d’acquis de l’expérience professionnelle (VAE) est ouverte."),
    ("ACC-009", f".//{COUNCIL}", "La validation des acquis personnels et professionnels (VAPP) donne accès."),
    ("ACC-009", f".//{COUNCIL}", "La validation par le jury est suivie d’un entretien (VAE)."),
    ("ACC-013", ".//acces/amenagements", "Un tiers-temps, une salle isolée ou une aide humaine sont possibles."),
    ("IDN-004", TITLE, "Formateur d’adultes"),
    ("IDN-004", TITLE, "Formation d’adultes et insertion"),
    ("IDN-004", TITLE, "Formation, accompagnement et conseil"),
    ("IDN-004", TITLE, "Préparation de commandes"),
    ("IDN-004", TITLE, "Responsable de formation"),
    ("IDN-004", TITLE, "Conseiller en apprentissage et en insertion"),
    ("IDN-006", TITLE, "Gestionnaire de licences logicielles"),
    ("IDN-006", TITLE, "Animateur Scrum Master"),
    ("IDN-006", TITLE, "Webmaster"),
    ("IDN-006", TITLE, "Capitaine de port"),
    ("JUR-007", f".//{COUNCIL}", "L’article R335-8 du code de l’éducation n’est plus la référence."),
    ("JUR-007", f".//{COUNCIL}", "Le conseil réunit 25 % de professionnels."),
    ("JUR-008", MEMBER, "Un professionnel, autre que le tuteur de la personne évaluée"),
    ("JUR-008", MEMBER, "Un enseignant qui a suivi des projets tuteurés"),
    ("JUR-008", COMPOSITION, "Le tuteur est entendu par le jury, composé de trois professionnels."),
    ("JUR-008", COMPOSITION, "Le jury comprend trois professionnels. Le tuteur n’en est pas membre."),
    ("NIV-003", f".//{COUNCIL}", "L’ancien niveau II correspond au niveau 6."),
    ("NIV-003", f".//{COUNCIL}", "Une personne de niveau 5 (bac + 2) ou de niveau B2 en anglais peut entrer."),
    ("NIV-003", ".//base-legale", "Arrêté du 3 mars 2015 portant enregistrement d’un titre de niveau II"),
    ("NIV-003", f".//{COUNCIL}", "Le diplôme, à bac+5 (niveau 7), ouvre au doctorat."),
]


@pytest.mark.parametrize(("rule", "path", "text"), FAULTS)
def test_a_fault_is_seen(rule: str, path: str, text: str, root: Path, tmp_path: Path) -> None:
    assert findings(root / "sources/exemple-complet.xml", tmp_path, path, text, rule) >= 1


@pytest.mark.parametrize(("rule", "path", "text"), RIGHT)
def test_what_is_right_is_left_alone(rule: str, path: str, text: str, root: Path, tmp_path: Path) -> None:
    assert findings(root / "sources/exemple-complet.xml", tmp_path, path, text, rule) == 0

"""What the rules on wording must leave alone: correct French that looks like a mistake, one text at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from dossier.programme.builder import NAMESPACE
from dossier.rules.examples import Case
from tests.rules.cases import judged

TEXTS = (
    "Trois cas : a) en initiale, b) en alternance, 2) en continu.",
    "Une semaine sur deux (lundi, mardi [matin] et jeudi), sauf en août.",
    "Il dit « oui (peut-être) », puis « non ».",
    'Le CC94 "Construction d\'un dispositif" y mène.',
    "L'accès se fait sur dossier ; l'oral suit : voir le site https://www.example.org/a,b?c=d.",
    "De 18:30 à 20:30, sur une échelle de 1,5 à 3,5.",
    "Un questionnaire à compléter est remis à l’entrée ; les dates sont à préciser avec le tuteur.",
    "La meilleure note est conservée, et le meilleur des deux résultats compte.",
    "Anciennement suivi par Pôle emploi, il l’est maintenant par France Travail.",
    "Le niveau V1 du bâtiment, au niveau 5 de la nomenclature.",
    'Un écran de 24" et un câble de 3".',
    "Nous nous réunissons, si si, tout tout à la fin.",
    "Et après… ? On verra bien !",
    "Aucun",
    "Sans objet : la formation est continue.",
    "M. et Mme, etc., p. ex. le S.I.R.E.N.",
    "R & D, C++ et C#, 100 % à distance.",
    "Et la maison de l’Europe, avec Moodle, Elixir et l’équipe de Nantes.",
    "Un outil de Jean d’Ormesson, à l’O’Neill, pour les aujourd’hui et les presqu’îles.",
    "Les peintres et les poètes exploitent la moelle, le goéland et la coexistence.",
    "Voyez calendrier_2026.pdf, ou écrivez à nom_prenom@example.org.",
    "Une équipe dont les membres existent depuis que le chantier existe.",
    "Le programme Erasmus+ et l’École supérieure ; En continu, Elle se suit Entre deux semestres.",
    "Vingt-cinq heures, dont plus de 10 ans de recul pour l’équipe.",
    "Un compte rendu, des comptes rendus, un rendez-vous, un vis-à-vis au-delà.",
    "Un bloc du titre compte 12 crédits ; chaque semestre en réunit 30.",
)

COMPETENCIES = (
    "Animer une initiation à la voile pour des débutants, en vue de les fidéliser dans le club.",
    "Entretenir un cours d’eau avec les riverains, afin de prévenir les crues de printemps.",
    "Poser des modules photovoltaïques au cours du chantier, pour alimenter le bâtiment en énergie.",
    "Assurer l’apprentissage de la conduite en séance individuelle, afin de préparer l’examen du permis.",
    "Reformuler une demande et répondre à celle-ci, afin de lever les doutes de son auteur.",
    "Recevoir et orienter les visiteurs, pour limiter leur attente à l’entrée du site.",
    "Évaluer les acquis des apprenants lors d’une épreuve écrite, afin de les orienter vers un parcours.",
    "Co-construire avec les habitants un plan de prévention, pour limiter les risques du quartier.",
    "S’approprier un cahier des charges et y répondre, afin de remporter un marché public.",
    "Dîner avec un client ou le recevoir, en vue de conclure une vente dans de bonnes conditions.",
    "Conseiller l’équipe au service d’un projet commun, dans le respect des délais de chacun.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_correct_french_is_left_alone(text: str, tmp_path: Path) -> None:
    fragment = etree.Element(f"{{{NAMESPACE}}}rythme")
    fragment.text = text
    assert judged(Case("complet", frozenset(), (fragment,)), tmp_path).standing == ()


@pytest.mark.parametrize("text", COMPETENCIES)
def test_a_competency_of_any_occupation_is_left_alone(text: str, tmp_path: Path) -> None:
    fragment = etree.Element(f"{{{NAMESPACE}}}competence", code="B4-C1", activite="A4-T1")
    fragment.text = text
    assert judged(Case("complet", frozenset(), (fragment,)), tmp_path).standing == ()

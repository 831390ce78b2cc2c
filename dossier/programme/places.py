"""Where things are: every node of the model knows its place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

# What an element is called in a path shown to the user, when it bears neither code nor title.
LABELS = {
    "acces": "Accès",
    "activite": "Activité",
    "activites": "Activités",
    "alternance": "Alternance",
    "amenagements": "Aménagements",
    "ancienne-fiche": "Ancienne fiche",
    "base-legale": "Base légale",
    "bloc-externe": "Bloc d’une autre fiche",
    "blocs": "Blocs de compétences",
    "certificateur": "Certificateur",
    "choix": "Choix",
    "competence": "Compétence",
    "competences-visees": "Compétences visées",
    "conseil-perfectionnement": "Conseil de perfectionnement",
    "couverture": "Matrice de couverture",
    "critere": "Critère",
    "dans-le-metier-vise": "Dans le métier visé",
    "debouches": "Débouchés",
    "deliberation": "Délibération",
    "derogation": "Dérogation",
    "derogations": "Dérogations",
    "diplome": "Diplôme",
    "duree": "Durée",
    "em": "Italique",
    "en-emploi": "En emploi",
    "enquete": "Enquête",
    "enregistrement": "Enregistrement",
    "enseignements": "Enseignements",
    "equipe": "Équipe",
    "evaluation": "Évaluation",
    "evaluations": "Évaluations",
    "formacode": "Formacode",
    "fort": "Gras",
    "identite": "Identité",
    "intitule": "Intitulé",
    "intitule-officiel": "Intitulé officiel",
    "item": "Élément de liste",
    "liste": "Liste",
    "modalite": "Modalité",
    "moyens": "Moyens",
    "neutralises": "Réponses neutralisées",
    "niveau-requis": "Niveau requis",
    "nom-commercial": "Nom commercial",
    "nom-legal": "Nom légal",
    "nsf": "NSF",
    "p": "Paragraphe",
    "part-professionnels": "Part des professionnels",
    "pedagogiques": "Moyens pédagogiques",
    "periode": "Période",
    "piece": "Pièce",
    "pieces": "Pièces",
    "poursuite-etudes": "Poursuite d’études",
    "prerequis": "Prérequis",
    "prerequis-unite": "Unité prérequise",
    "prerequis-validation": "Prérequis de validation",
    "presentation": "Présentation",
    "profession-reglementee": "Profession réglementée",
    "referent-handicap": "Référent handicap",
    "regle": "Règle",
    "reglement": "Règlement",
    "reglementation": "Réglementation",
    "repondants": "Répondants",
    "resume": "Résumé",
    "rome": "ROME",
    "siret": "SIRET",
    "site-internet": "Site internet",
    "specialite": "Spécialité",
    "techniques": "Moyens techniques",
    "telephone": "Téléphone",
    "titulaires-vae": "Titulaires par la VAE",
    "uai": "UAI",
    "unite": "Unité",
    "validation-acquis": "Validation des acquis",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Place:
    """The start tag of one element, or a character inside it: line and column in characters, both from 1."""

    line: int
    column: int
    tag: str
    code: str | None = None
    title: str | None = None
    parent: Place | None = None
    width: int = 0
    """How many characters are at fault from here, when it is not the start tag."""

    @property
    def label(self) -> str:
        """What the user calls this element: its code, else its title, else the French name of its kind."""
        return self.code or self.title or LABELS.get(self.tag) or self.tag.replace("-", " ").capitalize()

    @property
    def path(self) -> tuple[str, ...]:
        """From the part of the programme down to the element, in the user's words."""
        above = self.parent.path if self.parent and self.parent.parent else ()
        return (*above, self.label) if self.parent else ()

    @property
    def object(self) -> str:
        """The code of the nearest element that bears one, the programme's in the end."""
        return self.code or (self.parent.object if self.parent else "")


NOWHERE = Place(1, 1, "")


class Placed(Protocol):
    """Anything of the programme that a finding can point at."""

    @property
    def place(self) -> Place: ...


class Texte(str):
    """A plain text of the programme; an ordinary string that knows its place."""

    place: Place = NOWHERE
    langue: str = "fr"

    @classmethod
    def at(cls, text: str, place: Place, langue: str = "fr") -> Texte:
        """The same characters, with their place."""
        texte = cls(text)
        texte.place = place
        texte.langue = langue
        return texte

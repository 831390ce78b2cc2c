"""What no rule judges because the tool answers for it: requirements on what is written, and where each is proven."""

from __future__ import annotations

from typing import NamedTuple

from dossier.rules.catalogue import CONVENTION, Source
from dossier.rules.texts import VADEMECUM

_RGAA = Source("RGAA", "13.3 et 13.4")
_GAP = Source("motif de refus rapporté", "écart entre documents", "V2")


class Guarantee(NamedTuple):
    """A requirement, and in French how it is met and where that is proven."""

    id: str
    title: str
    source: Source
    proof: str


GUARANTEES = (
    Guarantee(
        "ACC-010",
        "Les voies d’accès sont les mêmes dans tous les documents",
        _GAP,
        "Elles sont écrites une fois, dans la description ; dossier, fiche, formulaire et annexes la lisent.",
    ),
    Guarantee(
        "JUR-011",
        "Le modèle de procès-verbal a ses rubriques : certification, date, candidats, blocs, membres et signatures",
        VADEMECUM.at("p. 55", date=""),
        "« dossier build --models » l’écrit pour chaque jury qui délivre la certification.",
    ),
    Guarantee(
        "DAT-007",
        "La version et l’empreinte de la source sont dans chaque document",
        CONVENTION,
        "Elles sont sur la page de garde et dans les propriétés des fichiers ; « dossier verify » les compare.",
    ),
    Guarantee(
        "DOC-001",
        "Word, PDF et HTML portent le même texte et la même version",
        _GAP,
        "Les trois viennent d’un même texte ; les tests les comparent, « dossier verify » compare ceux d’une archive.",
    ),
    Guarantee(
        "DOC-002",
        "La même description donne les mêmes fichiers, octet pour octet",
        CONVENTION,
        "Les tests construisent deux fois, sous un autre dossier, une autre langue, un autre fuseau.",
    ),
    Guarantee(
        "DOC-003",
        "Le PDF se conserve : PDF/A-3a, la description jointe",
        Source("norme ISO 19005-3", status="V2"),
        "veraPDF le juge à chaque intégration, et par « dossier build --prove ».",
    ),
    Guarantee(
        "DOC-004",
        "Le PDF se lit avec une aide technique : PDF/UA-1",
        _RGAA,
        "veraPDF le juge à chaque intégration, et par « dossier build --prove ».",
    ),
    Guarantee(
        "DOC-005",
        "Le fichier Word se lit avec une aide technique",
        _RGAA,
        "Les tests vérifient titres, en-têtes répétés, textes de remplacement et langue ; docs/accessibilite.md.",
    ),
    Guarantee(
        "DOC-006",
        "Polices dans le fichier, ni contenu actif, ni chiffrement",
        Source("norme ISO 19005-3", status="V2"),
        "PDF/A l’exige : veraPDF le vérifie avec DOC-003.",
    ),
    Guarantee(
        "DOC-007",
        "Le référentiel a trois colonnes, par bloc : activités, compétences, évaluation",
        Source("modèle de référentiel de France compétences", status="V2"),
        "Le dossier le compose ainsi ; les tests le vérifient.",
    ),
    Guarantee(
        "DOC-008",
        "Sommaire, numéros et renvois sont justes",
        CONVENTION,
        "Ils sont calculés ; les tests comparent le sommaire aux pages.",
    ),
    Guarantee(
        "DOC-010",
        "Le modèle de parchemin ne porte pas le logo de France compétences",
        VADEMECUM.at("p. 39", date=""),
        "Il ne porte que celui de l’établissement : regardez que le fichier donné est bien le sien.",
    ),
    Guarantee(
        "DOC-011",
        "Le modèle de parchemin porte les huit mentions obligatoires",
        VADEMECUM.at("p. 39", date=""),
        "« dossier build --models » les écrit ; la règle qui demande chacune est dans la dernière partie des modèles.",
    ),
    Guarantee(
        "DOC-012",
        "L’annexe descriptive au diplôme a ses huit rubriques, et dit ce qui manque",
        Source("modèle de la Commission européenne, du Conseil de l’Europe et de l’Unesco"),
        "« dossier build --supplement » les écrit toutes ; rien n’y juge ni n’y compare le diplôme.",
    ),
    Guarantee(
        "DOC-014",
        "Les noms de fichiers sont stables, sans espace ni accent",
        CONVENTION,
        "Ils sont faits du code et de la version, dont le schéma borne les caractères.",
    ),
    Guarantee(
        "DEP-001",
        "Rien ne se dépose tant qu’une erreur demeure ou que l’état n’est pas « depot »",
        CONVENTION,
        "« dossier package » refuse l’archive, et nomme chaque point.",
    ),
    Guarantee(
        "DEP-003",
        "Le type et la taille des pièces sont admis",
        Source("réglages de l’établissement", "[limites]", "E"),
        "« dossier package » ouvre chaque pièce : type, contenu et taille.",
    ),
    Guarantee(
        "DEP-004",
        "Les textes tiennent dans les champs du formulaire",
        Source("réglages de l’établissement", "[limites.caracteres]", "E"),
        "« dossier export --to copier-coller » donne la longueur de chacun, et dit ceux qui dépassent.",
    ),
    Guarantee(
        "DEP-009",
        "La liste de contrôle et l’état du dossier s’impriment",
        CONVENTION,
        "Le dossier, le rapport et l’archive les contiennent.",
    ),
)

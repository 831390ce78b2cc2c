"""What the values of the vocabulary are called in French."""

from __future__ import annotations

DIPLOMES = {
    "licence-professionnelle": "Licence professionnelle",
    "licence": "Licence",
    "but": "Bachelor universitaire de technologie",
    "deust": "Diplôme d’études universitaires scientifiques et techniques",
    "dut": "Diplôme universitaire de technologie",
    "master": "Master",
    "ingenieur": "Titre d’ingénieur diplômé",
    "doctorat": "Doctorat",
    "bts": "Brevet de technicien supérieur",
    "btsa": "Brevet de technicien supérieur agricole",
    "bachelor-agro": "Bachelor agro",
    "titre-professionnel": "Titre professionnel",
    "titre": "Titre à finalité professionnelle",
    "cqp": "Certificat de qualification professionnelle",
    "certificat-specialisation": "Certificat de spécialisation",
    "diplome-vise": "Diplôme visé",
    "diplome-universitaire": "Diplôme universitaire",
    "certificat-etablissement": "Certificat d’établissement",
    "autre": "Autre certification",
}

ETATS = {"brouillon": "Brouillon", "relecture": "En relecture", "depot": "Prêt à déposer"}

PROCEDURES = {"droit": "Enregistrement de droit", "demande": "Enregistrement sur demande"}

ROLES = {"porteur": "Porteur", "co-accredite": "Co-accrédité", "co-certificateur": "Co-certificateur"}

HABILITATIONS = {
    "former": "Habilité à former",
    "organiser": "Habilité à organiser l’évaluation",
    "former-organiser": "Habilité à former et à organiser l’évaluation",
}

BASES_LEGALES = {
    "reglement": "Règlement général",
    "creation": "Création du diplôme",
    "accreditation": "Accréditation",
    "autre": "Autre texte",
}

VOIES = {
    "statut-etudiant": "Sous statut d’étudiant",
    "apprentissage": "En contrat d’apprentissage",
    "continue": "Formation continue",
    "contrat-professionnalisation": "En contrat de professionnalisation",
    "candidature-individuelle": "Candidature individuelle",
    "vae": "Validation des acquis de l’expérience (VAE)",
}

VOIES_EN_PHRASE = {
    "statut-etudiant": "le statut d’étudiant",
    "apprentissage": "le contrat d’apprentissage",
    "continue": "la formation continue",
    "contrat-professionnalisation": "le contrat de professionnalisation",
    "candidature-individuelle": "la candidature individuelle",
    "vae": "la VAE",
}
"""The same where a sentence is made: after « pour », after « par »."""

PUBLICS = {
    "statut-etudiant": "étudiants",
    "apprentissage": "apprentis",
    "continue": "formation continue",
    "contrat-professionnalisation": "contrats de professionnalisation",
    "candidature-individuelle": "candidats individuels",
    "vae": "VAE",
}
"""Those who come by each route, in a list of publics."""

ACQUIS = {
    "vapp": "Validation des acquis professionnels et personnels (VAPP)",
    "ves": "Validation des études supérieures (VES)",
}

UNITES = {
    "UE": "Unité d’enseignement",
    "UA": "Unité d’activité",
    "EC": "Élément constitutif",
    "ressource": "Ressource",
    "SAE": "Situation d’apprentissage et d’évaluation",
}

MODALITES = {"PRES": "Présentiel", "FOAD": "À distance", "HYB": "Hybride"}

HEURES = {
    "CM": "CM",
    "CI": "CI",
    "TD": "TD",
    "TP": "TP",
    "projet": "Projet",
    "stage": "Stage",
    "entreprise": "Entreprise",
    "travail-personnel": "Travail personnel",
    "evaluation": "Évaluation",
}

EVALUATIONS = {
    "ecrit": "Épreuve écrite",
    "oral": "Épreuve orale",
    "dossier": "Dossier",
    "projet": "Projet",
    "mise-en-situation": "Mise en situation professionnelle",
    "etude-de-cas": "Étude de cas",
    "entretien": "Entretien",
    "memoire": "Mémoire",
    "portfolio": "Portfolio",
    "qcm": "Questionnaire à choix multiples",
    "pratique": "Épreuve pratique",
    "soutenance": "Soutenance",
    "rapport": "Rapport",
}

REGIMES = {
    "continu": "contrôle continu",
    "continu-integral": "contrôle continu intégral",
    "ccf": "contrôle en cours de formation",
    "terminal": "contrôle terminal",
}

FORMES = {"individuelle": "individuelle", "collective": "collective", "mixte": "individuelle et collective"}

LIEUX = {"centre": "en centre", "distance": "à distance", "entreprise": "en entreprise"}

APPORTS = {"enseignee": "enseignée", "pratiquee": "pratiquée", "evaluee": "évaluée"}

PORTEES = {
    "nationale": "nationale",
    "parcours": "propre au parcours",
    "non-precisee": "portée non précisée",
}

THEMES = {
    "handicap": "handicap et accessibilité",
    "transition-ecologique": "transition écologique",
    "transition-numerique": "transition numérique",
    "sante-securite": "santé et sécurité",
    "langue": "langue étrangère",
}

REGLES = {
    "validation": "Validation",
    "compensation": "Compensation",
    "capitalisation": "Capitalisation",
    "seconde-chance": "Seconde chance",
    "progression": "Progression",
    "assiduite": "Assiduité",
    "amenagement": "Aménagements",
    "controle": "Contrôle des épreuves",
    "fraude": "Fraude",
    "recours": "Voies de recours",
}

QUALITES = {
    "enseignant": "Enseignant",
    "enseignant-chercheur": "Enseignant-chercheur",
    "professionnel": "Professionnel",
    "formateur": "Formateur",
    "personnalite-qualifiee": "Personnalité qualifiée",
    "representant-certificateur": "Représentant du certificateur",
}

SENS = {"amont": "En amont", "aval": "En aval"}

EFFETS = {"equivalence": "Équivalence", "dispense": "Dispense", "acces": "Accès"}

PERIODES = {"annee": "Année", "semestre": "Semestre"}

JURYS = {"certification": "Jury de certification", "admission": "Jury d’admission", "unites": "Jury d’unités"}

LANGUES = {
    "ar": "arabe",
    "de": "allemand",
    "en": "anglais",
    "es": "espagnol",
    "fr": "français",
    "it": "italien",
    "ja": "japonais",
    "nl": "néerlandais",
    "pt": "portugais",
    "ru": "russe",
    "zh": "chinois",
}

INTERVENANTS = {"academique": "enseignant", "professionnel": "professionnel"}

SURPLUS = {"compte": "les crédits en plus comptent", "ignore": "les crédits en plus ne comptent pas"}

PASSERELLES = {"formation": "Formation", "certification": "Certification"}

PIECES = {
    "attestation-honorabilite": "Attestation d’honorabilité",
    "attestation-non-plagiat": "Attestation de non-plagiat",
    "attestation-sincerite": "Attestation de sincérité",
    "avis-branche": "Avis de la branche professionnelle",
    "bulletin-3": "Bulletin n° 3 du casier judiciaire",
    "convention-partenaire": "Convention avec les partenaires",
    "delegation": "Délégation de signature",
    "justificatif-existence": "Justificatif d’existence de l’établissement",
    "liste-partenaires": "Liste des partenaires habilités",
    "livret-vae-1": "Livret 1 de VAE",
    "livret-vae-2": "Livret 2 de VAE",
    "note-opportunite": "Note d’opportunité",
    "parchemin": "Modèle de parchemin",
    "parchemin-bloc": "Modèle de parchemin de bloc",
    "politique-rgpd": "Politique de protection des données personnelles",
    "pv-jury": "Modèle de procès-verbal de jury",
    "reglement-evaluation": "Règlement de l’évaluation",
    "tableau-promotions": "Tableau des promotions",
}

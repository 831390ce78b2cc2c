"""The programme: the one description that everything else comes from."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from dossier.french.words import bare, words
from dossier.programme.acces import Acces, Passerelles
from dossier.programme.identite import Certificateur, Enregistrement, Identite, Partenaires
from dossier.programme.mapping import Element, attribute, jour, many, part
from dossier.programme.maquette import Contribution, Enseignements, Unite
from dossier.programme.organisation import (
    Couverture,
    Derogations,
    Jurys,
    Moyens,
    Pieces,
    Presentation,
    Professionnalisation,
    Reglement,
    Suivi,
)
from dossier.programme.places import Texte
from dossier.programme.referentiel import Activite, Activites, Bloc, Blocs, Competence, Evaluation, Evaluations
from dossier.programme.textes import Paragraphe
from dossier.programme.walk import texts


class Programme(Element):
    """One programme, as its file says it; what the file does not say is ``None`` or empty."""

    code: str = attribute()
    version: str = attribute()
    etat: str = attribute()
    profil: str | None = attribute()
    date_effet: date | None = attribute(jour)
    date_version: date | None = attribute(jour)
    identite: Identite = part("identite", Identite)
    certificateurs: tuple[Certificateur, ...] = many("certificateur", Certificateur)
    partenaires: Partenaires = part("partenaires", Partenaires)
    enregistrements: tuple[Enregistrement, ...] = many("enregistrement", Enregistrement)
    presentation: Presentation = part("presentation", Presentation)
    acces: Acces = part("acces", Acces)
    passerelles: Passerelles = part("passerelles", Passerelles)
    activites: Activites = part("activites", Activites)
    blocs: Blocs = part("blocs", Blocs)
    enseignements: Enseignements = part("enseignements", Enseignements)
    couvertures: tuple[Couverture, ...] = many("couverture", Couverture)
    evaluations: Evaluations = part("evaluations", Evaluations)
    reglement: Reglement = part("reglement", Reglement)
    professionnalisation: Professionnalisation = part("professionnalisation", Professionnalisation)
    jurys: Jurys = part("jurys", Jurys)
    suivi: Suivi = part("suivi", Suivi)
    moyens: Moyens = part("moyens", Moyens)
    pieces: Pieces = part("pieces", Pieces)
    derogations: Derogations = part("derogations", Derogations)

    @cached_property
    def textes(self) -> tuple[tuple[Texte | Paragraphe, str], ...]:
        """Every French text with the node it stands at; walked once for all the rules that read."""
        return tuple(texts(self))

    @cached_property
    def mots(self) -> dict[str, list[tuple[Texte | Paragraphe, str]]]:
        """Every word as it is written → the French texts where it stands, each once, with their nodes."""
        found: dict[str, list[tuple[Texte | Paragraphe, str]]] = {}
        for node, text in self.textes:
            for word in dict.fromkeys(words(text)):
                found.setdefault(word, []).append((node, text))
        return found

    @cached_property
    def termes(self) -> dict[str, list[tuple[Texte | Paragraphe, str]]]:
        """Every word in small letters, without what was elided before it → the French texts where it stands."""
        found: dict[str, list[tuple[Texte | Paragraphe, str]]] = {}
        for mot, places in self.mots.items():
            found.setdefault(bare(mot).lower(), []).extend(places)
        return found

    @cached_property
    def competences(self) -> dict[str, Competence]:
        """Every competency by its code, in the order of the blocks."""
        return {competence.code: competence for bloc in self.blocs for competence in bloc.competences}

    @cached_property
    def bloc_de(self) -> dict[str, Bloc]:
        """The block of each competency, by the competency's code."""
        return {competence.code: bloc for bloc in self.blocs for competence in bloc.competences}

    @cached_property
    def unites(self) -> dict[str, Unite]:
        """Every unit by its code, components included, in the order of the maquette."""
        return {unite.code: unite for unite in self.enseignements.unites}

    @cached_property
    def alimentent(self) -> dict[str, tuple[tuple[Unite, Contribution], ...]]:
        """By code of a unit, those that contribute to it (resources and SAÉ of a BUT), with their coefficient."""
        found: dict[str, list[tuple[Unite, Contribution]]] = {}
        for unite in self.unites.values():
            for contribution in unite.contributions:
                found.setdefault(contribution.unite, []).append((unite, contribution))
        return {code: tuple(parts) for code, parts in found.items()}

    def tient(self, unite: Unite) -> frozenset[str]:
        """The codes of a unit, of its components (those to choose from included), and of what contributes to any."""
        own = unite.codes
        fed = {each.code for code in own for each, _ in self.alimentent.get(code, ())}
        return frozenset(own | fed)

    @cached_property
    def toutes_activites(self) -> dict[str, Activite]:
        """Every activity and task by its code."""
        found: dict[str, Activite] = {}
        waiting = list(reversed(self.activites.activites))
        while waiting:
            activite = waiting.pop()
            found[activite.code] = activite
            waiting.extend(reversed(activite.taches))
        return found

    @cached_property
    def toutes_evaluations(self) -> tuple[Evaluation, ...]:
        """Every assessment: the blocks', the units', then those that span several."""
        return (
            *(evaluation for bloc in self.blocs for evaluation in bloc.evaluations),
            *(evaluation for unite in self.unites.values() for evaluation in unite.evaluations),
            *self.evaluations.evaluations,
        )

    def evaluations_du_bloc(self, bloc: Bloc) -> tuple[Evaluation, ...]:
        """The assessments that bear on a block: its own, those that name it or one of its competencies."""
        codes = {competence.code for competence in bloc.competences}
        return tuple(
            evaluation
            for evaluation in self.toutes_evaluations
            if any(evaluation is own for own in bloc.evaluations)
            or any(reference.ref == bloc.code for reference in evaluation.blocs)
            or any(competence.ref in codes for competence in evaluation.competences)
        )

    @cached_property
    def couverture(self) -> dict[str, tuple[str, ...]]:
        """The units that cover each competency, by codes, all matrices together."""
        found: dict[str, list[str]] = {code: [] for code in self.competences}
        for couverture in self.couvertures:
            for unite in couverture.unites:
                for apport in unite.competences:
                    if apport.ref in found and unite.ref not in found[apport.ref]:
                        found[apport.ref].append(unite.ref)
        return {code: tuple(unites) for code, unites in found.items()}

    @property
    def couverture_proposee(self) -> bool:
        """Is the coverage matrix still a proposal?"""
        return any(couverture.statut == "proposee" for couverture in self.couvertures)

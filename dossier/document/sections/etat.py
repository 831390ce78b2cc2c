"""The state of the dossier: what the rules say of it, on the cover and in the first section."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import Content, bullets, cell, code, facts, head, labelled, paragraph
from dossier.document.cross_references import SOURCES, see
from dossier.document.tree import Block, Cell, Paragraph, Role, Section, Table, Tone
from dossier.french.dates import day
from dossier.french.lists import both
from dossier.french.numbers import count
from dossier.french.sentences import capital
from dossier.programme.model import Programme
from dossier.programme.organisation import Derogation
from dossier.programme.vocabulary import DIPLOMES, ETATS, PROCEDURES
from dossier.rules.catalogue import DATE, Severity
from dossier.rules.manual import points
from dossier.rules.profiles import PROFILES
from dossier.rules.runner import Finding, Judgement, Outcome, Verdict

SEVERITIES = {
    Severity.ERREUR: ("erreur", "erreurs"),
    Severity.AVERTISSEMENT: ("avertissement", "avertissements"),
    Severity.INFO: ("information", "informations"),
}
_TONES = {Severity.ERREUR: Tone.STRONG, Severity.AVERTISSEMENT: Tone.MEDIUM, Severity.INFO: Tone.LIGHT}


def cover(judgement: Judgement, programme: Programme) -> tuple[Block, ...]:
    """What identifies the dossier, then what it is worth."""
    return (_identity(judgement, programme), *verdict(judgement), *_exceptions(judgement, programme))


def section_etat(judgement: Judgement, programme: Programme) -> Section:
    """The verdict, then every finding, the gravest first."""
    return Section("État du dossier", (*verdict(judgement), *_findings(judgement), *_exceptions(judgement, programme)))


def procedure(programme: Programme) -> str:
    """« Enregistrement de droit », both when both are asked for."""
    procedures = dict.fromkeys(enregistrement.procedure for enregistrement in programme.enregistrements)
    return both(PROCEDURES.get(name, name) for name in procedures)


def certificateurs(programme: Programme) -> str:
    """The awarding bodies, by their legal names."""
    return both(certificateur.nom_legal for certificateur in programme.certificateurs)


def _identity(judgement: Judgement, programme: Programme) -> Table:
    diplome = programme.identite.diplome.type
    fiches = both(enregistrement.fiche for enregistrement in programme.enregistrements if enregistrement.fiche)
    version, effective = programme.date_version, programme.date_effet
    return facts(
        "Fiche du dossier",
        (
            ("Certification", programme.identite.intitule),
            ("Diplôme", DIPLOMES.get(diplome, diplome)),
            ("Code", code(programme.code)),
            ("N° RNCP", fiches or _no_number(programme)),
            ("Certificateur", certificateurs(programme)),
            ("Procédure", procedure(programme) or "non renseignée"),
            ("Profil réglementaire", _profile(programme)),
            ("Version", programme.version),
            ("Date de la version", day(version) if version else "non renseignée"),
            ("Date d’effet", day(effective) if effective else None),
            ("État de la rédaction", ETATS.get(programme.etat, programme.etat)),
            ("Empreinte de la source (SHA-256)", code(judgement.sha256)),
        ),
    )


def _profile(programme: Programme) -> str:
    """Its title; an unknown one by the name that the source gives it."""
    known = PROFILES.get(programme.profil or "")
    return known.title if known else programme.profil or "non déclaré"


def _no_number(programme: Programme) -> str:
    """A first request has no number yet."""
    requested = any(enregistrement.procedure == "demande" for enregistrement in programme.enregistrements)
    return "à attribuer" if requested else "non renseigné"


def verdict(judgement: Judgement) -> tuple[Paragraph, ...]:
    """The verdict in words, then how many findings of each severity."""
    return (_verdict(judgement), paragraph(f"{capital(totals(judgement))}."))


def _verdict(judgement: Judgement) -> Paragraph:
    crashed = [outcome.rule.id for outcome in judgement.outcomes if outcome.outcome is Outcome.ERREUR]
    errors = judgement.totals[Severity.ERREUR]
    match judgement.verdict:
        case Verdict.INDETERMINE:
            who = (
                f"la règle {crashed[0]} s’est arrêtée"
                if len(crashed) == 1
                else f"les règles {both(crashed)} se sont arrêtées"
            )
            return labelled(
                "Verdict indéterminé.",
                f"{capital(who)} sur une anomalie de l’outil : ce dossier ne peut pas être tenu pour contrôlé.",
                Role.WARNING,
            )
        case Verdict.A_CORRIGER:
            oppose = "s’oppose" if errors == 1 else "s’opposent"
            return labelled("Dossier à corriger.", f"{count(errors, 'erreur')} {oppose} au dépôt.", Role.WARNING)
    return labelled("Dossier conforme.", "Aucune erreur ne s’oppose au dépôt.", Role.LEAD)


def totals(judgement: Judgement) -> str:
    """« 3 erreurs, 12 avertissements et 4 informations »."""
    return both(count(number, *SEVERITIES[severity]) for severity, number in judgement.totals.items())


def _findings(judgement: Judgement) -> Iterator[Block]:
    if not judgement.standing:
        yield paragraph(f"Aucun constat.{_unknown(judgement)}")
        return
    ordered = sorted(judgement.standing, key=lambda finding: finding.severity.rank)
    yield Table(
        "Constats, des plus graves aux moins graves",
        (3, 4, 3, 9, 8),
        head("Règle", "Gravité", "Objet", "Constat", "Ce qu’il faut faire"),
        tuple(map(_finding, ordered)),
    )
    yield see("Ce qui fonde chaque règle est donné dans la partie", SOURCES)


def _unknown(judgement: Judgement) -> str:
    """What the absence of findings does not say."""
    silent = sum(outcome.outcome is Outcome.NON_EVALUEE for outcome in judgement.outcomes)
    asked = len(tuple(points(judgement.programme))) if judgement.programme else 0
    left = (
        (silent, "règle n’a pas pu être évaluée", "règles n’ont pas pu être évaluées"),
        (asked, "point est à vérifier par une personne", "points sont à vérifier par une personne"),
    )
    said = " ; ".join(count(number, one, several) for number, one, several in left if number)
    return f" {capital(said)} : voir les annexes." if said else ""


def _finding(finding: Finding) -> tuple[Cell, ...]:
    singular, _ = SEVERITIES[finding.severity]
    todo: Content = finding.hint or f"Voir la règle {finding.rule.id}."
    return (
        cell(finding.rule.id, header=True),
        cell(capital(singular), tone=_TONES[finding.severity]),
        cell(finding.object or "–"),
        cell(finding.message),
        cell(todo),
    )


def _exceptions(judgement: Judgement, programme: Programme) -> Iterator[Block]:
    """The justified exceptions, in short."""
    derogations = programme.derogations.derogations
    if derogations:
        yield paragraph(f"{count(len(derogations), 'dérogation justifiée', 'dérogations justifiées')} :")
        yield bullets(
            f"{found.regle} sur {found.objet}, {validity(judgement, found)} : {found.motif}" for found in derogations
        )


def validity(judgement: Judgement, derogation: Derogation) -> str:
    """Until when an exception holds, or since when it no longer does on the day of the judgement."""
    over = derogation.jusqu_au < (judgement.day or DATE)
    return f"{'échue depuis le' if over else 'jusqu’au'} {day(derogation.jusqu_au)}"

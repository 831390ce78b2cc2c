"""What the register answers, for a terminal; every answer ends with where its data come from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dossier.french.dates import short_day
from dossier.french.numbers import count
from dossier.register.build import Import
from dossier.register.changes import TITLES, Changes
from dossier.register.compare import Comparaison
from dossier.register.competences import INDIVISE, Competences
from dossier.register.difference import Difference
from dossier.register.fiche import VOIES, BlocOfficiel, Fiche, Libelle
from dossier.register.index import Found, Provenance, Resume
from dossier.register.lignes import Etat, Ligne
from dossier.register.nomenclature import Added
from dossier.register.schema import KINDS

_WIDTH = 100
_SHOWN = 10
_MARKS = {
    Etat.IDENTIQUE: "=",
    Etat.EQUIVALENT: "≈",
    Etat.DIFFERENT: "≠",
    Etat.ABSENT: "−",
    Etat.EN_TROP: "+",
    Etat.INCONNU: "?",
    Etat.INFORMATION: "i",
}


def sourced(lines: Iterable[str], provenance: Sequence[Provenance]) -> str:
    """An answer, then its sources."""
    return "\n".join([*lines, "", *dict.fromkeys(map(str, provenance))]) + "\n"


def show(fiche: Fiche) -> Iterator[str]:
    """A sheet, to be read."""
    yield f"{fiche.numero}  {fiche.intitule}"
    yield "    " + " · ".join(_head(fiche))
    yield ""
    yield from (f"{name:<22}{value}" for name, value in _facts(fiche) if value)
    yield from _bodies(fiche)
    for title, codes in (("NSF", fiche.nsf), ("ROME", fiche.rome), ("Formacode", fiche.formacodes)):
        yield from _codes(title, codes)
    yield from _voies(fiche)
    for bloc in fiche.blocs:
        yield from _bloc(bloc)
    for title, text in _texts(fiche):
        yield from _paragraph(title, text)
    yield from (f"Valeur illisible : {anomaly}." for anomaly in fiche.anomalies)


def show_bloc(fiche: Fiche, bloc: BlocOfficiel) -> Iterator[str]:
    """A block of a sheet, to be read."""
    yield f"{fiche.numero}  {fiche.intitule}"
    yield "    " + " · ".join(_head(fiche))
    yield from _bloc(bloc)


def found(answer: Found) -> Iterator[str]:
    """The sheets of a search, one a line."""
    if answer.cherche:
        yield f"Aucune fiche n’a ces mots ; cherché à la place : {answer.cherche}"
    yield from (_resume(fiche) for fiche in answer.fiches)
    shown = f", les {len(answer.fiches)} premières ci-dessus" if answer.total > len(answer.fiches) else ""
    yield f"{count(answer.total, 'fiche')}{shown}." if answer.total else "Aucune fiche."


def comparison(answer: Comparaison) -> Iterator[str]:
    """What is identical in one line each; what differs with both forms."""
    yield f"{answer.programme} et {answer.numero}"
    for ligne in answer.lignes:
        yield f"  {_MARKS[ligne.etat]} {ligne.sujet} : {ligne.etat.value}{f' ({ligne.note})' if ligne.note else ''}"
        yield from _forms(ligne)
    yield f"Non comparé : {', '.join(answer.non_compares)}."
    gaps = len(answer.ecarts)
    yield f"{count(gaps, 'écart')}." if gaps else "Aucun écart."


def difference(before: Fiche, after: Fiche, answer: Difference) -> Iterator[str]:
    """What moved, then the correspondences to paste, once the code of your own block is put in ``ref``."""
    yield f"De {before.numero} à {after.numero}"
    yield f"Champs qui changent : {', '.join(answer.champs) or 'aucun'}."
    yield f"Blocs retirés : {', '.join(answer.retires) or 'aucun'} ; ajoutés : {', '.join(answer.ajoutes) or 'aucun'}."
    yield from (f"  = {old} → {new} (même intitulé)" for old, new in answer.paires)
    for old, new in answer.paires:
        ref = new.removeprefix(after.numero)
        blocs = f'<bloc ref="{ref}"/><bloc-externe code="{old}"/>'
        yield f'<correspondance fiche="{before.numero}">{blocs}</correspondance>'


def statistics(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Counts, by group."""
    titles = {"fiches": "Fiches", "niveaux": "Fiches RNCP actives par niveau", "blocs": "Blocs de compétences"}
    for group, values in counts.items():
        yield titles[group]
        yield from (f"    {name:<20}{value:>8}" for name, value in values.items())


def imported(done: Import, ours: Mapping[str, Changes]) -> Iterator[str]:
    """What an import did, and what it changes for the programmes of the institution."""
    yield f"{count(done.fiches, 'fiche')} dans l’index."
    if done.doublons:
        yield f"{done.doublons} fiche(s) en double, identiques : comptées une fois."
    yield from _mended(done)
    if done.anomalies:
        yield f"{len(done.anomalies)} valeur(s) illisible(s), par exemple {_example(done.anomalies[0])}."
    if done.changes is None:
        yield "Pas d’index antérieur : rien à comparer."
        return
    yield from _changes(done.changes)
    for code, changes in ours.items():
        yield f"Votre programme {code} est concerné :"
        yield from (f"    {line}" for line in _changes(changes))


def _mended(done: Import) -> Iterator[str]:
    """What the exports hold, what was mended, what looks wrong."""
    held = ", ".join(done.complets)
    yield f"Répertoires importés en entier : {held or 'aucun (ce sont des extraits)'}."
    yield from (f"Accepté avec --force : {reason}." for reason in done.forces)
    if done.manquants:
        yield f"Fichiers absents, dont le contenu reste inconnu : {', '.join(done.manquants)}."
    if done.ecartes:
        yield f"Fichiers laissés de côté, qui ne sont aucun des dix : {', '.join(done.ecartes)}."
    if done.nettoyes:
        yield f"{done.nettoyes} caractère(s) de contrôle retiré(s)."
    if done.orphelines:
        yield f"{done.orphelines} ligne(s) d’une fiche que le fichier « Standard » n’a pas : laissées de côté."
    if done.brouillees:
        shown = ", ".join(done.brouillees[:3])
        yield (
            f"{len(done.brouillees)} fiche(s) semblent mal décodées (« Ã© » pour « é »), par exemple {shown} : "
            "l’export est sans doute en UTF-8 déclaré ISO-8859-1 ; téléchargez-le à nouveau."
        )


def added(answer: Added) -> Iterator[str]:
    """What a nomenclature brought."""
    yield f"Nomenclature {KINDS[answer.sorte]} : {answer.codes} codes ajoutés à l’index."


def _head(fiche: Fiche) -> Iterator[str]:
    yield {True: "active", False: "inactive", None: "statut non précisé"}[fiche.actif]
    if fiche.niveau:
        yield fiche.niveau.libelle or fiche.niveau.code
    if fiche.abrege:
        yield fiche.abrege.libelle or fiche.abrege.code
    if fiche.type_enregistrement:
        yield fiche.type_enregistrement


def _facts(fiche: Fiche) -> Iterator[tuple[str, str]]:
    yield "Fin d’enregistrement", _day(fiche.date_fin)
    yield "Date d’effet", _day(fiche.date_effet)
    yield "Date de décision", _day(fiche.date_decision)
    yield "Délivrance jusqu’au", _day(fiche.date_limite_delivrance)
    yield "Remplacée par", ", ".join(fiche.nouvelles)
    yield "Remplace", ", ".join(fiche.anciennes)


def _bodies(fiche: Fiche) -> Iterator[str]:
    yield from (f"{'Certificateur':<22}{body.nom}  {body.siret}".rstrip() for body in fiche.certificateurs)
    if fiche.partenaires:
        yield f"{'Partenaires':<22}{len(fiche.partenaires)}"


def _codes(title: str, codes: tuple[Libelle, ...]) -> Iterator[str]:
    yield from (f"{title:<22}{code.code}  {code.libelle}" for code in codes)


def _voies(fiche: Fiche) -> Iterator[str]:
    for voie in fiche.voies:
        state = {True: "ouverte", False: "fermée", None: "non précisée"}[voie.ouverte]
        yield f"{'Voie ' + state:<22}{VOIES[voie.type]}"


def _bloc(bloc: BlocOfficiel) -> Iterator[str]:
    yield ""
    yield f"{bloc.code}  {bloc.libelle}"
    yield from _competences(bloc.competences)
    if bloc.modalites_evaluation.strip():
        yield from _wrapped(f"Évaluation : {' '.join(bloc.modalites_evaluation.split())}", "    ")


def _competences(competences: Competences) -> Iterator[str]:
    if competences.introduction:
        yield from _wrapped(competences.introduction, "    ")
    for item in competences.items:
        yield from _wrapped(f"{item.code} {item.texte}".strip(), "    - ", "      ")
    if competences.decoupe == INDIVISE:
        yield "      (texte officiel d’un seul tenant : rien n’y sépare sûrement les compétences)"


def _texts(fiche: Fiche) -> Iterator[tuple[str, str]]:
    yield "Objectifs et contexte", fiche.objectifs
    yield "Activités visées", fiche.activites_visees
    yield "Compétences attestées", fiche.capacites_attestees
    yield "Emplois accessibles", fiche.emplois_accessibles
    yield "Prérequis", fiche.prerequis_entree


def _paragraph(title: str, text: str) -> Iterator[str]:
    if text.strip():
        yield ""
        yield title
        yield from _wrapped(" ".join(text.split()), "    ")


def _wrapped(text: str, first: str, following: str | None = None) -> list[str]:
    after = first if following is None else following
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=after, break_on_hyphens=False)


def _resume(fiche: Resume) -> str:
    state = {True: "active", False: "inactive", None: "?"}[fiche.actif]
    level = f"niv. {fiche.niveau}" if fiche.niveau else "sans niveau"
    return f"{fiche.numero:<10} {level:<11} {state:<8} {_day(fiche.date_fin):<10}  {fiche.intitule}"


def _forms(ligne: Ligne) -> Iterator[str]:
    if ligne.etat in (Etat.EQUIVALENT, Etat.DIFFERENT, Etat.EN_TROP) and ligne.programme:
        yield f"        programme : « {ligne.programme} »"
    if ligne.etat not in (Etat.IDENTIQUE, Etat.EN_TROP) and ligne.fiche:
        yield f"        fiche     : « {ligne.fiche} »"


def _changes(changes: Changes) -> Iterator[str]:
    for kind, rows in changes.by_kind().items():
        if rows:
            yield f"{TITLES[kind]} : {len(rows)}"
            yield from (f"    {' → '.join(row)}" for row in rows[:_SHOWN])
            if len(rows) > _SHOWN:
                yield f"    … et {len(rows) - _SHOWN} autres (--format json les donne toutes)"
    if not changes:
        yield "Rien n’a changé depuis l’index précédent."


def _example(anomaly: tuple[str, str]) -> str:
    return f"{anomaly[0]}, {anomaly[1]}"


def _day(day: date | None) -> str:
    return short_day(day) if day else ""

"""The models to join to a filing: the parchment of the certification, that of each block, the minutes of the jury.

A parchment bears the eight mentions that France compétences asks for (Vademecum RNCP of January 2023, p. 39, and word
for word in its public answer « Qu’est-ce qu’un parchemin ? »); minutes bear what the Vademecum asks for p. 55. What the
description gives is written, what belongs to each learner is a blank, what it should give and lacks is said with the
rule that asks for it: DOC-011 and JUR-011 would only repeat those rules, and so are no rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.document.blocks import cell, head, note, paragraph, table
from dossier.document.identification import framed
from dossier.document.sections.jurys import whom
from dossier.document.tree import Block, Document, Dress, Emphasis, Entry, Paragraph, Role, Run, Section, Table
from dossier.french.dates import day
from dossier.french.lists import both
from dossier.programme.identite import Certificateur, Enregistrement
from dossier.programme.model import Programme
from dossier.programme.organisation import Membre
from dossier.programme.referentiel import Bloc
from dossier.programme.vocabulary import DIPLOMES, JURYS, QUALITES
from dossier.rules.profiles import national
from dossier.rules.runner import Judgement

KIND = "Modèles de parchemins et de procès-verbal"
_WANTED = {
    "niveau": "Niveau de qualification",
    "cec": "Niveau du cadre européen des certifications",
    "nsf": "Code de spécialité (NSF)",
    "enregistrement": "Enregistrement au répertoire",
    "fiche": "Numéro de la fiche",
    "jurys": "Jury qui délivre la certification",
}
"""What models ask of the description, as it is called in « … : non renseigné »."""

_DECISIONS = ("certification", "blocs seuls", "refus")

_ROWS = 3
"""Learners on a page of model minutes: the real ones have as many as there are."""

_MENTIONS = (
    ("Enregistrement au répertoire, décision et date", "enregistrement"),
    ("Raison sociale, et nom commercial s’il y a lieu", "certificateur"),
    ("Intitulé, sans modification ni ajout", "intitulé officiel, sinon intitulé"),
    ("Niveau de qualification et niveau européen", "diplôme"),
    ("Codes de spécialité NSF", "enregistrement"),
    ("Identité de la personne", ""),
    ("Date et lieu de délivrance", ""),
    ("Signature du responsable ou de la personne habilitée", ""),
)
"""Each mention, and the part of the description that gives it (none: it belongs to a learner)."""

_CIRCULAR = (
    "Diplôme national : le parchemin suit aussi la circulaire du 7 mai 2023 sur l’élaboration et la délivrance des "
    "diplômes nationaux (ESRS2312764C, Bulletin officiel n° 22 du 1er juin 2023). Il porte notamment le nom du ou des "
    "ministères et la dénomination réglementaire de l’établissement, que ce modèle laisse à ajouter et à vérifier."
)


def compose_modeles(judgement: Judgement, programme: Programme) -> Document:
    """The models of a judged programme: a sheet each, then how to use them."""
    diplome = programme.identite.diplome.type
    sections = (
        Section(DIPLOMES.get(diplome, diplome), tuple(_parchemin(programme))),
        *(_bloc(programme, bloc) for bloc in programme.blocs),
        *_minutes(programme),
        Section("Comment remplir ces modèles", (*_about(programme), *_mentions()), apart=True),
    )
    return framed(judgement, programme, KIND, (), sections, dress=Dress.SHEETS)


def _about(programme: Programme) -> Iterator[Block]:
    yield paragraph(
        "Ces modèles se joignent au dossier. Ce qui est entre crochets se remplit pour chaque personne ; le reste "
        "vient de la description du programme, mot pour mot."
    )
    if national(programme.identite.diplome.type):
        yield note(_CIRCULAR)


def _parchemin(programme: Programme) -> Iterator[Block]:
    yield from _issuer(programme)
    yield _centred("délivre à")
    yield from _holder()
    yield _centred("la certification professionnelle")
    yield _title(programme)
    yield from _standing(programme)
    yield from _signed()


def _bloc(programme: Programme, bloc: Bloc) -> Section:
    return Section("Attestation de bloc de compétences", tuple(_block_parchment(programme, bloc)), apart=True)


def _block_parchment(programme: Programme, bloc: Bloc) -> Iterator[Block]:
    yield from _issuer(programme)
    yield _centred("atteste que")
    yield from _holder()
    yield _centred("a acquis le bloc de compétences")
    yield Paragraph((Run(f"{both(bloc.rncp) or bloc.code} – {bloc.intitule}", Emphasis.STRONG),), Role.CENTRED)
    yield _centred("de la certification professionnelle")
    yield _title(programme)
    yield _centred("Ce document n’atteste que ce bloc.")
    yield from _standing(programme)
    yield from _signed()


def _centred(text: str) -> Paragraph:
    return paragraph(text, Role.CENTRED)


def _issuer(programme: Programme) -> Iterator[Block]:
    for certificateur in programme.certificateurs:
        yield Paragraph((Run(_name(certificateur), Emphasis.STRONG),), Role.CENTRED)


def _name(certificateur: Certificateur) -> str:
    commercial = certificateur.nom_commercial
    same = not commercial or commercial == certificateur.nom_legal
    return certificateur.nom_legal if same else f"{certificateur.nom_legal} ({commercial})"


def _holder() -> Iterator[Block]:
    yield Paragraph(
        (Run.to_fill("prénom", "titulaire.prenom"), Run(" "), Run.to_fill("nom", "titulaire.nom")), Role.CENTRED
    )
    yield Paragraph(
        (
            Run("né(e) le "),
            Run.to_fill("date de naissance", "titulaire.naissance", Entry.DATE),
            Run(" à "),
            Run.to_fill("lieu de naissance", "titulaire.lieu-naissance"),
        ),
        Role.CENTRED,
    )


def _title(programme: Programme) -> Paragraph:
    """Word for word the title that is registered: nothing may be added to it."""
    return Paragraph((Run(f"« {_official(programme)} »", Emphasis.STRONG),), Role.CENTRED)


def _official(programme: Programme) -> str:
    return programme.identite.intitule_officiel or programme.identite.intitule


def _standing(programme: Programme) -> Iterator[Block]:
    niveau, cec = programme.identite.diplome.niveau, programme.identite.diplome.cec
    yield _given("niveau", "Niveau {} du cadre national des certifications professionnelles", niveau)
    yield _given("cec", "Niveau {} du cadre européen des certifications", cec)
    codes = {nsf.code: nsf.libelle for each in programme.enregistrements for nsf in each.nsf}
    listed = both(f"{code} ({label})" if label else code for code, label in codes.items())
    yield _given("nsf", "Spécialité (NSF) : {}", listed)
    if not programme.enregistrements:
        yield _lacking("enregistrement")
    for enregistrement in programme.enregistrements:
        yield Paragraph(tuple(_registration(enregistrement)), Role.CENTRED)
        if enregistrement.procedure == "droit" and not enregistrement.fiche:
            yield _lacking("fiche")


def _given(subject: str, sentence: str, value: object) -> Block:
    return _centred(sentence.format(value)) if value else _lacking(subject)


def _lacking(subject: str) -> Block:
    """What is missing, by its name."""
    return Paragraph((Run(f"{_WANTED[subject]} : à renseigner."),), Role.WARNING)


def _registration(enregistrement: Enregistrement) -> Iterator[Run]:
    yield Run("Certification enregistrée au répertoire national des certifications professionnelles")
    if enregistrement.fiche:
        yield Run(f" sous le numéro {enregistrement.fiche}")
    else:
        yield Run(" sous le numéro ")
        yield Run.to_fill("numéro de fiche, une fois attribué", "enregistrement.fiche")
    if enregistrement.procedure == "droit":
        yield Run(" (enregistrement de droit)")
        return
    yield Run(" par décision du directeur général de France compétences en date du ")
    decided = enregistrement.date_decision
    decision = Run.to_fill("date de la décision", "enregistrement.decision", Entry.DATE)
    yield Run(day(decided)) if decided else decision


def _signed() -> Iterator[Block]:
    yield Paragraph(
        (
            Run("Fait à "),
            Run.to_fill("lieu", "delivrance.lieu"),
            Run(", le "),
            Run.to_fill("date", "delivrance.date", Entry.DATE),
        ),
        Role.CENTRED,
    )
    yield Paragraph(
        (
            Run.to_fill("nom et qualité du signataire", "signataire.nom"),
            Run(" "),
            Run.to_fill("signature", "signataire.signature"),
        ),
        Role.CENTRED,
    )


def _minutes(programme: Programme) -> Iterator[Section]:
    """Minutes per jury that awards the certification; one, that says what is missing, when none is described."""
    jurys = programme.jurys.de_certification
    for jury in jurys:
        served = whom(programme, jury)
        yield Section(
            f"Procès-verbal – {JURYS.get(jury.role or '', 'Jury')} : {served[:1].lower() + served[1:]}",
            (*_sitting(programme), *_learners(programme), _members(jury.membres)),
            landscape=True,
        )
    if not jurys:
        missing = _lacking("jurys")
        blocks = (missing, *_sitting(programme), *_learners(programme), _members(()))
        yield Section("Procès-verbal de jury", blocks, landscape=True)


def _sitting(programme: Programme) -> Iterator[Block]:
    yield paragraph(f"Certification : {_official(programme)} ({programme.code}).")
    yield Paragraph(
        (
            Run("Jury réuni le "),
            Run.to_fill("date", "jury.date", Entry.DATE),
            Run(" à "),
            Run.to_fill("lieu", "jury.lieu"),
            Run(", session "),
            Run.to_fill("session", "jury.session"),
            Run("."),
        )
    )


def _learners(programme: Programme) -> Iterator[Block]:
    """Which block is which, then who obtained them."""
    codes = tuple(bloc.code for bloc in programme.blocs)
    titles = ("Candidat", *codes, "Décision du jury")

    def choice(label: str, key: str, *choices: str) -> Paragraph:
        return Paragraph((Run.to_choose(label, key, *choices),))

    rows = tuple(
        (
            cell(Paragraph((Run.to_fill("nom et prénom", f"candidat.{rank}.nom"),)), header=True),
            *(cell(choice("oui/non", f"candidat.{rank}.{code}", "oui", "non")) for code in codes),
            cell(choice("certification, blocs seuls ou refus", f"candidat.{rank}.decision", *_DECISIONS)),
        )
        for rank in range(1, _ROWS + 1)
    )
    if codes:
        yield note(f"Blocs : {' ; '.join(f'{bloc.code}, {bloc.intitule}' for bloc in programme.blocs)}.")
    yield Table("Blocs validés par candidat", (3, *(1 for _ in codes), 3), head(*titles), rows)


def _members(membres: tuple[Membre, ...]) -> Table:
    """A row per seat that the composition asks for; one to repeat when it gives none."""
    seats = [_seat(membre) for membre in membres for _ in range(membre.min or 1)] or [""]
    rows = tuple(
        (
            cell(seat or Paragraph((Run.to_fill("qualité", "membre.qualite"),)), header=True),
            cell(Paragraph((Run.to_fill("nom et prénom", f"membre.{rank}.nom"),))),
            cell(Paragraph((Run.to_fill("signature", f"membre.{rank}.signature"),))),
        )
        for rank, seat in enumerate(seats, start=1)
    )
    return Table("Membres du jury", (4, 3, 3), head("Qualité", "Nom et prénom", "Signature"), rows)


def _seat(membre: Membre) -> str:
    said = QUALITES.get(membre.qualite, membre.qualite)
    roles = ("présidence" if membre.president else "", "extérieur" if membre.exterieur else "")
    detail = ", ".join(role for role in roles if role)
    return f"{said} ({detail})" if detail else said


def _mentions() -> Iterator[Block]:
    """The eight mentions, and where each comes from."""
    person = "à remplir pour chaque personne"
    yield table(
        "Les huit mentions d’un parchemin et leur origine",
        (5, 5),
        ("Mention", "Origine"),
        ((mention, f"de la description ({part})" if part else person) for mention, part in _MENTIONS),
    )
    yield note(
        "Sources : Vademecum RNCP de janvier 2023, p. 39 (parchemin) et p. 55 (procès-verbal) ; réponse publique de "
        "France compétences « Qu’est-ce qu’un parchemin ? »."
    )

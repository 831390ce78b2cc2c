"""A programme started from a sheet of the register: what the sheet says, where our vocabulary says the same.

Nothing is invented. What the vocabulary asks and the sheet does not give is left out, or said in a comment; codes
of blocks, competencies and activities are ours, made of their rank when the sheet gives none that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from lxml import etree

from dossier.exchange.fiche import ABREGES
from dossier.french.dates import short_day
from dossier.programme.builder import NAMESPACE
from dossier.programme.vocabulary import PROCEDURES
from dossier.register.compare import ROUTES
from dossier.register.competences import INDIVISE, split
from dossier.register.fiche import BlocOfficiel, Fiche, Libelle, Publication
from dossier.register.valeurs import Node

_TYPES = {abrege.code: type_ for type_, abrege in ABREGES.items()} | {"BUT": "but"}
_PROCEDURES = {label: procedure for procedure, label in PROCEDURES.items()}
_BASES = {"GENERAL": "reglement", "CREATION": "creation", "AUTRE": "autre"}
_VOIES = {official: ours for ours, official in ROUTES.items()}
_NUMERO = re.compile(r"(RNCP|RS)\d{1,6}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_RNCP = re.compile(r"[A-Za-z0-9]{2,40}")
_ADDRESS = re.compile(r"https?://\S+")
_LINES = re.compile(r"\s*\n\s*|\s{3,}")
_SCHEMA = 'href="../schemas/programme.xsd" type="application/xml" schematypens="http://www.w3.org/2001/XMLSchema"'


def programme_from(fiche: Fiche, jour: date) -> bytes:
    """The description, as a file to complete; ``jour`` is the day of the export that the sheet comes from."""
    root = _node("programme", code=fiche.numero, version="1", etat="brouillon")
    source = f"Fiche {fiche.numero}, export du {short_day(jour)}"
    for part in _parts(fiche):
        root.append(_comment(source))
        root.append(part)
        for bloc in part.findall(f"{{{NAMESPACE}}}bloc"):
            bloc.insert(0, _comment(source))
    etree.indent(root)
    about = _comment(
        f"Commencé à partir de la fiche {fiche.numero} (France compétences, export du {short_day(jour)}). Remplacez "
        "code= par le code de votre formation, relisez tout, complétez : la fiche ne dit ni unités, ni crédits, "
        "ni heures."
    )
    lines = ('<?xml version="1.0" encoding="UTF-8"?>', f"<?xml-model {_SCHEMA}?>", _text(about), _text(root), "")
    return "\n".join(lines).encode()


def _text(node: Node | etree._Comment) -> str:
    return etree.tostring(node, encoding="unicode")


def _parts(fiche: Fiche) -> Iterator[Node]:
    """The parts of the programme that the sheet fills, in the order of the schema."""
    yield _identite(fiche)
    yield from _certificateurs(fiche)
    if fiche.type_enregistrement in _PROCEDURES:
        yield _enregistrement(fiche)
    blocs = dict(zip(_bloc_codes(fiche), fiche.blocs, strict=True))
    for part in (
        _presentation(fiche),
        _acces(fiche),
        _passerelles(fiche, {bloc.code: code for code, bloc in blocs.items()}),
        _branch("activites", _activites(fiche.activites_visees)),
        _branch("blocs", (_bloc(code, bloc) for code, bloc in blocs.items())),
        _branch("jurys", _jurys(fiche)),
    ):
        if len(part):
            yield part


def _identite(fiche: Fiche) -> Node:
    official = fiche.intitule if fiche.intitule != fiche.intitule_court else ""
    type_ = _TYPES.get(fiche.abrege.code if fiche.abrege else "")
    level = fiche.rang_niveau
    diplome = _node("diplome", type=type_ or "autre", niveau=str(level) if level and level >= 2 else None)
    unknown = () if type_ else (_comment("La fiche ne dit pas le type de diplôme : corrigez type=."),)
    return _branch(
        "identite",
        (
            *_texts("intitule", fiche.intitule_court),
            *_texts("intitule-officiel", official),
            *unknown,
            diplome,
            *_address(fiche.lien),
        ),
    )


def _certificateurs(fiche: Fiche) -> Iterator[Node]:
    """The awarding bodies; those that left the certification stay on the sheet, not in the programme."""
    for body in fiche.certificateurs:
        if body.nom.strip() and body.etat != "Inactif":
            yield _branch(
                "certificateur",
                (
                    *_texts("nom-legal", body.nom),
                    *_texts("nom-commercial", body.nom_commercial),
                    *_texts("siret", body.siret),
                    *_address(body.site_internet),
                ),
            )


def _address(text: str) -> Iterator[Node]:
    """A web address; the register also holds prose there, kept as a comment."""
    if _ADDRESS.fullmatch(text.strip()):
        yield from _texts("site-internet", text)
    elif re.search(r"\w", text):
        yield _comment(f"Adresse, telle que la fiche la donne : {text}")


def _enregistrement(fiche: Fiche) -> Node:
    node = _node(
        "enregistrement",
        procedure=_PROCEDURES[fiche.type_enregistrement],
        fiche=fiche.numero if _NUMERO.fullmatch(fiche.numero) else None,
        **{
            "date-decision": _day(fiche.date_decision),
            "date-effet": _day(fiche.date_effet),
            "date-fin": _day(fiche.date_fin),
            "duree": str(fiche.duree) if fiche.duree and fiche.duree > 0 else None,
            "date-limite-delivrance": _day(fiche.date_limite_delivrance),
            "nouvelle-caledonie": _yes_no(fiche.nouvelle_caledonie),
            "polynesie-francaise": _yes_no(fiche.polynesie_francaise),
        },
    )
    node.extend([*_bases(fiche.publications)])
    for tag, codes in (("nsf", fiche.nsf), ("rome", fiche.rome), ("formacode", fiche.formacodes)):
        node.extend([*_codes(tag, codes)])
    node.extend([_node("ancienne-fiche", code=old) for old in fiche.anciennes if _NUMERO.fullmatch(old)])
    return node


def _bases(publications: Iterable[Publication]) -> Iterator[Node]:
    """The official texts; the register repeats under « autre » the one that created the diploma."""
    said = set()
    for publication in publications:
        if publication.titre.strip() and (publication.titre, publication.date) not in said:
            said.add((publication.titre, publication.date))
            attributes = {"type": _BASES[publication.type], "date-jo": _day(publication.date)}
            yield from _texts("base-legale", publication.titre, **attributes)


def _codes(tag: str, codes: Iterable[Libelle]) -> Iterator[Node]:
    for each in codes:
        if each.code and each.libelle.strip():
            yield from _texts(tag, each.libelle, code=each.code)
        else:
            yield _comment(f"{tag} {each.code} {each.libelle} : incomplet sur la fiche")


def _presentation(fiche: Fiche) -> Node:
    return _branch(
        "presentation",
        (
            *_rich("objectifs", fiche.objectifs),
            *_rich("competences-visees", fiche.capacites_attestees),
            *_rich("secteurs", fiche.secteurs_activite),
            *_rich("emplois", fiche.emplois_accessibles),
            *_rich("reglementation", fiche.reglementations),
        ),
    )


def _acces(fiche: Fiche) -> Node:
    routes = (
        _node("voie", type=_VOIES[voie.type], ouverte=_yes_no(voie.ouverte))
        for voie in fiche.voies
        if voie.ouverte is not None
    )
    return _branch(
        "acces",
        (
            *_rich("prerequis", fiche.prerequis_entree),
            *_rich("prerequis-validation", fiche.prerequis_validation),
            *routes,
        ),
    )


def _passerelles(fiche: Fiche, ours: dict[str, str]) -> Node:
    """Correspondences whose blocks are all on the sheet."""
    node = _node("passerelles")
    for each in fiche.equivalences:
        if _NUMERO.fullmatch(each.fiche) and all(code in ours for code in each.blocs):
            correspondance = etree.SubElement(node, f"{{{NAMESPACE}}}correspondance", fiche=each.fiche)
            correspondance.extend([_node("bloc", ref=ours[code]) for code in each.blocs])
            theirs = (code for code in each.blocs_destination if _RNCP.fullmatch(code))
            correspondance.extend([_node("bloc-externe", code=code) for code in theirs])
    return node


def _activites(text: str) -> Iterator[Node]:
    """The activities that the text tells apart, the whole text as one otherwise."""
    found = split(text)
    for rank, each in enumerate(found.items, start=1):
        if found.decoupe == INDIVISE:
            yield _comment("La fiche donne les activités d’un seul tenant : séparez-les.")
        activite = _node("activite", code=f"A{rank}")
        activite.extend([*_texts("intitule", each.texte)])
        yield activite


def _bloc_codes(fiche: Fiche) -> Iterator[str]:
    """A code of ours for each block: the end of the official one (BC01) when no other block has it."""
    taken: set[str] = set()
    for rank, bloc in enumerate(fiche.blocs, start=1):
        short = bloc.code.removeprefix(fiche.numero)
        code = short if _CODE.fullmatch(short) and short not in taken else f"BLOC-{rank}"
        taken.add(code)
        yield code


def _bloc(code: str, bloc: BlocOfficiel) -> Node:
    node = _node("bloc", code=code, rncp=bloc.code if _RNCP.fullmatch(bloc.code) else None)
    found = bloc.competences
    node.extend([*_texts("intitule", bloc.libelle), *_rich("description", found.introduction)])
    if found.decoupe == INDIVISE:
        node.append(_comment("La fiche donne ces compétences d’un seul tenant : séparez-les."))
    for rank, competence in enumerate(found.items, start=1):
        node.extend([*_texts("competence", competence.texte, code=f"{code}-C{rank}")])
    node.extend([*_rich("prerequis-validation", bloc.prerequis_validation)])
    if bloc.prerequis_entree.strip():
        node.append(_comment(f"Prérequis à l’entrée, selon la fiche : {bloc.prerequis_entree}"))
    if bloc.modalites_evaluation.strip():
        node.append(_comment("Modalités d’évaluation de la fiche : décrivez chaque épreuve par une <evaluation>."))
    node.extend([*_rich("validation", bloc.modalites_evaluation)])
    return node


def _jurys(fiche: Fiche) -> Iterator[Node]:
    """A jury for all the routes that have the same."""
    routes: dict[str, list[str]] = {}
    for voie in fiche.voies:
        if voie.ouverte and voie.composition.strip():
            routes.setdefault(voie.composition, []).append(_VOIES[voie.type])
    for composition, voies in routes.items():
        jury = _node("jury", voies=" ".join(voies))
        jury.extend([*_rich("composition", composition)])
        yield jury


def _rich(tag: str, text: str) -> Iterator[Node]:
    """A paragraph per line, lists where lines begin with a dash; nothing without words."""
    lines = [line for line in _LINES.split(text.strip()) if re.search(r"\w", line)]
    if not lines:
        return
    node = _node(tag)
    for listed, group in groupby(lines, key=lambda line: line.startswith("- ")):
        if listed:
            node.append(_branch("liste", (made for line in group for made in _texts("item", line[2:]))))
        else:
            node.extend([made for line in group for made in _texts("p", line)])
    yield node


def _texts(tag: str, text: str, **attributes: str | None) -> Iterator[Node]:
    """An element with this text, spaces folded; none without a text."""
    if text.strip():
        node = _node(tag, **attributes)
        node.text = " ".join(text.split())
        yield node


def _branch(tag: str, children: Iterable[Node]) -> Node:
    node = _node(tag)
    node.extend(list(children))
    return node


def _node(tag: str, **attributes: str | None) -> Node:
    given = {name: value for name, value in attributes.items() if value is not None}
    return etree.Element(f"{{{NAMESPACE}}}{tag}", given, nsmap={None: NAMESPACE})


def _comment(text: str) -> etree._Comment:
    """A comment of this text; XML forbids two dashes in a row there."""
    return etree.Comment(f" {re.sub('-(?=-)', '- ', ' '.join(text.split()))} ")


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "oui" if value else "non"

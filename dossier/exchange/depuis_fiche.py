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

from dossier.exchange.abreges import ABREGES, Abrege
from dossier.exchange.texts import TO_COMPLETE
from dossier.french.dates import short_day
from dossier.french.folding import unaccented
from dossier.programme.builder import NAMESPACE
from dossier.programme.vocabulary import PROCEDURES
from dossier.register.compare import ROUTES
from dossier.register.competences import INDIVISE, Competence
from dossier.register.fiche import BlocOfficiel, Fiche, Libelle, Publication
from dossier.register.flattened import Line, folded, lines_of
from dossier.register.valeurs import Node

_PROCEDURES = {label: procedure for procedure, label in PROCEDURES.items()}
_BASES = {"GENERAL": "reglement", "CREATION": "creation", "AUTRE": "autre"}
_VOIES = {official: ours for ours, official in ROUTES.items()}
_NUMERO = re.compile(r"(RNCP|RS)\d{1,6}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
_RNCP = re.compile(r"[A-Za-z0-9]{2,40}")
_ADDRESS = re.compile(r"https?://\S+")
_LONGEST = 999_999_999
_OTHERS = {
    "maitrise_competences": "Niveau de maîtrise des compétences",
    "duree_validite": "Durée de validité",
    "modalites_renouvellement": "Modalités de renouvellement",
    "validation_partielle_perimetre": "Périmètre de la validation partielle",
}
"""What the vocabulary has no place for: kept as comments."""
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
    official = _codes_of(item for bloc in fiche.blocs for item in bloc.competences.items)
    for part in (
        _presentation(fiche),
        _acces(fiche),
        _passerelles(fiche, {bloc.code: code for code, bloc in blocs.items()}),
        _branch("activites", _activites(fiche.activites_visees)),
        _branch("blocs", (_bloc(code, bloc, official) for code, bloc in blocs.items())),
        _branch("jurys", _jurys(fiche)),
    ):
        if len(part):
            yield part


def _identite(fiche: Fiche) -> Node:
    official = fiche.intitule if fiche.intitule != fiche.intitule_court else ""
    kind = _kind(fiche)
    level = fiche.rang_niveau or (kind.niveau if kind and fiche.niveau is None else None)
    said = {"niveau": str(level) if level and level >= 2 else None, "cec": str(level) if fiche.rang_niveau else None}
    return _branch(
        "identite",
        (
            *(_texts("intitule", fiche.intitule_court) if fiche.intitule.strip() else _to_complete("intitule")),
            *_texts("intitule-officiel", official),
            *_about_kind(fiche, kind),
            _node("diplome", type=kind.type if kind else "autre", **said),
            *_address(fiche.lien),
            *(
                _comment(f"{name}, selon la fiche : {getattr(fiche, field)}")
                for field, name in _OTHERS.items()
                if getattr(fiche, field).strip()
            ),
        ),
    )


def _kind(fiche: Fiche) -> Abrege | None:
    if fiche.abrege is None:
        return Abrege("titre") if fiche.type_enregistrement.endswith("demande") and fiche.repertoire == "RNCP" else None
    return ABREGES.get(unaccented(fiche.abrege.code).upper())


def _about_kind(fiche: Fiche, kind: Abrege | None) -> Iterator[etree._Comment]:
    """What the type of diploma does not carry of the sheet, or that nobody knows it."""
    if fiche.abrege and (kind is None or kind.type == "autre"):
        yield _comment(f"Type de diplôme, selon la fiche : {fiche.abrege.code} ({fiche.abrege.libelle}).")
    elif kind is None:
        yield _comment("La fiche ne dit pas le type de diplôme : corrigez type=.")


def _to_complete(tag: str) -> Iterator[Node]:
    yield from _texts(tag, TO_COMPLETE)


def _certificateurs(fiche: Fiche) -> Iterator[Node]:
    """The awarding bodies; those that left the certification stay on the sheet, not in the programme."""
    kept = [body for body in fiche.certificateurs if body.nom.strip() and body.etat != "Inactif"]
    if not kept:
        about = _comment("La fiche ne dit pas le certificateur : écrivez son nom, son <siret>.")
        yield _branch("certificateur", (about, *_to_complete("nom-legal")))
    for body in fiche.certificateurs:
        if body not in kept:
            yield _comment(f"Certificateur que la fiche dit inactif : {body.nom} {body.siret}")
        else:
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
            "duree": str(fiche.duree) if fiche.duree and 0 < fiche.duree <= _LONGEST else None,
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
    """Each line an activity, the items of a list its tasks, a sentence that follows its description."""
    lines = [line for line in lines_of(text) if re.search(r"\w", line.entier)]
    codes = _codes_of(lines)
    if len(lines) == 1:
        yield _comment("La fiche donne les activités d’un seul tenant : séparez-les.")
    made: list[Node] = []
    for line in lines:
        if line.niveau and made:
            made = made[: line.niveau]
            made.append(_activite(line, codes, made[-1]))
        elif made and len(made) == 1 and not made[0].findall(_ACTIVITE) and _is_sentence(line):
            _describe(made[0], line)
        else:
            if made:
                yield made[0]
            made = [_activite(line, codes, None)]
    yield from made[:1]


_OURS = re.compile(r"A\d+")
_ACTIVITE = f"{{{NAMESPACE}}}activite"


def _is_sentence(line: Line) -> bool:
    return line.entier.endswith(".") and len(line.entier) > 80


def _activite(line: Line, codes: dict[str, str], parent: Node | None) -> Node:
    """A code of the sheet, else one of ours: A and its rank (then one of the sheet stays with the words)."""
    if line.code in codes and not _OURS.fullmatch(codes[line.code]):
        code, words = codes[line.code], line.texte
    else:
        rank = len(codes) + 1
        code, words = f"A{rank}", folded(line.entier.removeprefix(line.puce))
        while code in codes.values():
            rank += 1
            code = f"A{rank}"
        codes[f" {code}"] = code
    node = _node("activite", code=code)
    node.extend([*_texts("intitule", words)])
    if parent is not None:
        parent.append(node)
    return node


def _describe(activite: Node, line: Line) -> None:
    description = activite.find(f"{{{NAMESPACE}}}description")
    if description is None:
        description = etree.SubElement(activite, f"{{{NAMESPACE}}}description")
    description.extend([*_texts("p", line.entier)])


def _codes_of(lines: Iterable[Line | Competence]) -> dict[str, str]:
    """The codes of the sheet that tell its lines apart → as we write them (1.1.2 → 1-1-2); none when two are alike."""
    printed = [line.code for line in lines if line.code]
    ours = [re.sub(r"[^A-Za-z0-9]+", "-", code).strip("-") for code in printed]
    return dict(zip(printed, ours, strict=True)) if len(set(ours)) == len(ours) else {}


def _bloc_codes(fiche: Fiche) -> Iterator[str]:
    """A code of ours for each block: the end of the official one (BC01) when no other block has it."""
    taken: set[str] = set()
    for rank, bloc in enumerate(fiche.blocs, start=1):
        short = bloc.code.removeprefix(fiche.numero)
        code = short if _CODE.fullmatch(short) and short not in taken else f"BLOC-{rank}"
        taken.add(code)
        yield code


def _bloc(code: str, bloc: BlocOfficiel, official: dict[str, str]) -> Node:
    node = _node("bloc", code=code, rncp=bloc.code if _RNCP.fullmatch(bloc.code) else None)
    found = bloc.competences
    node.extend([*_texts("intitule", bloc.libelle), *_rich("description", found.introduction)])
    if found.decoupe == INDIVISE:
        node.append(_comment("La fiche donne ces compétences d’un seul tenant : séparez-les."))
    for rank, competence in enumerate(found.items, start=1):
        ours = official.get(competence.code) if competence.code else None
        words = competence.texte if ours else f"{competence.code} {competence.texte}"
        node.extend([*_texts("competence", words, code=ours or f"{code}-C{rank}")])
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
    """A paragraph per line, a list where lines have bullets; nothing without words."""
    lines = [line for line in lines_of(text) if re.search(r"\w", line.entier)]
    if not lines:
        return
    node = _node(tag)
    for listed, group in groupby(lines, key=lambda line: bool(line.puce)):
        if listed:
            items = (made for line in group for made in _texts("item", line.entier.removeprefix(line.puce)))
            node.append(_branch("liste", items))
        else:
            node.extend([made for line in group for made in _texts("p", line.entier)])
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

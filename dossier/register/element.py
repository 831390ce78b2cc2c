"""One FICHE element and our ``Fiche``, both ways, whatever the version of the flow."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from dossier.register.champs import FICHE, IGNORED, JURYS
from dossier.register.fiche import Fiche, VoieOfficielle
from dossier.register.identifiers import as_numero
from dossier.register.valeurs import Node, branch, by_tag, plain, read_fields, write_fields

_BY_TAG = by_tag(FICHE)


def read_fiche(node: Node, old: bool = False, inconnus: frozenset[str] = frozenset()) -> Fiche:
    """The sheet that a FICHE element holds; ``old``: a flow before V4, with HTML in its texts (the element is
    then changed); ``inconnus``: the fields that its export does not hold. ``numero`` is empty when it has none.
    """
    anomalies: list[str] = []
    compositions = _modernise(node) if old else {}
    values = read_fields(node, _BY_TAG, anomalies.append, {"numero": ""})
    values["numero"] = as_numero(values["numero"])
    fiche = Fiche(**values, anomalies=tuple(anomalies), inconnus=inconnus)
    return replace(fiche, voies=_with_juries(fiche.voies, compositions)) if compositions else fiche


def write_fiche(fiche: Fiche) -> Node:
    """The FICHE element of V4.1 that reads back to an equal sheet."""
    return branch("FICHE", write_fields(fiche, FICHE))


def to_bytes(fiche: Fiche) -> bytes:
    """The same, serialised."""
    return etree.tostring(write_fiche(fiche), encoding="utf-8")


def from_bytes(data: bytes, inconnus: frozenset[str] = frozenset()) -> Fiche:
    """A sheet serialised as a V4.1 element; raises lxml.etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return read_fiche(etree.fromstring(data, parser), inconnus=inconnus)


def _modernise(node: Node) -> dict[str, str]:
    """Texts without HTML; the juries, taken out, by route."""
    compositions: dict[str, str] = {}
    for leaf in node.iter("*"):
        if leaf.text and ("<" in leaf.text or "&" in leaf.text or "\r" in leaf.text):
            leaf.text = plain(leaf.text)
    for child in list(node):
        if child.tag in JURYS:
            compositions[JURYS[child.tag]] = child.text or ""
        if child.tag in JURYS or child.tag in IGNORED:
            node.remove(child)
    return compositions


def _with_juries(voies: tuple[VoieOfficielle, ...], compositions: dict[str, str]) -> tuple[VoieOfficielle, ...]:
    return tuple(replace(voie, composition=compositions.get(voie.type, "")) for voie in voies)

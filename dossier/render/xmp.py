"""What the metadata of a PDF say besides WeasyPrint's: PDF/UA-1, and our own fields, declared as PDF/A requires.

WeasyPrint writes one variant only, PDF/A-3a here; ``tests/render/test_xmp.py`` tells when it can say both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from dossier.render.seal import DESCRIPTION, NAMESPACE

_NAMESPACE = NAMESPACE.decode()
_FIELDS = {
    "code": "Code du programme",
    "version": "Version du programme",
    "procedure": "Procédure de certification",
    "sha256": "SHA-256 du fichier source joint",
    "etat": "État déclaré du programme",
    "verdict": "Verdict des vérifications",
    "regles": "Version des règles de vérification",
    "sceau": "SHA-256 du PDF, calculé avec 64 zéros à cette place",
}
_UA = ("http://www.aiim.org/pdfua/ns/id/", "pdfuaid")


def description(language: str, facts: Iterable[tuple[str, str]]) -> bytes:
    """RDF to place at the end of the metadata; ``facts`` that are not among the fields are left out."""
    told = "".join(f"<dossier:{name}>{escape(value)}</dossier:{name}>" for name, value in facts if name in _FIELDS)
    said = (
        f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA[0]}" pdfuaid:part="1"/>'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language></rdf:Description>"
        f'<rdf:Description rdf:about="" xmlns:dossier="{_NAMESPACE}">{told}</rdf:Description>'
    )
    schemas = _schema("PDF/UA", *_UA, "Integer", {"part": "Part of ISO 14289 that the file conforms to"}) + _schema(
        "Dossier de certification", _NAMESPACE, "dossier", "Text", _FIELDS
    )
    extension = (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
        'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
        'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
    return (said + extension).encode() + DESCRIPTION


def _schema(name: str, namespace: str, prefix: str, kind: str, fields: Mapping[str, str]) -> str:
    properties = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{field}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal"
        f"</pdfaProperty:category><pdfaProperty:description>{about}</pdfaProperty:description></rdf:li>"
        for field, about in fields.items()
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{name}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )

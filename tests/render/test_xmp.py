"""The metadata of a PDF name both norms, and the programme."""

from __future__ import annotations

import io
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from dossier.render.pdf import print_page

PAGE = '<html lang="fr-FR"><head><title>Essai</title></head><body><p>Texte.</p></body></html>'
NAMES = {
    "dossier": "urn:dossier-certification:pdf:1",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def metadata(*facts: tuple[str, str]) -> Any:
    catalogue: Any = PdfReader(io.BytesIO(print_page(PAGE, facts=facts))).root_object
    return etree.fromstring(catalogue["/Metadata"].get_data().strip())


def test_they_name_both_norms_the_title_and_the_language() -> None:
    xmp = metadata()
    assert xmp.xpath("string(//@pdfaid:part)", namespaces=NAMES) == "3"
    assert xmp.xpath("string(//@pdfaid:conformance)", namespaces=NAMES) == "A"
    assert xmp.xpath("string(//@pdfuaid:part)", namespaces=NAMES) == "1"
    assert xmp.xpath("string(//dc:title//rdf:li)", namespaces=NAMES) == "Essai"
    assert xmp.xpath("string(//dc:language//rdf:li)", namespaces=NAMES) == "fr-FR"


def test_every_field_of_ours_is_declared() -> None:
    xmp = metadata(("code", "LP<1> & co"), ("procedure", "Demande"), ("inconnu", "absent"))
    assert xmp.xpath("string(//dossier:code)", namespaces=NAMES) == "LP<1> & co"
    used = {etree.QName(each).localname for each in xmp.xpath("//dossier:*", namespaces=NAMES)}
    assert used == {"code", "procedure"}
    assert used | {"sceau"} <= {each.text for each in xmp.xpath("//pdfaProperty:name", namespaces=NAMES)}


def test_the_engine_still_writes_one_norm_only() -> None:
    """When this fails, WeasyPrint takes several variants: ask it for both and drop ours."""
    import weasyprint

    with pytest.raises((KeyError, TypeError)):
        weasyprint.HTML(string=PAGE).write_pdf(pdf_variant=["pdf/a-3a", "pdf/ua-1"])

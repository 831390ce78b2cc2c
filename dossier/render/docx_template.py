"""The styles of an institution's Word template, made to answer to the names that the body calls.

Word gives each style a name that never changes (« heading 1 ») and an identifier that changes with the language of
whoever saved it (« Titre1 »). Styles are matched by name, then take our identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dossier.look.model import DEFAULT, Template
from dossier.render.docx_styles import WML, styles

_W = f"{{{WML}}}"
_VAL, _ID = f"{_W}val", f"{_W}styleId"
_REFERENCES = (f"{_W}basedOn", f"{_W}next", f"{_W}link")
_WANTED = (
    "Chapeau",
    "Note",
    "NonRenseigne",
    "Avertissement",
    "Centre",
    "ARemplir",
    "CodeDossier",
    "Tableau",
    "TableauTete",
    "TableauEntete",
    "TableauNote",
    "TableauNonRenseigne",
    "TableauAvertissement",
    "TableauPuce",
)
"""Our own styles that a template must have, besides those of Word."""
_PLUMBING = {  # ours serve when absent
    "Heading5",
    "Separation",
    "TableauDossier",
    "TableNormal",
    "DefaultParagraphFont",
    "Logo",
    "Figure",
    "HeaderGarde",
    *(style.id for style in styles(DEFAULT.palette) if style.ours and style.id not in _WANTED),
}
_LISTS = ("ListBullet", "TableauPuce", "Heading1", "Heading2", "Heading3", "Heading4", "Heading5")


def missing_styles(template: Template) -> tuple[str, ...]:
    """The names of the styles that a dossier uses and the template lacks, in the order of the dossier."""
    there = {name for name, _ in _named(_root(template.styles))}
    return tuple(
        style.name
        for style in styles(DEFAULT.palette)
        if style.id not in _PLUMBING and style.name.casefold() not in there
    )


def adapted_styles(template: bytes, ours: str) -> str:
    """The template's styles part, under our identifiers; ``ours`` gives the language, the lists and what is technical.

    Titles lose the template's numbering and take ours: other formats print the same numbers.
    """
    root, own = _root(template), _root(ours.encode())
    theirs = {name: style.get(_ID, "") for name, style in reversed([*_named(root)])}  # the first of a name serves
    _rename(root, {theirs[name]: style.get(_ID, "") for name, style in _named(own) if name in theirs})
    there = {style.get(_ID) for _, style in _named(root)}
    _remove(root, "numPr")
    for _, style in _named(own):
        identifier = style.get(_ID)
        if identifier not in there:
            root.append(style)
        elif identifier in _LISTS:
            _number(_by_id(root, identifier), style)
    _speak(root, own)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True).decode()


def _root(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True))


def _named(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Each style by its name, whose letters may be capitals or not."""
    for style in root.iterfind(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            yield name.get(_VAL, "").casefold(), style


def _by_id(root: etree._Element, identifier: str) -> etree._Element:
    return next(style for style in root.iterfind(f"{_W}style") if style.get(_ID) == identifier)


def _rename(root: etree._Element, names: dict[str, str]) -> None:
    """Give styles their new identifiers; another that already bears one of them steps aside."""
    taken = set(names.values())
    for style in root.iterfind(f"{_W}style"):
        identifier = style.get(_ID, "")
        if identifier in taken and identifier not in names:
            names = {**names, identifier: f"{identifier}-modele"}
    for style in root.iterfind(f"{_W}style"):
        style.set(_ID, names.get(style.get(_ID, ""), style.get(_ID, "")))
    for reference in root.iter(*_REFERENCES):
        reference.set(_VAL, names.get(reference.get(_VAL, ""), reference.get(_VAL, "")))


def _number(style: etree._Element, ours: etree._Element) -> None:
    """Our bullets, in the place that the schema wants: before everything but what keeps paragraphs together."""
    number = ours.find(f"{_W}pPr/{_W}numPr")
    properties = style.find(f"{_W}pPr")
    if number is None:
        return
    if properties is None:
        after = next((rank for rank, child in enumerate(style) if child.tag in (f"{_W}rPr", f"{_W}tblPr")), len(style))
        properties = etree.Element(f"{_W}pPr")
        style.insert(after, properties)
    first = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    rank = sum(child.tag in {f"{_W}{name}" for name in first} for child in properties)
    properties.insert(rank, number)


def _speak(root: etree._Element, own: etree._Element) -> None:
    """The language of the dossier, whatever that of the template."""
    _remove(root, "lang")
    properties = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    if properties is None:
        _remove(root, "docDefaults")
        root[:0] = own.findall(f"{_W}docDefaults")
    else:
        properties.extend(own.findall(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"))


def _remove(root: etree._Element, tag: str) -> None:
    for element in list(root.iter(f"{_W}{tag}")):
        above = element.getparent()
        if above is not None:
            above.remove(element)

"""Why a file is not valid: each component of the schema is asked alone, and its answer becomes a French sentence.

The tree is walked with the declarations of xmlschema beside it, so that the place is always known and no mistake
hides another. Codes and references are not looked at here: ``references`` says what is wrong with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree
from xmlschema import XMLSchema10
from xmlschema.validators import XsdAttribute, XsdComponent, XsdElement, XsdGroup, XsdSimpleType

from dossier.french.lists import either
from dossier.french.nearest import nearest
from dossier.programme.builder import NAMESPACE, PlaceOf
from dossier.programme.errors import SchemaError
from dossier.programme.grammar import Fault, Mistake, read_children
from dossier.programme.schema import schema_folder
from dossier.programme.values import admitted, refusal

# What is said, by kind of error.
SENTENCES = {
    "unexpected": "L’élément {element} n’est pas attendu ici ; {instead}.",
    "namespace": "L’élément {element} n’est pas dans l’espace de noms du programme.",
    "cited": "{parent} est à définir ici : l’attribut ref cite ce qui est défini ailleurs.",
    "defined": "{parent} est à citer ici, par l’attribut ref : l’attribut code définit.",
    "before": "L’élément {element} n’est pas à sa place : dans {parent}, il vient avant {other}.",
    "after": "L’élément {element} n’est pas à sa place : dans {parent}, il vient après {other}.",
    "repeated": "L’élément {element} ne s’écrit qu’une fois dans {parent}.",
    "missing": "Il manque l’élément {other} dans {parent}.",
    "text": "Du texte ({value}) n’est pas admis directement dans {parent}.",
    "not-empty": "L’élément {parent} ne contient rien, pas même une espace.",
    "empty": "{subject} est vide.",
    "value": "{subject} n’est pas admis : {admitted}.",
    "attribute-unknown": "L’attribut {attribute} n’est pas admis dans {parent}.",
    "attribute-missing": "Il manque l’attribut {attribute} dans {parent}.",
    "unexplained": "Le schéma refuse {parent}, sans que la cause ait pu être établie.",
}

_XML_SPACES = " \t\r\n"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_HARMLESS = (f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation")
_PREFIXES = {_XSI: "xsi:", "{http://www.w3.org/XML/1998/namespace}": "xml:", f"{{{NAMESPACE}}}": ""}
_PLAIN_NAMES = f"Supprimez-le, ou écrivez-le sans préfixe ni xmlns : seul {NAMESPACE} est admis."
_SHOWN = 40


def schema_errors(root: etree._Element, place_of: PlaceOf) -> tuple[SchemaError, ...]:
    """Everything in which a tree breaks the schema, codes and references apart."""
    return tuple(_Explanation(place_of).errors(root, _schema().elements["programme"]))


def unexplained(element: etree._Element, place_of: PlaceOf) -> SchemaError:
    """What can honestly be said of an element that only libxml2 refuses."""
    return SchemaError(
        "unexplained",
        SENTENCES["unexplained"].format(parent=_named(element)),
        "Comparez avec l’exemple de la documentation, et signalez ce cas : le message devrait dire quoi corriger.",
        place_of(element),
    )


@cache
def _schema() -> XMLSchema10:
    return XMLSchema10(str(schema_folder() / "programme.xsd"), allow="local")


@cache
def _homes() -> dict[str, list[str]]:
    """Where each element, or @attribute, may be written: the names of its possible parents, by its name."""
    homes = defaultdict[str, list[str]](list)
    waiting, seen = [_schema().elements["programme"]], set[tuple[str, int]]()
    while waiting:
        parent = waiting.pop()
        children = _children(parent)
        for name in (*(child.local_name for child in children), *(f"@{name}" for name in parent.attributes)):
            if parent.local_name not in homes[name]:
                homes[name].append(parent.local_name)
        for child in children:
            if (key := (child.name, id(child.type))) not in seen:
                seen.add(key)
                waiting.append(child)
    return homes


def _children(declaration: XsdElement) -> list[XsdElement]:
    content = getattr(declaration.type, "content", None)
    if not isinstance(content, XsdGroup):
        return []
    return [each for each in content.iter_elements() if isinstance(each, XsdElement)]


@dataclass(frozen=True, slots=True)
class _Explanation:
    """The walk down one tree."""

    place_of: PlaceOf

    def errors(self, element: etree._Element, declaration: XsdElement) -> Iterator[SchemaError]:
        if confused := self._role(element, declaration):
            yield confused
            return
        yield from self._attributes(element, declaration)
        content = declaration.type if isinstance(declaration.type, XsdSimpleType) else declaration.type.content
        if isinstance(content, XsdSimpleType):
            yield from self._plain(element, declaration, content)
            return
        loose = list(self._loose_text(element, declaration))
        yield from loose
        children = list(element.iterchildren(etree.Element))
        reading = read_children(content, [str(child.tag) for child in children])
        for fault in reading.faults:
            if not (loose and fault.rank is None and _is_paragraph(fault.others)):  # said once, by the loose text
                yield self._fault(element, children, fault)
        for child, declared in zip(children, reading.declared, strict=True):
            if declared is not None and _is_ours(child):
                yield from self.errors(child, declared)

    def _say(self, kind: str, element: etree._Element, hint: str, words: dict[str, str]) -> SchemaError:
        return SchemaError(kind, SENTENCES[kind].format_map(words), hint, self.place_of(element))

    # Attributes

    def _role(self, element: etree._Element, declaration: XsdElement) -> SchemaError | None:
        """The same tag defines in one part and cites in another: one sentence, not one per attribute."""
        parent = {"parent": _tag(element.tag)}
        required = {name for name, each in declaration.attributes.items() if getattr(each, "use", "") == "required"}
        if "code" in required and "ref" in element.attrib and "code" not in element.attrib:
            name = _short_name(str(element.tag))
            hint = f'Dans la maquette, une unité se cite par <renvoi unite="{element.get("ref")}"/>.'
            return self._say("cited", element, hint if name == "unite" else "Donnez-lui un code.", parent)
        if "ref" in required and "code" in element.attrib and "ref" not in element.attrib:
            cited = f'<{_short_name(str(element.tag))} ref="{element.get("code")}"/>'
            return self._say("defined", element, f"Définissez-le dans sa partie, et écrivez ici {cited}.", parent)
        return None

    def _attributes(self, element: etree._Element, declaration: XsdElement) -> Iterator[SchemaError]:
        declared = {
            name: each
            for name, each in declaration.attributes.items()
            if isinstance(each, XsdAttribute) and name is not None
        }
        parent = {"parent": _named(element)}
        for name, attribute in declared.items():
            if attribute.use == "required" and name not in element.attrib:
                values = f"Valeurs admises : {admitted(attribute.type)}." if attribute.type.enumeration else ""
                hint = f"{values} {_documentation(attribute)}".strip()
                yield self._say("attribute-missing", element, hint, {"attribute": _short_name(name), **parent})
        for name, value in element.attrib.items():
            if str(name) in declared:
                yield from self._value(element, declared[str(name)], str(name), str(value))
            elif name not in _HARMLESS:
                hint = _other_attribute(str(name), list(declared))
                yield self._say("attribute-unknown", element, hint, {"attribute": _short_name(str(name)), **parent})

    def _value(self, element: etree._Element, attribute: XsdAttribute, name: str, value: str) -> Iterator[SchemaError]:
        refused = refusal(attribute.type, value)
        if refused is None:
            return
        name = _short_name(name)
        hint = refused.advice or _documentation(attribute)
        if refused.empty:
            yield self._say("empty", element, hint, {"subject": f"L’attribut {name} de {_named(element)}"})
        else:
            shown = _cut(refused.value)
            subject = f"Dans l’attribut {name}, {shown}" if attribute.type.is_list() else f'L’attribut {name}="{shown}"'
            yield self._say("value", element, hint, {"subject": subject, "admitted": refused.admitted})

    # Text

    def _plain(self, element: etree._Element, declaration: XsdElement, content: XsdSimpleType) -> Iterator[SchemaError]:
        children = list(element.iterchildren(etree.Element))
        words = {"instead": f"{_named(element)} ne contient que du texte"}
        for child in children:
            yield self._say("unexpected", child, _home(child), {"element": _tag(child.tag), **words})
        refused = None if children else refusal(content, element.text or "")
        if refused is None:
            return
        hint = refused.advice or _documentation(declaration)
        if refused.empty:
            yield self._say("empty", element, hint, {"subject": f"L’élément {_named(element)}"})
        else:
            subject = f"Le texte « {_cut(refused.value)} » de {_named(element)}"
            yield self._say("value", element, hint, {"subject": subject, "admitted": refused.admitted})

    def _loose_text(self, element: etree._Element, declaration: XsdElement) -> Iterator[SchemaError]:
        if getattr(declaration.type, "mixed", False):
            return
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        parent = {"parent": _named(element)}
        if text.strip(_XML_SPACES):
            admitted = [child.local_name for child in _children(declaration)]
            hint = (
                "Écrivez-le dans un paragraphe : <p>…</p>."
                if "p" in admitted
                else "Supprimez-le, ou écrivez-le dans l’élément qui lui convient."
            )
            yield self._say("text", element, hint, {"value": f"« {_cut(text)} »", **parent})
        elif text and not len(element) and declaration.type.is_empty():
            hint = f"Fermez la balise aussitôt, sans espace ni ligne vide : <{_short_name(str(element.tag))} …/>."
            yield self._say("not-empty", element, hint, parent)

    # Children

    def _fault(self, parent: etree._Element, children: list[etree._Element], fault: Fault) -> SchemaError:
        names = [f"<{other.local_name}>" for other in fault.others]
        words = {"parent": _named(parent), "other": either(names) if names else ""}
        if fault.rank is None:
            return self._say("missing", parent, _documentation(fault.others[0]), words)
        child = children[fault.rank]
        words["element"] = _tag(child.tag)
        match fault.mistake:
            case Mistake.UNEXPECTED if not _is_ours(child):
                words["element"] = (
                    f"<{child.prefix}:{_short_name(str(child.tag))}>" if child.prefix else words["element"]
                )
                return self._say("namespace", child, _PLAIN_NAMES, words)
            case Mistake.UNEXPECTED:
                return self._say("unexpected", child, _instead(child, fault), words | {"instead": _expected(fault)})
            case Mistake.REPEATED:
                return self._say("repeated", child, "Gardez-en un seul, ou réunissez leurs contenus.", words)
        return self._say(fault.mistake.value, child, f"Déplacez-le : l’ordre compte dans {_tag(parent.tag)}.", words)


def _expected(fault: Fault) -> str:
    if not fault.others:
        return "rien n’est attendu à cet endroit"
    names = either([f"<{other.local_name}>" for other in fault.others])
    return f"à cet endroit on {'attend' if fault.required else 'peut écrire'} {names}"


def _is_paragraph(declarations: tuple[XsdElement, ...]) -> bool:
    return any(each.local_name == "p" for each in declarations)


def _is_ours(element: etree._Element) -> bool:
    return str(element.tag).startswith(f"{{{NAMESPACE}}}")


def _instead(child: etree._Element, fault: Fault) -> str:
    return f"Vouliez-vous dire <{fault.meant.local_name}> ?" if fault.meant is not None else _home(child)


def _home(child: etree._Element) -> str:
    name = _short_name(str(child.tag))
    homes = [f"<{home}>" for home in _homes().get(name, ())]
    if homes:
        return f"L’élément <{name}> s’écrit dans {either(homes, 4)} : déplacez-le, ou supprimez-le."
    return f"Supprimez-le : aucun élément ne s’appelle <{name}>."


def _other_attribute(name: str, admitted: list[str]) -> str:
    names = [_short_name(each) for each in admitted]
    if close := nearest(_short_name(name), names):
        return f"Vouliez-vous dire {close} ?"
    homes = [f"<{home}>" for home in _homes().get(f"@{name}", ())]
    if homes:
        return f"Supprimez-le, ou écrivez-le dans {either(homes, 4)}."
    return f"Supprimez-le. Attributs admis : {', '.join(names)}." if names else "Supprimez-le."


def _documentation(component: XsdComponent) -> str:
    """What the schema itself says of an element or an attribute, example included."""
    annotation = component.annotation
    return " ".join(str(annotation).split()) if annotation else ""


def _named(element: etree._Element) -> str:
    return f"{_tag(element.tag)} {_cut(element.get('code', ''))}".rstrip()


def _tag(tag: object) -> str:
    return f"<{_short_name(str(tag))}>"


def _short_name(name: str) -> str:
    """The name as the author writes it."""
    space, brace, local = name.rpartition("}")
    return _PREFIXES.get(space + brace, "") + local


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"

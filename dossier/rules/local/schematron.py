"""Rules written in ISO Schematron: each assertion with an identifier is a rule, judged and reported like ours.

The assertions are XPath 1.0 over the description; nothing else can be read or written: external parts, XSLT
instructions and extension functions are refused, and the transformation runs without any access.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from lxml import etree, isoschematron

from dossier.programme.builder import NAMESPACE, tidy
from dossier.programme.errors import UnreadableFile
from dossier.programme.model import Programme
from dossier.programme.reader import Places
from dossier.programme.reader import parse as parse_programme
from dossier.programme.source import Source as File
from dossier.programme.source import scan
from dossier.rules.catalogue import AVERTISSEMENT, ERREUR, INFO, Hit, NotApplicable, Rule, Severity, Source
from dossier.rules.local import ANOTHER, refused
from dossier.rules.local.vocabulary import faults
from dossier.rules.runner import Context

_SCH = f"{{{isoschematron.SCHEMATRON_NS}}}"
_SVRL = f"{{{isoschematron.SVRL_NS}}}"
_XSLT = "http://www.w3.org/1999/XSL/Transform"
_GUIDE = "Voyez docs/regles-locales.md."
_ELEMENTS = 'Écrivez par exemple context="p:unite", et l’attribut dans test : test="@ects".'

# element → attributes that it must have
_REQUIRED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("schema", "title", "p", "pattern", "diagnostics", "emph", "span", "dir", "name"), ()),
    "ns": ("prefix", "uri"),
    "rule": (),
    "assert": ("test",),
    "report": ("test",),
    "let": ("name", "value"),
    "param": ("name", "value"),
    "diagnostic": ("id",),
    "extends": ("rule",),
    "value-of": ("select",),
}
_REFUSED = ("defaultPhase", "documents", "href", "diagnostic")
_PATHS = {"rule": "context", "assert": "test", "report": "test", "let": "value", "value-of": "select", "name": "path"}
_OUTSIDE = re.compile(r"\bdocument\s*\(|(?<!:)\b[\w.-]+:(?!:)[\w.-]+\s*\(")
_NO_ELEMENT = re.compile(r"(@|attribute::|text\(|node\(|comment\()[^/\[\]|]*(\[[^\]]*\])?\s*(\||$)")
"""The end of a path that leads to something else than an element: reports do not say where it is."""
_MOST_COPIES, _DEEPEST_COPIES = 1000, 50
_STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
_PREFIX = re.compile(r"(?<![\w.-])([A-Za-z_][\w.-]*):(?!:)")
_ROLES: dict[str, Severity] = {
    **dict.fromkeys(("erreur", "error", "fatal"), ERREUR),
    **dict.fromkeys(("", "avertissement", "warning", "warn"), AVERTISSEMENT),
    **dict.fromkeys(("info", "information"), INFO),
}


def _weight(rule: str, bodies: dict[str, etree._Element], weights: dict[str, int], above: tuple[str, ...]) -> int:
    """How many rules one abstract rule stands for, those it extends included; without end when it extends itself."""
    if rule in above or len(above) > _DEEPEST_COPIES:
        return _MOST_COPIES + 1
    if rule not in weights and rule in bodies:
        inside = (each.get("rule", "") for each in bodies[rule].iter(f"{_SCH}extends"))
        weights[rule] = min(
            1 + sum(_weight(each, bodies, weights, (*above, rule)) for each in inside), _MOST_COPIES + 1
        )
    return weights.get(rule, 0)


class _Report(NamedTuple):
    """What a file of rules says of a programme: hits by rule, and the contexts in which something was judged."""

    hits: Mapping[str, list[Hit]]
    judged: frozenset[str]


def read_rules(folder: Path, name: str, data: bytes) -> Iterator[Rule]:
    """The rules of a file of Schematron, in its order; raises UnreadableFile.

    ``name`` is its path from the folder of the programmes, which alone the reports show.
    """
    file = scan(folder / name, data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser)
    _Faults(file, root).check()
    expanded = isoschematron.iso_abstract_expand(root)
    reported = _reporter(_compiled(file.path, expanded))
    contexts = _contexts(expanded.getroot())
    for assertion in _assertions(root):
        yield _rule(assertion, name, reported, contexts.get(assertion.get("id", ""), ()))


def _assertions(root: etree._Element) -> Iterator[etree._Element]:
    return root.iter(f"{_SCH}assert", f"{_SCH}report")


def _contexts(expanded: etree._Element) -> dict[str, tuple[str, ...]]:
    """Rule → what its assertions are judged in, once abstract patterns and rules are put in their places."""
    bodies = {each.get("id", ""): each for each in expanded.iter(f"{_SCH}rule")}
    contexts: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for body in expanded.iter(f"{_SCH}rule"):
        waiting, seen = [body] if body.get("context") else [], list[etree._Element]()
        while waiting:
            seen.append(current := waiting.pop())
            named = (bodies.get(each.get("rule", "")) for each in current.iter(f"{_SCH}extends"))
            waiting += (each for each in named if each is not None and each not in seen)
            for assertion in _assertions(current):
                contexts[assertion.get("id", "")] += (body.get("context", ""),)
    return contexts


class _Faults:
    """What makes a file of Schematron unusable, with its line."""

    def __init__(self, file: File, root: etree._Element) -> None:
        self.file = file
        self.root = root
        self.lines = dict(zip(root.iter(), file.positions, strict=True))
        self.prefixes = {each.get("prefix", ""): each.get("uri", "") for each in root.iter(f"{_SCH}ns")}

    def check(self) -> None:
        """Raises UnreadableFile at the first fault."""
        if self.root.tag != f"{_SCH}schema":
            hint = f'La première balise doit être <schema xmlns="{isoschematron.SCHEMATRON_NS}" …>.'
            self._refuse(self.root, "ce n’est pas un fichier de règles Schematron", hint)
        if self.root.get("queryBinding", "xslt") not in ("xslt", "xslt1"):
            self._refuse(self.root, "queryBinding n’est pas « xslt »", "Écrivez les règles en XPath 1.0.")
        for element in self.root.iter():
            self._element(element)
        self._abstractions()
        self._copies()
        self._identifiers()

    def _element(self, element: etree._Element) -> None:
        name = etree.QName(element)
        if name.namespace != isoschematron.SCHEMATRON_NS or name.localname not in _REQUIRED:
            self._refuse(element, f"<{name.localname}> n’est pas admis dans un fichier de règles", _GUIDE)
        for attribute in _REFUSED:
            if attribute in element.attrib:
                hint = 'Écrivez diagnostics="…", au pluriel.' if attribute == "diagnostic" else _GUIDE
                self._refuse(element, f"l’attribut {attribute} n’est pas admis", hint)
        required = _REQUIRED[name.localname]
        if name.localname == "rule" and element.get("abstract") != "true":
            required = ("context",)
        for attribute in required:
            if not element.get(attribute, "").strip():
                self._refuse(element, f"<{name.localname}> n’a pas d’attribut {attribute}", "Ajoutez-le.")
        if name.localname == "ns" and element.get("uri") != NAMESPACE:
            self._refuse(element, "cet espace de noms n’est pas celui des programmes", f'Écrivez uri="{NAMESPACE}".')
        self._paths(element, _PATHS.get(name.localname, ""))

    def _paths(self, element: etree._Element, attribute: str) -> None:
        for text in map(str, element.attrib.values()):
            if _OUTSIDE.search(text):
                hint = "Une règle ne lit que le programme, avec les fonctions de XPath 1.0."
                self._refuse(element, "cette expression appelle document() ou une fonction d’extension", hint)
        path = element.get(attribute) if attribute else None
        self._prefixes(element, path or "")
        if attribute == "context" and path and _NO_ELEMENT.search(path):
            self._refuse(element, f"« {path} » ne désigne pas des éléments", _ELEMENTS)
        if path is None or any(each.get("abstract") == "true" for each in element.iterancestors(f"{_SCH}pattern")):
            return
        try:
            etree.XPath(path, namespaces=self.prefixes)
        except (etree.XPathError, ValueError):
            hint = "Corrigez-la ; les éléments s’écrivent avec le préfixe que <ns> déclare : p:unite."
            self._refuse(element, f"l’expression XPath « {path} » est incorrecte", hint)
        for reason, hint in faults(_STRINGS.sub("''", path), frozenset(self.prefixes)):
            self._refuse(element, f'{reason} : {attribute}="{path}"', hint)
        if attribute == "context" and not self._is_pattern(path):
            self._refuse(element, f"« {path} » ne désigne pas des éléments", _ELEMENTS)

    def _prefixes(self, element: etree._Element, path: str) -> None:
        for prefix in _PREFIX.findall(_STRINGS.sub("", path)):
            if prefix not in (*self.prefixes, "xml"):
                known = next(iter(self.prefixes), "p")
                hint = f'Écrivez {known}:, que déclare <ns prefix="{known}" uri="{NAMESPACE}"/> en tête du fichier.'
                self._refuse(element, f"le préfixe « {prefix}: » n’est pas déclaré", hint)

    def _is_pattern(self, path: str) -> bool:
        """XSLT admits fewer paths for what to match than for what to read."""
        sheet = etree.Element(f"{{{_XSLT}}}stylesheet", {"version": "1.0"}, {**self.prefixes, "xslt": _XSLT})
        etree.SubElement(sheet, f"{{{_XSLT}}}template", match=path)
        try:
            etree.XSLT(sheet)
        except etree.XSLTError:
            return False
        return True

    def _abstractions(self) -> None:
        """What is said to be elsewhere in the file must be there, or its rules would be lost."""
        abstract = [each for each in self.root.iter() if each.get("abstract") == "true"]
        for tag, attribute, kind in (("extends", "rule", "rule"), ("pattern", "is-a", "pattern")):
            known = {each.get("id", "") for each in abstract if each.tag == f"{_SCH}{kind}"}
            for element in self.root.iter(f"{_SCH}{tag}"):
                named = element.get(attribute)
                if named is not None and named not in known:
                    reason = f"aucun <{kind}> abstrait n’a pour id « {named} »"
                    self._refuse(element, reason, f'Ajoutez <{kind} abstract="true" id="{named}">, ou corrigez.')
                if attribute == "is-a" and named is not None and not element.get("id"):
                    self._refuse(
                        element, "ce <pattern> n’a pas d’id, sans lequel ses <param> sont perdus", "Ajoutez-le."
                    )

    def _copies(self) -> None:
        """Rules that stand for one another may not multiply without end: the engine would write each out."""
        bodies = {each.get("id", ""): each for each in self.root.iter(f"{_SCH}rule") if each.get("abstract") == "true"}
        weights: dict[str, int] = {}
        for element in self.root.iter(f"{_SCH}extends"):
            if _weight(element.get("rule", ""), bodies, weights, ()) > _MOST_COPIES:
                reason = f"les règles abstraites se reprennent l’une l’autre plus de {_MOST_COPIES} fois"
                self._refuse(element, reason, "Reprenez chaque règle abstraite (<extends>) une seule fois.")

    def _identifiers(self) -> None:
        known: set[str] = set()
        diagnostics = {each.get("id") for each in self.root.iter(f"{_SCH}diagnostic")}
        for assertion in _assertions(self.root):
            identifier = assertion.get("id", "")
            if fault := refused(identifier):
                self._refuse(assertion, fault if identifier else "cette règle n’a pas de numéro (id)", ANOTHER)
            if identifier in known:
                self._refuse(assertion, f"la règle {identifier} est déclarée deux fois", "Changez l’un des numéros.")
            known.add(identifier)
            role = _role(assertion)
            if role not in _ROLES:
                hint = 'Écrivez role="erreur", "avertissement" ou "info".'
                self._refuse(assertion, f"la gravité « {role} » n’existe pas", hint)
            if not tidy("".join(assertion.itertext())) and assertion.find(f"{_SCH}value-of") is None:
                self._refuse(assertion, f"la règle {identifier} n’a pas de message", "Écrivez-le dans l’élément.")
            for named in assertion.get("diagnostics", "").split():
                if named not in diagnostics:
                    self._refuse(assertion, f"le diagnostic « {named} » n’existe pas", "Ajoutez <diagnostic>.")
        if not known:
            self._refuse(self.root, "aucune règle n’est déclarée", "Ajoutez un <assert>, ou supprimez le fichier.")

    def _refuse(self, element: etree._Element, reason: str, hint: str) -> NoReturn:
        raise UnreadableFile(self.file.path, reason, hint, *self.lines[element])


def _role(assertion: etree._Element) -> str:
    return next((role for each in _upwards(assertion) if (role := each.get("role"))), "")


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _compiled(path: Path, expanded: etree._ElementTree) -> etree.XSLT:
    """The transformation that reports on a programme, without access to anything else."""
    try:
        sheet = isoschematron.iso_svrl_for_xslt1(expanded)
        return etree.XSLT(sheet, access_control=etree.XSLTAccessControl.DENY_ALL)
    except etree.XSLTError as error:
        reason = "ces règles ne peuvent pas être préparées : une de leurs expressions est incorrecte"
        raise UnreadableFile(path, reason, _GUIDE) from error


def _reporter(transform: etree.XSLT) -> Callable[[File], _Report]:
    """What the transformation says of a programme, by rule; the last programme's is kept, for the next rule."""

    @lru_cache(maxsize=1)
    def reported(file: File) -> _Report:
        root = parse_programme(file)
        places = Places(root, file)
        hits: dict[str, list[Hit]] = defaultdict(list)
        said = transform(root).getroot()
        for found in said.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
            hits[found.get("id", "")].append(_hit(found, root, places))
        return _Report(hits, frozenset(fired.get("context", "") for fired in said.iter(f"{_SVRL}fired-rule")))

    return reported


class _Placed:
    """An element of the programme, as a finding points at it."""

    def __init__(self, element: etree._Element, places: Places) -> None:
        self.place = places(element)


def _hit(found: etree._Element, root: etree._Element, places: Places) -> Hit:
    target = next(iter(root.xpath(found.get("location", "/"))), root)
    advice = _said(found.iterchildren(f"{_SVRL}diagnostic-reference"))
    message = _said(found.iterchildren(f"{_SVRL}text"))
    return Hit(_Placed(target, places), "conseil" if advice else "", texte=message, conseil=advice)


def _said(elements: Iterable[etree._Element]) -> str:
    return " ".join(tidy("".join(each.itertext())) for each in elements)


def _rule(assertion: etree._Element, name: str, reported: Callable[[File], _Report], contexts: tuple[str, ...]) -> Rule:
    identifier = assertion.get("id", "")

    def check(_programme: Programme, context: Context) -> list[Hit]:
        report = reported(context.source)
        if report.judged.isdisjoint(contexts):
            raise NotApplicable(_idle(contexts))
        return report.hits.get(identifier, [])

    see = next((see for each in _upwards(assertion) if (see := each.get("see"))), "")
    schema_title = assertion.getroottree().getroot().findtext(f"{_SCH}title")
    above = assertion.iterancestors(f"{_SCH}rule", f"{_SCH}pattern", f"{_SCH}schema")
    reasons = (_said(each.iterchildren(f"{_SCH}p")) for each in above)
    return Rule(
        id=identifier,
        title=_title(assertion),
        severity=_ROLES[_role(assertion)],
        source=Source(tidy(schema_title or "") or "Règle de l’établissement", see, status="E"),
        why=next(filter(None, reasons), "L’établissement l’a décidé."),
        messages={"": "{texte}", "conseil": "{texte}"},
        hints={
            "": f"Corrigez, ou voyez avec qui tient {name} ce que la règle attend.",
            "conseil": "{conseil}",
        },
        check=check,
        context=True,
        declared_in=name,
    )


def _idle(contexts: tuple[str, ...]) -> str:
    """Why a rule judged nothing: to forget the prefix of elements is the usual reason."""
    if not contexts:
        return "aucune <rule> n’emploie cette assertion"
    paths = " ni ".join(f"« {path} »" for path in dict.fromkeys(contexts))
    unprefixed = not any(_PREFIX.search(path) for path in contexts)
    advice = " ; les éléments s’écrivent avec le préfixe que <ns> déclare : p:unite" if unprefixed else ""
    return f"le contexte {paths} ne désigne rien dans ce programme, ou rien qu’une <rule> plus haut ne juge{advice}"


def _title(assertion: etree._Element) -> str:
    """What the message says, without the values of a programme."""
    parts = [assertion.text or ""]
    for child in assertion:
        value = child.tag in (f"{_SCH}value-of", f"{_SCH}name")
        parts += ["…" if value else "".join(child.itertext()), child.tail or ""]
    return tidy("".join(parts))

"""Lists and links: what stands side by side looks alike, and what one clicks leads where it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dossier.programme.model import Programme
from dossier.programme.places import Place, Texte
from dossier.programme.textes import Paragraphe
from dossier.rules.catalogue import AVERTISSEMENT, CONVENTION, Hit, rule

HABIT = 0.75
"""From this share of a list on, a way to write its entries is the rule and the others are slips."""
FEWEST = 4
"""Entries from which a list has habits."""
_TITLES = {"unite": "titres d’unités", "bloc": "titres de blocs", "activite": "titres d’activités"}
_OPEN_END = ("…", "...", ":", "?", "!")
_TRACKERS = ("utm_", "fbclid=", "gclid=", "mc_cid=", "xtor=")

_Entry = Texte | Paragraphe


@rule(
    "CMP-013",
    title="Les entrées d’une même liste commencent et finissent de la même façon",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une majuscule oubliée ou un point de trop, seul de son espèce, se voit dans le tableau imprimé.",
    message={
        "minuscule": "Sans majuscule, contrairement aux autres {liste} : « {debut} ».",
        "majuscule": "Avec une majuscule, contrairement aux autres {liste} : « {debut} ».",
        "point": "Avec un point final, contrairement aux autres {liste} : « … {fin} ».",
        "sans": "Sans point final, contrairement aux autres {liste} : « … {fin} ».",
    },
    hint="Écrivez cette entrée comme les autres.",
    on=("listes", "competences"),
)
def entries_of_a_list_are_alike(programme: Programme) -> Iterator[Hit]:
    """Told only when nearly all the others agree."""
    for liste, entries in _lists(programme):
        initials = [(_initial(text), node, text) for node, text in entries]
        finals = [(_final(text), node, text) for node, text in entries]
        for variant, node, text in (*_odd_ones(initials), *_odd_ones(finals)):
            debut, fin = " ".join(text.split()[:4]), " ".join(text.split()[-4:])
            yield Hit(node, variant, liste=liste, debut=debut, fin=fin)


def _lists(programme: Programme) -> Iterator[tuple[str, list[tuple[_Entry, str]]]]:
    """The titles of each kind, the competencies, the items of each list."""
    groups: dict[str, list[tuple[_Entry, str]]] = {}
    for node, text in programme.textes:
        place = node.place
        if place.tag == "competence":
            groups.setdefault("compétences", []).append((node, text))
        elif place.tag == "intitule" and place.parent and place.parent.tag in _TITLES:
            groups.setdefault(_TITLES[place.parent.tag], []).append((node, text))
    yield from groups.items()
    # The last item may close the sentence that the list makes.
    yield from (("entrées de la liste", entries[:-1]) for entries in _items(programme))


def _items(programme: Programme) -> Iterable[list[tuple[_Entry, str]]]:
    """The items of each list in a text."""
    found: dict[Place, list[tuple[_Entry, str]]] = {}
    for node, text in programme.textes:
        if node.place.tag == "item" and node.place.parent:
            found.setdefault(node.place.parent, []).append((node, text))
    return found.values()


def _initial(text: str) -> str:
    """Nothing when the first word says nothing: a figure, a sign, a name such as « iOS »."""
    word = text.partition(" ")[0]
    if not word[:1].isalpha() or (word[0].islower() and not word.islower()):
        return ""
    return "minuscule" if word[0].islower() else "majuscule"


def _final(text: str) -> str:
    return "" if text.endswith(_OPEN_END) else "point" if text.endswith(".") else "sans"


def _odd_ones(entries: list[tuple[str, _Entry, str]]) -> Iterator[tuple[str, _Entry, str]]:
    """The entries that do what nearly none of the others does."""
    counted = Counter(kind for kind, _, _ in entries if kind)
    if len(counted) < 2 or counted.total() < FEWEST or max(counted.values()) < HABIT * counted.total():
        return
    habit = max(counted, key=lambda kind: counted[kind])
    yield from (entry for entry in entries if entry[0] not in ("", habit))


@rule(
    "TXT-016",
    title="Les liens sont sûrs et sans traceur",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une adresse en http n’est pas protégée ; un paramètre de suivi dit à un tiers qui a lu le dossier.",
    message={
        "http": "L’adresse « {adresse} » n’est pas en https.",
        "traceur": "L’adresse « {adresse} » porte un paramètre de suivi.",
    },
    hint={"http": "Remplacez http:// par https://.", "traceur": "Supprimez ce qui suit le point d’interrogation."},
    on=("liens",),
)
def links_are_safe(programme: Programme) -> Iterator[Hit]:
    """In texts, and behind the words of a link; whether they answer is not looked at."""
    for node, text in programme.textes:
        behind = (fragment.href for fragment in node.fragments) if isinstance(node, Paragraphe) else ()
        told = text.split() if "://" in text else ()
        for address in (*told, *filter(None, behind)):
            if "http://" in address:
                yield Hit(node, "http", adresse=address)
            elif any(tracker in address.partition("?")[2] for tracker in _TRACKERS):
                yield Hit(node, "traceur", adresse=address)


@rule(
    "TXT-017",
    title="Une liste a plusieurs entrées",
    severity=AVERTISSEMENT,
    source=CONVENTION,
    why="Une liste d’une seule entrée est une phrase mise à part, ou une liste que l’on n’a pas finie.",
    message="Cette liste n’a qu’une entrée : « {debut}… ».",
    hint="Faites-en une phrase, ou complétez la liste.",
    on=("listes",),
)
def a_list_has_several_entries(programme: Programme) -> Iterator[Hit]:
    """In French texts."""
    for entries in _items(programme):
        if len(entries) == 1:
            node, text = entries[0]
            yield Hit(node, debut=" ".join(text.split()[:6]))
